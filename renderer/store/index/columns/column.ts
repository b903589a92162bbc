import type { FieldValue } from '../../../../domain/records/definition.ts';
import type { Cells } from '../pack/cells.ts';
import type { Cell, Range, ValueTest } from '../values.ts';
import { compareTokens, tokensOf } from '../text/tokens.ts';
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
  /** Each different value of the masked rows with its count; blanks may come in several forms. */
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

const rankOfType = (value: FieldValue): number =>
  value === null ? 0 : typeof value === 'boolean' ? 1 : typeof value === 'number' ? 2 : typeof value === 'string' ? 3 : 4;

/** Order of single values: no before yes, small before large, texts by pinyin and natural number. */
export function compareValues(a: FieldValue, b: FieldValue): number {
  const types = rankOfType(a) - rankOfType(b);
  if (types !== 0) return types;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  return compareTokens(tokensOf(asText(a), 'natural'), tokensOf(asText(b), 'natural'));
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
