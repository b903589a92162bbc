import { memo } from 'react';
import type { IndexRow, SyncState } from '../../store/index/port.ts';
import { StateMark } from '../ui/StateMark.tsx';
import { isAlarm, shortPath } from '../ui/values.ts';
import type { Column } from './columns.ts';
import { cellText } from './columns.ts';
import type { DrawnColumn } from './columnStyles.ts';
import { emsOf } from './textWidth.ts';

interface GridRowProps {
  readonly row: IndexRow | undefined;
  readonly index: number;
  readonly height: number;
  readonly columns: readonly DrawnColumn[];
  readonly selected: boolean;
  /** Column of the current cell when it is in this row, else -1. */
  readonly current: number;
  readonly unitName: (id: string) => string;
}

export function cellId(index: number, column: number): string {
  return `cell-${index}-${column}`;
}

function toneOf(column: Column, row: IndexRow): string {
  if (column.key === '@gap') return ' tone-wait';
  if (isAlarm(column.field, row.values[column.key])) return ' tone-error';
  return column.field?.stateOf !== undefined && row.voided ? ' tone-quiet' : '';
}

/** Elements that never change are not made again for every row. */
const marks: Readonly<Record<SyncState, React.ReactElement>> = {
  saved: <StateMark state="saved" quiet />,
  backedUp: <StateMark state="backedUp" quiet />,
  rejected: <StateMark state="rejected" quiet />,
  conflict: <StateMark state="conflict" quiet />,
};
const bone = <span className="bone" aria-label="正在取" />;

/**
 * One row: plain elements, a text in each, since a quick typist has all of them drawn anew eight times a second. Clicks
 * are heard by the list.
 */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { row, index, height, columns, selected, current, unitName } = props;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      className={selected ? 'grid-row selected' : 'grid-row'}
      style={{ top: index * height, height }}
    >
      <div role="rowheader" className="cell number-cell">
        {index + 1}
      </div>
      {columns.map(({ column, className, style, titled, path, room }, at) => {
        const text = row === undefined ? '' : cellText(column, row, unitName);
        const shown = path ? shortPath(String(row?.values[column.key] ?? '')) : text;
        const marked = column.key === '@sync' && row?.voided === false;
        // A cell that cuts its text off is a thing of its own in every frame, so only those do that have to.
        const cut = marked || emsOf(shown) > room ? ' cut' : '';
        const tone = row === undefined ? '' : toneOf(column, row);
        return (
          <div
            key={column.key}
            role="gridcell"
            id={cellId(index, at)}
            aria-colindex={at + 2}
            className={className + cut + tone + (current === at ? ' current' : '')}
            style={style}
            title={titled ? text : undefined}
          >
            {row === undefined ? bone : marked ? marks[row.sync] : shown}
          </div>
        );
      })}
    </div>
  );
});
