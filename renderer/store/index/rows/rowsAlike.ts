import type { Column } from '../columns/column.ts';
import { asText } from '../columns/column.ts';
import { HASH_SEED } from '../values.ts';

/**
 * Rows of the mask that hold the same values in all columns, as groups of two or more, the largest first. One pass over
 * hashes that makes no strings; only rows whose hash came twice are compared by value.
 */
export function rowsAlike(
  columns: readonly (Column | undefined)[],
  mask: Uint8Array,
  size: number,
): readonly (readonly number[])[] {
  const known = columns.filter((column) => column !== undefined);
  if (known.length === 0 || known.length < columns.length) return [];
  const groups = [...candidates(known, mask, size)].flatMap((rows) => sameValues(known, rows));
  return groups.sort((a, b) => b.length - a.length || (a[0] ?? 0) - (b[0] ?? 0));
}

function candidates(columns: readonly Column[], mask: Uint8Array, size: number): Iterable<readonly number[]> {
  const first = new Map<number, number>();
  const again = new Map<number, number[]>();
  for (let row = 0; row < size; row += 1) {
    if (mask[row] !== 1 || columns.some((column) => column.isBlank(row))) continue;
    const hash = columns.reduce((seed, column) => column.hash(row, seed), HASH_SEED);
    const before = first.get(hash);
    if (before === undefined) first.set(hash, row);
    else {
      const rows = again.get(hash);
      if (rows === undefined) again.set(hash, [before, row]);
      else rows.push(row);
    }
  }
  return again.values();
}

/** Equal hashes are a hint: “1”+“23” and “12”+“3” share one. */
function sameValues(columns: readonly Column[], rows: readonly number[]): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>();
  for (const row of rows) {
    const key = JSON.stringify(columns.map((column) => asText(column.get(row))));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}
