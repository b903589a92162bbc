import type { FieldValue } from '../../../../domain/records/definition.ts';
import type { ColumnKind } from '../indexedFields.ts';
import type { Cell } from '../values.ts';
import type { ByteReader, Uints } from './bytesReader.ts';
import type { ByteWriter } from './bytesWriter.ts';
import { NO_INT, NULL_INT, NULL_NUMBER, numberCodec } from './numbers.ts';
import { readStrings, writeStrings } from './strings.ts';

/** One column of one pack, as read: nothing is made into objects until a list asks for it. */
export type Cells = CodedCells | TextCells | NumberCells;
export interface CodedCells {
  readonly kind: 'coded';
  readonly values: readonly FieldValue[];
  /** 0 = absent, else position in `values` + 1; undefined = all absent. */
  readonly codes: Uints | undefined;
}
export interface TextCells {
  readonly kind: 'text';
  readonly text: string;
  /** Length in UTF-16 units + 2; 1 = null, 0 = absent or odd. */
  readonly lengths: Uints;
  readonly odd: Odd;
}
export interface NumberCells {
  readonly kind: 'number';
  /** NaN or NO_INT = absent or odd; undefined = all so. */
  readonly numbers: Int32Array | Float64Array | undefined;
  readonly odd: Odd;
}
/** Slot → a value that does not fit its column: an unknown code of a newer version, a half date from an old record. */
export type Odd = ReadonlyMap<number, FieldValue>;

export function writeCells(writer: ByteWriter, kind: ColumnKind, cells: readonly Cell[]): void {
  if (kind === 'coded') writeCoded(writer, cells);
  else if (kind === 'text') writeText(writer, cells);
  else writeNumbers(writer, kind, cells);
}

export function readCells(reader: ByteReader, kind: ColumnKind, count: number): Cells {
  if (kind === 'coded') return readCoded(reader, count);
  if (kind === 'text') {
    const { text, lengths } = readStrings(reader, count);
    return { kind: 'text', text, lengths, odd: readOdd(reader, count) };
  }
  const form = reader.u8();
  const numbers = form === 1 ? reader.i32s(count) : form === 2 ? reader.f64s(count) : undefined;
  return { kind: 'number', numbers, odd: readOdd(reader, count) };
}

function writeCoded(writer: ByteWriter, cells: readonly Cell[]): void {
  const values: FieldValue[] = [];
  const known = new Map<FieldValue, number>();
  const codes: number[] = [];
  let last: Cell;
  let code: number | undefined = 0;
  for (const cell of cells) {
    // Neighbours are often alike, and comparing two short texts is quicker than looking one up.
    if (cell !== last) {
      last = cell;
      code = cell === undefined ? 0 : known.get(cell);
      if (code === undefined && cell !== undefined) {
        code = values.push(cell);
        known.set(cell, code);
      }
    }
    codes.push(code ?? 0);
  }
  const strings = values.filter((value) => typeof value === 'string');
  const plain = strings.length === values.length;
  writer.u32(values.length);
  if (values.length === 0) return;
  writer.u8(plain ? 1 : 0);
  if (plain) writeStrings(writer, strings);
  else for (const value of values) writer.value(value);
  writer.uints(codes);
}

function readCoded(reader: ByteReader, count: number): CodedCells {
  const size = reader.u32();
  if (size === 0) return { kind: 'coded', values: [], codes: undefined };
  const values: FieldValue[] = [];
  if (reader.u8() === 1) {
    const { text, lengths } = readStrings(reader, size);
    let at = 0;
    for (const length of lengths) {
      values.push(text.slice(at, at + length - 2));
      at += length - 2;
    }
  } else {
    for (let left = size; left > 0 && !reader.failed; left -= 1) values.push(reader.value());
  }
  const codes = reader.uints(count);
  for (const code of codes) if (code > size) reader.fail();
  return { kind: 'coded', values, codes };
}

function writeText(writer: ByteWriter, cells: readonly Cell[]): void {
  writeStrings(
    writer,
    cells.map((cell) => (typeof cell === 'string' || cell === null ? cell : undefined)),
  );
  writeOdd(writer, cells, (slot) => typeof cells[slot] === 'string' || cells[slot] === null);
}

function writeNumbers(writer: ByteWriter, kind: 'number' | 'date' | 'month', cells: readonly Cell[]): void {
  const codec = numberCodec(kind);
  const numbers = cells.map((cell) => codec.encode(cell));
  let filled = false;
  let whole = true;
  for (const number of numbers) {
    if (number === undefined) continue;
    filled = true;
    if (number !== NULL_NUMBER && !(Number.isInteger(number) && Math.abs(number) < -NULL_INT)) whole = false;
  }
  writer.u8(filled ? (whole ? 1 : 2) : 0);
  if (filled) {
    const out = whole ? new Int32Array(numbers.length) : new Float64Array(numbers.length);
    for (let slot = 0; slot < numbers.length; slot += 1) {
      const number = numbers[slot];
      out[slot] = whole
        ? number === undefined
          ? NO_INT
          : number === NULL_NUMBER
            ? NULL_INT
            : number
        : (number ?? Number.NaN);
    }
    writer.array(out);
  }
  writeOdd(writer, cells, (slot) => numbers[slot] !== undefined);
}

function writeOdd(writer: ByteWriter, cells: readonly Cell[], fits: (slot: number) => boolean): void {
  const odd: (readonly [number, FieldValue])[] = [];
  cells.forEach((cell, slot) => {
    if (cell !== undefined && !fits(slot)) odd.push([slot, cell]);
  });
  writer.u32(odd.length);
  for (const [slot, value] of odd) {
    writer.u32(slot);
    writer.value(value);
  }
}

function readOdd(reader: ByteReader, count: number): Odd {
  const odd = new Map<number, FieldValue>();
  for (let left = reader.u32(); left > 0 && !reader.failed; left -= 1) {
    const slot = reader.u32();
    if (slot >= count) reader.fail();
    odd.set(slot, reader.value());
  }
  return odd;
}
