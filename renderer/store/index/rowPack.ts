import type { FieldValue, RecordDefinition } from '../../../domain/records/definition.ts';
import { ByteReader } from './pack/bytesReader.ts';
import { ByteWriter } from './pack/bytesWriter.ts';
import { readCells, writeCells } from './pack/cells.ts';
import { checksum, HEADER_WORDS, layoutOf, MAGIC } from './pack/layout.ts';
import type { Layout } from './pack/layout.ts';
import type { ReadPack } from './pack/readPack.ts';
import type { IndexRow } from './port.ts';

/**
 * The index rows of one unit as typed columns, in slot order. Holds personal data in the clear: it is encrypted before
 * it is stored, like the unit it stands beside.
 */
export function packRows(definition: RecordDefinition, rows: readonly IndexRow[]): Uint8Array<ArrayBuffer> {
  const layout = layoutOf(definition);
  const writer = new ByteWriter();
  writer.u32(MAGIC);
  writer.u32(0);
  writer.u32(layout.fingerprint);
  writer.u32(rows.length);
  writeCells(
    writer,
    'text',
    rows.map((row) => row.id),
  );
  writeCells(
    writer,
    'coded',
    rows.map((row) => row.organisation),
  );
  writeCells(
    writer,
    'coded',
    rows.map((row) => row.sync),
  );
  writeCells(writer, 'coded', sharedLists(rows.map((row) => row.gaps)));
  writer.array(Uint8Array.from(rows, (row) => (row.voided ? 1 : 0)));
  writeCells(
    writer,
    'number',
    rows.map((row) => (row.work === 0 ? undefined : row.work)),
  );
  for (const { field, kind } of layout.fields) {
    const cells = rows.map((row) => row.values[field]);
    writeCells(writer, kind, kind === 'coded' ? sharedLists(cells) : cells);
  }
  const pack = writer.finish();
  const words = new Uint32Array(pack.buffer);
  words[1] = checksum(words.subarray(2));
  return pack;
}

/** Undefined when the pack is damaged, of another version or of another definition: the caller rebuilds it (R17). */
export function readPack(layout: Layout, bytes: Uint8Array): ReadPack | undefined {
  if (bytes.length < HEADER_WORDS * 4 || bytes.length % 8 !== 0) return undefined;
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
  const words = new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length / 4);
  if (words[0] !== MAGIC || words[2] !== layout.fingerprint || words[1] !== checksum(words.subarray(2)))
    return undefined;
  const reader = new ByteReader(aligned);
  reader.u32s(HEADER_WORDS);
  const count = words[3] ?? 0;
  const ids = readCells(reader, 'text', count);
  const organisations = readCells(reader, 'coded', count);
  const syncs = readCells(reader, 'coded', count);
  const gaps = readCells(reader, 'coded', count);
  const voided = reader.u8s(count);
  const work = readCells(reader, 'number', count);
  const columns = layout.fields.map(({ kind }) => readCells(reader, kind, count));
  if (reader.failed || ids.kind !== 'text' || work.kind !== 'number') return undefined;
  if (organisations.kind !== 'coded' || syncs.kind !== 'coded' || gaps.kind !== 'coded') return undefined;
  return { count, ids, organisations, syncs, gaps, voided, work, columns };
}

/** Equal lists made one object, so that the dictionary of a pack holds each once. */
function sharedLists<T extends FieldValue | undefined>(cells: readonly T[]): readonly T[] {
  if (!cells.some((cell) => typeof cell === 'object' && cell !== null)) return cells;
  const seen = new Map<string, T>();
  return cells.map((cell) => {
    if (typeof cell !== 'object' || cell === null) return cell;
    const key = JSON.stringify(cell);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, cell);
    return first ?? cell;
  });
}
