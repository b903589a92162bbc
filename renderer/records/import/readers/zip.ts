import { Checksum } from './crc.ts';
import { ReadStop } from './port.ts';
import type { Budget } from './budget.ts';

export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly crc: number;
  readonly offset: number;
}

const endMark = 0x06054b50;
const centralMark = 0x02014b50;
const localMark = 0x04034b50;
const longest = 65_557;

/**
 * The directory of a zip file, read from its end. Names that point outside the file's own tree (`../`, drive letters) are
 * refused: no reader of ours unpacks to disk, but such a file was made to hurt somebody.
 */
export async function readZipDirectory(blob: Blob): Promise<ReadonlyMap<string, ZipEntry>> {
  const tailStart = Math.max(0, blob.size - longest);
  const tail = await viewOf(blob, tailStart, blob.size);
  let end = tail.byteLength - 22;
  while (end >= 0 && tail.getUint32(end, true) !== endMark) end -= 1;
  if (end < 0) throw new ReadStop('damaged', { zip: 'no end record' });
  const count = tail.getUint16(end + 10, true);
  const size = tail.getUint32(end + 12, true);
  const start = tail.getUint32(end + 16, true);
  // A workbook past 4 GiB or 65,534 parts is past every cap of ours as well.
  if (start === 0xffffffff || size === 0xffffffff || count === 0xffff)
    throw new ReadStop('tooLarge', { zip: 'zip64' });
  if (start + size > blob.size) throw new ReadStop('damaged', { zip: 'directory outside' });
  return readEntries(await viewOf(blob, start, start + size), count);
}

function readEntries(view: DataView, count: number): ReadonlyMap<string, ZipEntry> {
  const entries = new Map<string, ZipEntry>();
  const decoder = new TextDecoder();
  let at = 0;
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== centralMark)
      throw new ReadStop('damaged', { zip: 'entry' });
    const flags = view.getUint16(at + 8, true);
    const nameLength = view.getUint16(at + 28, true);
    const next = at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > view.byteLength) throw new ReadStop('damaged', { zip: 'entry' });
    const name = decoder
      .decode(new Uint8Array(view.buffer, view.byteOffset + at + 46, nameLength))
      .replaceAll('\\', '/');
    if (isOutside(name)) throw new ReadStop('unsafe', { zip: 'name' });
    if ((flags & 1) !== 0) throw new ReadStop('password', { scheme: 'zip' });
    // Two parts of one name: programs disagree on which one counts, so the clerk and we might read different sheets.
    if (entries.has(name)) throw new ReadStop('unsafe', { zip: 'twice' });
    entries.set(name, {
      name,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      unpacked: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at = next;
  }
  return entries;
}

function isOutside(name: string): boolean {
  return (
    name.startsWith('/') || /^[a-z]:/i.test(name) || name.split('/').includes('..') || name.includes('\u0000')
  );
}

/**
 * Unpacks one part as a stream; every unpacked byte is paid for, so a bomb stops at the cap and not at the machine's end.
 * What was read to its end is what the program that wrote it packed, byte for byte, or the reading ends as damaged.
 */
export async function* unpack(
  blob: Blob,
  entry: ZipEntry,
  budget: Budget,
): AsyncGenerator<Uint8Array, void, undefined> {
  const head = await viewOf(blob, entry.offset, entry.offset + 30);
  if (head.byteLength < 30 || head.getUint32(0, true) !== localMark)
    throw new ReadStop('damaged', { zip: 'local' });
  const start = entry.offset + 30 + head.getUint16(26, true) + head.getUint16(28, true);
  if (start + entry.packed > blob.size) throw new ReadStop('damaged', { zip: 'part outside' });
  const packed = blob.slice(start, start + entry.packed).stream();
  if (entry.method !== 0 && entry.method !== 8) throw new ReadStop('damaged', { zip: 'method' });
  const stream: ReadableStream<Uint8Array> =
    entry.method === 0 ? packed : packed.pipeThrough(new DecompressionStream('deflate-raw'));
  const reader = stream.getReader();
  const checksum = await Checksum.start();
  let unpacked = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      budget.payBytes(value.byteLength);
      checksum.add(value);
      unpacked += value.byteLength;
      yield value;
    }
    if (unpacked !== entry.unpacked || checksum.value() !== entry.crc)
      throw new ReadStop('damaged', { zip: 'checksum' });
  } finally {
    await reader.cancel().catch((error: unknown) => {
      // A stream that already failed rejects its cancel with the same reason; the reading above has reported it.
      return error;
    });
  }
}

/** One part as text (UTF-8), for the small parts of a workbook. */
export async function unpackText(blob: Blob, entry: ZipEntry, budget: Budget): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of unpack(blob, entry, budget)) text += decoder.decode(bytes, { stream: true });
  return text + decoder.decode();
}

async function viewOf(blob: Blob, start: number, end: number): Promise<DataView> {
  return new DataView(await blob.slice(start, end).arrayBuffer());
}
