import type { CSSProperties } from 'react';
import { columnScaleOf } from '../ui/screen.ts';
import type { TextSize } from '../ui/screen.ts';
import type { Column } from './columns.ts';

/** Width of the grey column of row numbers. */
export const numberWidth = 44;

/** Width of each column, and where frozen ones stay while the others scroll under them. */
export function columnStyles(
  columns: readonly Column[],
  size: TextSize,
): { readonly byKey: ReadonlyMap<string, CSSProperties>; readonly total: number } {
  const byKey = new Map<string, CSSProperties>();
  let left = numberWidth;
  for (const column of columns) {
    const width = Math.round(column.width * columnScaleOf(size));
    byKey.set(column.key, column.frozen ? { width, left } : { width });
    left += width;
  }
  return { byKey, total: left };
}
