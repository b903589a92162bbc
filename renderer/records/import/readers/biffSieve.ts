import { BiffFormats } from './biffFormats.ts';
import { ReadStop } from './port.ts';
import type { Budget } from './budget.ts';
import type { MergedCells } from './port.ts';

/** Of one sheet, what its records say beside the values. */
export interface BiffSheet {
  readonly place: number;
  readonly isHidden: boolean;
  readonly hiddenRows: Set<number>;
  /** Number of each cell's format, by row and column from 0. */
  readonly cellFormats: Map<number, number[]>;
  readonly merged: MergedCells[];
}

export interface Sieved {
  /** The same workbook with nothing in it but values: what the library may see. */
  readonly stream: Uint8Array<ArrayBuffer>;
  readonly formats: BiffFormats;
  readonly sheets: readonly BiffSheet[];
  readonly since1904: boolean;
  /** Of texts in workbooks before Unicode; 1200 in the others. */
  readonly codePage: number;
}

const [bof, eof, boundSheet, codePage, date1904] = [0x809, 0x0a, 0x85, 0x42, 0x22];
const [font, format, palette, cellFormat, sst, extended] = [0x31, 0x41e, 0x92, 0xe0, 0xfc, 0x3c];
const [row, merge, formula, multiple] = [0x208, 0xe5, 0x06, 0xbd];
const kept = new Set([bof, eof, boundSheet, date1904, format, cellFormat, sst]);
/** Number, BoolErr, RK, String, LabelSst, RString, Label, Dimensions. */
const values = new Set([0x203, 0x205, 0x27e, 0x207, 0xfd, 0xd6, 0x204, 0x200]);
const text = 0x207;
const dimensions = 0x200;
const mostRows = 65_536;

/**
 * Lets the records through that carry values, in order, and no other: a hostile file reaches a few dozen lines of the
 * library instead of its parsers of formulas, drawings and links. On the way the cells are counted against the caps and
 * what the library drops is noted: formats, hidden rows, merged cells.
 */
export function sieve(stream: Uint8Array<ArrayBuffer>, budget: Budget): Sieved {
  return new Sieve(stream, budget).run();
}

class Sieve {
  private readonly bytes: Uint8Array<ArrayBuffer>;
  private readonly view: DataView<ArrayBuffer>;
  private readonly budget: Budget;
  private readonly out: Output;
  private readonly formats: BiffFormats;
  private readonly isOld: boolean;
  private readonly bounds: { readonly at: number; readonly place: number; readonly isHidden: boolean }[] = [];
  private since1904 = false;
  private page = 1252;

  constructor(stream: Uint8Array<ArrayBuffer>, budget: Budget) {
    this.bytes = stream;
    this.view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
    this.budget = budget;
    this.out = new Output(stream.length, budget);
    const version =
      stream.length >= 8 && this.view.getUint16(0, true) === bof ? this.view.getUint16(4, true) : 0;
    // Workbooks before 1993 are one sheet without a container and in nobody's hands any more.
    if (version !== 0x600 && version !== 0x500) throw new ReadStop('oldWorkbook');
    this.isOld = version === 0x500;
    this.formats = new BiffFormats(this.isOld);
  }

  run(): Sieved {
    this.globals();
    const sheets: BiffSheet[] = [];
    for (const { at, place, isHidden } of this.bounds) {
      this.out.patch(at, this.out.length);
      const sheet = { place, isHidden, hiddenRows: new Set<number>(), cellFormats: new Map(), merged: [] };
      this.sheet(place, sheet);
      sheets.push(sheet);
    }
    return {
      stream: this.out.bytes(),
      formats: this.formats,
      sheets,
      since1904: this.since1904,
      codePage: this.isOld ? this.page : 1200,
    };
  }

  private globals(): void {
    let last = 0;
    this.records(0, (kind, at, length) => {
      const body = new DataView(this.bytes.buffer, this.bytes.byteOffset + at, length);
      if (kind === boundSheet && length >= 7) {
        if (body.getUint8(5) !== 0) return;
        if (this.bounds.length >= 4096) throw new ReadStop('tooLarge', { sheets: this.bounds.length });
        const isHidden = (body.getUint8(4) & 3) !== 0;
        this.bounds.push({ at: this.out.length + 4, place: body.getUint32(0, true), isHidden });
      } else if (kind === font) this.formats.font(body);
      else if (kind === format) this.formats.format(body);
      else if (kind === palette) this.formats.palette(body);
      else if (kind === cellFormat) this.formats.cellFormat(body);
      else if (kind === date1904) this.since1904 = length >= 2 && body.getUint16(0, true) === 1;
      else if (kind === codePage && length >= 2) this.page = body.getUint16(0, true);
      if (kept.has(kind) || (kind === extended && last === sst)) this.pass(at, length);
      if (kind !== extended) last = kind;
    });
  }

  private sheet(place: number, sheet: BiffSheet): void {
    let last = 0;
    this.records(place, (kind, at, length) => {
      if (kind === bof || kind === eof || kind === text || (kind === extended && last === text))
        this.pass(at, length);
      else if (kind === row) this.row(at, length, sheet);
      else if (kind === merge) this.merge(at, length, sheet);
      else if (kind === formula) this.formula(at, length, sheet);
      else if (kind === multiple) this.multiple(at, length, sheet);
      else if (kind === dimensions) this.pass(at, length);
      else if (values.has(kind)) this.value(at, length, sheet);
      if (kind !== extended) last = kind;
    });
  }

  /** Each record of one part up to its end; parts inside it (a drawing's) are passed over. */
  private records(from: number, take: (kind: number, at: number, length: number) => void): void {
    let depth = 0;
    for (let at = from; ;) {
      if (at + 4 > this.bytes.length) throw new ReadStop('damaged', { record: at });
      const kind = this.view.getUint16(at, true);
      const length = this.view.getUint16(at + 2, true);
      if (at === from && kind !== bof) throw new ReadStop('damaged', { part: from });
      if (at + 4 + length > this.bytes.length) throw new ReadStop('damaged', { record: at });
      if (kind === bof) depth += 1;
      if (depth === 1) take(kind, at + 4, length);
      if (kind === eof) depth -= 1;
      if (depth === 0) return;
      at += 4 + length;
      this.budget.checkTime();
    }
  }

  private pass(at: number, length: number): void {
    this.out.add(this.bytes.subarray(at - 4, at + length));
  }

  private note(at: number, count: number, sheet: BiffSheet, formatOf: (index: number) => number): void {
    const [rowNumber, column] = [this.view.getUint16(at, true), this.view.getUint16(at + 2, true)];
    if (column + count > Math.min(256, this.budget.limits.columns))
      throw new ReadStop('tooLarge', { columns: column + count });
    this.budget.payCells(count);
    let formats = sheet.cellFormats.get(rowNumber);
    if (!formats) {
      formats = [];
      sheet.cellFormats.set(rowNumber, formats);
    }
    while (formats.length < column) formats.push(0);
    for (let index = 0; index < count; index += 1) formats[column + index] = formatOf(index);
  }

  private value(at: number, length: number, sheet: BiffSheet): void {
    if (length < 6) throw new ReadStop('damaged', { record: at });
    this.note(at, 1, sheet, () => this.view.getUint16(at + 4, true));
    this.pass(at, length);
  }

  private multiple(at: number, length: number, sheet: BiffSheet): void {
    const count = (length - 6) / 6;
    if (!Number.isInteger(count) || count < 1) throw new ReadStop('damaged', { record: at });
    this.note(at, count, sheet, (index) => this.view.getUint16(at + 4 + index * 6, true));
    this.pass(at, length);
  }

  /** Only its result; the formula itself is replaced by none. */
  private formula(at: number, length: number, sheet: BiffSheet): void {
    if (length < 22) throw new ReadStop('damaged', { record: at });
    this.note(at, 1, sheet, () => this.view.getUint16(at + 4, true));
    const record = new Uint8Array(26);
    record.set([formula, 0, 22, 0]);
    record.set(this.bytes.subarray(at, at + 20), 4);
    this.out.add(record);
  }

  private row(at: number, length: number, sheet: BiffSheet): void {
    if (length >= 16 && (this.view.getUint16(at + 12, true) & 0x20) !== 0)
      sheet.hiddenRows.add(this.view.getUint16(at, true));
  }

  private merge(at: number, length: number, sheet: BiffSheet): void {
    const count = length < 2 ? 0 : Math.min(this.view.getUint16(at, true), Math.floor((length - 2) / 8));
    for (let index = 0; index < count; index += 1) {
      const from = at + 2 + index * 8;
      const [first, bottom, left, right] = [0, 2, 4, 6].map((offset) =>
        this.view.getUint16(from + offset, true),
      );
      if (first === undefined || bottom === undefined || left === undefined || right === undefined) continue;
      if (first <= bottom && bottom < mostRows && left <= right)
        sheet.merged.push({ top: first + 1, bottom: bottom + 1, left, right });
    }
  }
}

class Output {
  private buffer: Uint8Array<ArrayBuffer>;
  private readonly budget: Budget;
  length = 0;

  constructor(size: number, budget: Budget) {
    this.buffer = new Uint8Array(size);
    this.budget = budget;
  }

  /** A file may name one sheet a thousand times: what comes out is paid for like anything unpacked. */
  add(bytes: Uint8Array): void {
    this.budget.payBytes(bytes.length);
    if (this.length + bytes.length > this.buffer.length) {
      const larger = new Uint8Array((this.length + bytes.length) * 2);
      larger.set(this.buffer.subarray(0, this.length));
      this.buffer = larger;
    }
    this.buffer.set(bytes, this.length);
    this.length += bytes.length;
  }

  patch(at: number, value: number): void {
    new DataView(this.buffer.buffer).setUint32(at, value, true);
  }

  bytes(): Uint8Array<ArrayBuffer> {
    return this.buffer.subarray(0, this.length);
  }
}
