import type { CSSProperties } from 'react';
import { columnScaleOf, letterHeightOf } from '../ui/screen.ts';
import type { TextSize } from '../ui/screen.ts';
import { isNumeric } from '../ui/values.ts';
import type { Column } from './columns.ts';

/** Width of the grey column of row numbers. */
const numberWidth = 44;

/** Left and right of a cell's text, and the line between two cells. */
const besideText = 21;

/** A column with all that is the same in each of its cells. */
export interface DrawnColumn {
  readonly column: Column;
  readonly className: string;
  readonly style: CSSProperties;
  /** The whole text as a tooltip: it may be cut. */
  readonly titled: boolean;
  readonly path: boolean;
  /** How wide a text may be, in heights of its letters, before it has to be cut off. */
  readonly room: number;
}

/** Width of each column, and where frozen ones stay while the others scroll under them. */
export function columnStyles(
  columns: readonly Column[],
  size: TextSize,
): { readonly drawn: readonly DrawnColumn[]; readonly total: number } {
  let left = numberWidth;
  const drawn = columns.map((column): DrawnColumn => {
    const width = Math.round(column.width * columnScaleOf(size));
    const style = column.frozen ? { width, left } : { width };
    left += width;
    const path = column.field?.kind === 'path';
    return {
      column,
      className: `cell${column.frozen ? ' frozen' : ''}${isNumeric(column.field) ? ' number' : ''}`,
      style,
      titled: column.frozen || path,
      path,
      room: (width - besideText) / letterHeightOf(size),
    };
  });
  return { drawn, total: left };
}
