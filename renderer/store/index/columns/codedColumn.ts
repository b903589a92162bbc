import type { FieldValue } from '../../../../domain/records/definition.ts';
import type { Cells } from '../pack/cells.ts';
import { hashText, isBlank, keyOf, rangeTest } from '../values.ts';
import type { Cell, Range, ValueTest } from '../values.ts';
import { asText, compareValues, grown, ranksOf, wrongCells } from './column.ts';
import type { Column } from './column.ts';
import type { SortKeys } from './radix.ts';

/**
 * A column of few different values: one number a row, and a dictionary. Every question is asked once per value of the
 * dictionary and then looked up per row. Code 0 = absent. Values no row holds any more stay until the next start.
 */
export class CodedColumn implements Column {
  /** Code of every row. */
  codes: Uint32Array;
  /** Code → value. */
  readonly values: Cell[] = [undefined];
  private readonly strings = new Map<string, number>();
  private readonly others = new Map<string, number>();
  private ranks: Uint32Array | undefined;

  constructor(capacity: number) {
    this.codes = new Uint32Array(capacity);
  }

  grow(capacity: number): void {
    this.codes = grown(new Uint32Array(capacity), this.codes);
  }

  get(row: number): Cell {
    return this.values[this.codes[row] ?? 0];
  }

  set(row: number, value: Cell): void {
    this.codes[row] = value === undefined ? 0 : this.codeOf(value);
  }

  isBlank(row: number): boolean {
    return isBlank(this.get(row));
  }

  load(rows: Uint32Array, cells: Cells): void {
    if (cells.kind !== 'coded') wrongCells();
    const { codes, values } = cells;
    if (codes === undefined) {
      for (const row of rows) this.codes[row] = 0;
      return;
    }
    const own = new Uint32Array(values.length + 1);
    values.forEach((value, at) => {
      own[at + 1] = this.codeOf(value);
    });
    for (let slot = 0; slot < rows.length; slot += 1)
      this.codes[rows[slot] ?? 0] = own[codes[slot] ?? 0] ?? 0;
  }

  keep(mask: Uint8Array, size: number, test: ValueTest): void {
    const pass = Uint8Array.from(this.values, (value) => (test(value) ? 1 : 0));
    const { codes } = this;
    for (let row = 0; row < size; row += 1) mask[row] = (mask[row] ?? 0) & (pass[codes[row] ?? 0] ?? 0);
  }

  keepRange(mask: Uint8Array, size: number, range: Range): void {
    this.keep(mask, size, rangeTest(range));
  }

  hash(row: number, seed: number): number {
    return hashText(asText(this.get(row)), 0, undefined, seed);
  }

  tally(mask: Uint8Array, size: number): readonly (readonly [Cell, number])[] {
    const counts = this.countCodes(mask, size);
    const ranks = this.rankCodes();
    const codes = [...counts.keys()].filter((code) => counts[code] !== 0);
    codes.sort((a, b) => (ranks[a] ?? 0) - (ranks[b] ?? 0));
    return codes.map((code) => [this.values[code], counts[code] ?? 0]);
  }

  countCodes(mask: Uint8Array, size: number): Uint32Array {
    const counts = new Uint32Array(this.values.length);
    const { codes } = this;
    // Adding the mask itself spares a branch the processor would guess wrong half of the time.
    for (let row = 0; row < size; row += 1) {
      const code = codes[row] ?? 0;
      counts[code] = (counts[code] ?? 0) + (mask[row] ?? 0);
    }
    return counts;
  }

  sortKeys(rows: Uint32Array): SortKeys {
    const ranks = this.rankCodes();
    const { codes } = this;
    return {
      passes: ranks.length > 0x1_0000 ? 2 : 1,
      fill: (pass, out) => {
        const shift = pass * 16;
        for (let i = 0; i < rows.length; i += 1) out[i] = (ranks[codes[rows[i] ?? 0] ?? 0] ?? 0) >>> shift;
      },
    };
  }

  compare(a: number, b: number): number {
    return compareValues(this.get(a), this.get(b));
  }

  private rankCodes(): Uint32Array {
    if (this.ranks?.length === this.values.length) return this.ranks;
    const ranks = ranksOf(this.values);
    this.ranks = ranks;
    return ranks;
  }

  private codeOf(value: FieldValue): number {
    const plain = typeof value === 'string';
    const memory = plain ? this.strings : this.others;
    const key = plain ? value : keyOf(value);
    let code = memory.get(key);
    if (code === undefined) {
      code = this.values.length;
      this.values.push(value);
      memory.set(key, code);
    }
    return code;
  }
}
