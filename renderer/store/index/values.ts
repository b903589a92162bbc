import type { FieldValue } from '../../../domain/records/definition.ts';

/** A cell; `undefined` = the row does not carry the field, which `get` must give back as it came. */
export type Cell = FieldValue | undefined;
export type ValueTest = (value: Cell) => boolean;

export interface Range {
  readonly from?: FieldValue;
  readonly to?: FieldValue;
}

/** Nothing a clerk would call filled in. */
export function isBlank(value: Cell): value is undefined | null | '' | readonly [] {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

/** A text that differs for every two different values, so that `1`, `"1"` and `true` never share a code. */
export function keyOf(value: FieldValue): string {
  if (typeof value === 'string') return `s${value}`;
  if (value === null) return 'n';
  if (typeof value === 'object') return `l${value.map((item) => `${item.length}:${item}`).join('')}`;
  return typeof value === 'number' ? `d${value}` : `b${value}`;
}

export function sameValue(a: Cell, b: Cell): boolean {
  return (
    a === b ||
    (typeof a === 'object' && typeof b === 'object' && a !== null && b !== null && keyOf(a) === keyOf(b))
  );
}

/** Filter of one field: any of the wanted values; `null` asks for blanks, and a list matches by each of its items. */
export function testOf(wanted: readonly FieldValue[]): ValueTest {
  const blank = wanted.some(isBlank);
  const keys = new Set(wanted.filter((value) => !isBlank(value)).map(keyOf));
  return (value) => {
    if (isBlank(value)) return blank;
    return (
      keys.has(keyOf(value)) || (typeof value === 'object' && value.some((item) => keys.has(`s${item}`)))
    );
  };
}

/** Both ends belong to the range; blanks and values of another type than the bound lie outside. */
export function rangeTest(range: Range): ValueTest {
  const { from = null, to = null } = range;
  return (value) => {
    if (isBlank(value)) return false;
    if (from !== null && !(typeof value === typeof from && value >= from)) return false;
    return to === null || (typeof value === typeof to && value <= to);
  };
}

export const HASH_SEED = 0x811c9dc5;

/** FNV-1a over UTF-16 units: quick, and spread well enough for identity numbers that differ in the last digits only. */
export function hashText(text: string, from = 0, to = text.length, seed = HASH_SEED): number {
  let hash = seed;
  for (let i = from; i < to; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
