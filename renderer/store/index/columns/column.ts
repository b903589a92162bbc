import type { Cells } from '../pack/cells.ts';
import type { Cell, Range, ValueTest } from '../values.ts';
import { compareTokens, tokensOf } from '../text/tokens.ts';
import type { Token } from '../text/tokens.ts';
import type { SortKeys } from './radix.ts';

/** Cells of one field for all rows. Masks hold 1 for rows still in question; every `keep` only clears. */
export interface Column {
  grow(capacity: number): void;
  get(row: number): Cell;
  set(row: number, value: Cell): void;
  isBlank(row: number): boolean;
  load(rows: Uint32Array, cells: Cells): void;
  keep(mask: Uint8Array, size: number, test: ValueTest): void;
  keepRange(mask: Uint8Array, size: number, range: Range): void;
  /** Of the cell as text, going on from `seed`; without making a string where that can be spared. */
  hash(row: number, seed: number): number;
  /** Each different value of the masked rows with its count, ascending; blanks may come in several forms. */
  tally(mask: Uint8Array, size: number): readonly (readonly [Cell, number])[];
  /** For rows that are not blank. */
  sortKeys(rows: Uint32Array): SortKeys;
  /** The order of `sortKeys` for two rows that are not blank. */
  compare(a: number, b: number): number;
}

export function grown<T extends Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array>(
  larger: T,
  old: T,
): T {
  larger.set(old);
  return larger;
}

const rankOfType = (value: Cell): number =>
  value === null || value === undefined
    ? 0
    : typeof value === 'boolean'
      ? 1
      : typeof value === 'number'
        ? 2
        : typeof value === 'string'
          ? 3
          : 4;

interface SortKey {
  readonly type: number;
  readonly number: number;
  readonly tokens: readonly Token[];
}

function sortKey(value: Cell): SortKey {
  const type = rankOfType(value);
  const number = typeof value === 'number' || typeof value === 'boolean' ? Number(value) : 0;
  return { type, number, tokens: type < 3 ? [] : tokensOf(asText(value), 'natural') };
}

function compareKeys(a: SortKey, b: SortKey): number {
  return a.type - b.type || a.number - b.number || compareTokens(a.tokens, b.tokens);
}

/** Order of single values: no before yes, small before large, texts by pinyin and natural number. */
export function compareValues(a: Cell, b: Cell): number {
  return compareKeys(sortKey(a), sortKey(b));
}

/** Rank of each value; values that sort alike (007 and 7) share one, so that sorting and comparing never disagree. */
export function ranksOf(values: readonly Cell[]): Uint32Array {
  const keys = values.map(sortKey);
  const order = keys.map((key, at) => ({ key, at })).sort((a, b) => compareKeys(a.key, b.key));
  const ranks = new Uint32Array(values.length);
  let rank = 0;
  order.forEach(({ key, at }, place) => {
    const before = order[place - 1];
    if (before !== undefined && compareKeys(before.key, key) !== 0) rank += 1;
    ranks[at] = rank;
  });
  return ranks;
}

export function asText(value: Cell): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? value.join('、') : String(value);
}

/** Cells come from a pack of the same layout, whose fingerprint was compared; another kind is a fault of this program. */
export function wrongCells(): never {
  throw new TypeError('cells of another kind of column');
}
