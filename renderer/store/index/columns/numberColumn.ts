import type { Cells } from '../pack/cells.ts';
import { NO_INT, NULL_INT, NULL_NUMBER, numberCodec } from '../pack/numbers.ts';
import type { NumberCodec } from '../pack/numbers.ts';
import { hashText, isBlank, keyOf, rangeTest } from '../values.ts';
import type { Cell, Range, ValueTest } from '../values.ts';
import { asText, compareValues, grown, wrongCells } from './column.ts';
import type { Column } from './column.ts';
import type { SortKeys } from './radix.ts';

/** Numbers, dates and months as numbers; NaN = absent, or a value that is none and lies in `odd`. */
export class NumberColumn implements Column {
  private numbers: Float64Array;
  private readonly odd = new Map<number, Exclude<Cell, undefined>>();
  private readonly codec: NumberCodec;

  constructor(kind: 'number' | 'date' | 'month', capacity: number) {
    this.codec = numberCodec(kind);
    this.numbers = new Float64Array(capacity).fill(Number.NaN);
  }

  grow(capacity: number): void {
    this.numbers = grown(new Float64Array(capacity).fill(Number.NaN), this.numbers);
  }

  get(row: number): Cell {
    const number = this.numberAt(row);
    return Number.isNaN(number) ? this.odd.get(row) : this.codec.decode(number);
  }

  set(row: number, value: Cell): void {
    const number = this.codec.encode(value);
    this.numbers[row] = number ?? Number.NaN;
    if (number === undefined && value !== undefined) this.odd.set(row, value);
    else this.odd.delete(row);
  }

  isBlank(row: number): boolean {
    const number = this.numberAt(row);
    return number === NULL_NUMBER || (Number.isNaN(number) && isBlank(this.odd.get(row)));
  }

  load(rows: Uint32Array, cells: Cells): void {
    if (cells.kind !== 'number') wrongCells();
    const { numbers, odd } = cells;
    const ints = numbers instanceof Int32Array;
    const strange = odd.size > 0 || this.odd.size > 0;
    for (let slot = 0; slot < rows.length; slot += 1) {
      const row = rows[slot] ?? 0;
      const number = numbers?.[slot] ?? Number.NaN;
      this.numbers[row] = ints ? ofInt(number) : number;
      if (!strange) continue;
      const value = odd.get(slot);
      if (value === undefined) this.odd.delete(row);
      else this.odd.set(row, value);
    }
  }

  keep(mask: Uint8Array, size: number, test: ValueTest): void {
    const known = new Map<number, boolean>();
    for (let row = 0; row < size; row += 1) {
      if (mask[row] === 0) continue;
      const number = this.numberAt(row);
      let pass = Number.isNaN(number) ? test(this.odd.get(row)) : known.get(number);
      if (pass === undefined) {
        pass = test(this.codec.decode(number));
        known.set(number, pass);
      }
      if (!pass) mask[row] = 0;
    }
  }

  keepRange(mask: Uint8Array, size: number, range: Range): void {
    const from = isBlank(range.from) ? -Number.MAX_VALUE : this.codec.encode(range.from);
    const to = isBlank(range.to) ? Number.POSITIVE_INFINITY : this.codec.encode(range.to);
    if (from === undefined || to === undefined || this.odd.size > 0) {
      this.keep(mask, size, rangeTest(range));
      return;
    }
    // Without a branch: half of the rows pass, in no order a processor could guess.
    const { numbers } = this;
    for (let row = 0; row < size; row += 1) {
      const number = numbers[row] ?? Number.NaN;
      mask[row] = (mask[row] ?? 0) & (Number(number >= from) & Number(number <= to));
    }
  }

  hash(row: number, seed: number): number {
    return hashText(asText(this.get(row)), 0, undefined, seed);
  }

  tally(mask: Uint8Array, size: number): readonly (readonly [Cell, number])[] {
    const counts = new Map<number, number>();
    const odd = new Map<string, [Cell, number]>();
    for (let row = 0; row < size; row += 1) {
      if (mask[row] === 0) continue;
      const number = this.numberAt(row);
      if (!Number.isNaN(number)) counts.set(number, (counts.get(number) ?? 0) + 1);
      else {
        const value = this.odd.get(row);
        const entry = odd.get(value === undefined ? '' : keyOf(value));
        if (entry === undefined) odd.set(value === undefined ? '' : keyOf(value), [value, 1]);
        else entry[1] += 1;
      }
    }
    const numbers = [...counts].sort(([a], [b]) => a - b);
    const others = [...odd.values()].sort(([a], [b]) => compareValues(a, b));
    return [...numbers.map(([number, count]) => [this.codec.decode(number), count] as const), ...others];
  }

  /** The bits of a float, sign turned, sort like the number; odd values come after all numbers. */
  sortKeys(rows: Uint32Array): SortKeys {
    const odd = [...rows].filter((row) => this.odd.has(row)).sort((a, b) => this.compare(a, b));
    const ranks = new Map<number, number>();
    odd.forEach((row, at) => {
      const before = odd[at - 1];
      const rank =
        before === undefined ? 1 : (ranks.get(before) ?? 0) + (this.compare(before, row) === 0 ? 0 : 1);
      ranks.set(row, Math.min(rank, 0xffff));
    });
    const bits = new Uint32Array(rows.length * 2);
    const floats = new Float64Array(bits.buffer);
    rows.forEach((row, i) => {
      floats[i] = ranks.has(row) ? 0 : this.numberAt(row) + 0;
      const high = bits[i * 2 + 1] ?? 0;
      const negative = high >>> 31 === 1;
      bits[i * 2] = negative ? ~(bits[i * 2] ?? 0) : (bits[i * 2] ?? 0);
      bits[i * 2 + 1] = negative ? ~high : high ^ 0x8000_0000;
    });
    return {
      passes: ranks.size > 0 ? 5 : 4,
      fill: (pass, out) => {
        for (let i = 0; i < rows.length; i += 1) {
          out[i] =
            pass === 4
              ? (ranks.get(rows[i] ?? 0) ?? 0)
              : (bits[i * 2 + (pass >> 1)] ?? 0) >>> ((pass & 1) * 16);
        }
      },
    };
  }

  compare(a: number, b: number): number {
    const x = this.numberAt(a);
    const y = this.numberAt(b);
    if (Number.isNaN(x) || Number.isNaN(y)) {
      if (Number.isNaN(x) && Number.isNaN(y)) return compareValues(this.odd.get(a), this.odd.get(b));
      return Number.isNaN(x) ? 1 : -1;
    }
    return x - y;
  }

  private numberAt(row: number): number {
    return this.numbers[row] ?? Number.NaN;
  }
}

function ofInt(number: number): number {
  return number === NO_INT ? Number.NaN : number === NULL_INT ? NULL_NUMBER : number;
}
