import type { IndexRow } from '../../store/index/port.ts';
import type { Selection } from './selection.ts';
import type { Rows } from './useRows.ts';

/** How far beyond the screen chosen rows are looked for among those that were fetched. */
const reach = 500;

/** The chosen rows that are in the page's hands, in the order of the list; perhaps not all of them. */
export function chosenRowsOf(
  rows: Rows,
  selection: Selection,
  [first, last]: readonly [number, number],
): readonly IndexRow[] {
  const found: IndexRow[] = [];
  const wanted = selection.ids.size;
  if (wanted === 0) return found;
  for (let index = first; found.length < wanted && index < rows.total; index += 1) {
    const row = rows.row(index);
    if (row === undefined && index > last + reach) break;
    if (row !== undefined && selection.ids.has(row.id)) found.push(row);
  }
  for (let index = first - 1; found.length < wanted && index >= 0; index -= 1) {
    const row = rows.row(index);
    if (row === undefined) break;
    if (selection.ids.has(row.id)) found.unshift(row);
  }
  return found;
}
