import type { IndexRow } from '../../store/index/port.ts';
import type { Column } from './columns.ts';
import { cellText } from './columns.ts';

/**
 * A block that WPS and Excel take: tabs and lines, masked as the list shows it (K43). A leading equals sign would be run
 * as a formula where it is pasted, so such a cell gets an apostrophe.
 */
export function rowsAsText(
  rows: readonly IndexRow[],
  columns: readonly Column[],
  unitName: (id: string) => string,
): string {
  const clean = (text: string): string => text.replace(/[\t\r\n]+/g, ' ').replace(/^(?=[=+\-@])/, "'");
  return rows
    .map((row) => columns.map((column) => clean(cellText(column, row, unitName))).join('\t'))
    .join('\r\n');
}
