import { memo } from 'react';
import type { CSSProperties, MouseEvent } from 'react';
import type { IndexRow } from '../../store/index/port.ts';
import { StateMark } from '../ui/StateMark.tsx';
import { isAlarm, isNumeric, shortPath } from '../ui/values.ts';
import type { Column } from './columns.ts';
import { cellText } from './columns.ts';

interface GridRowProps {
  readonly row: IndexRow | undefined;
  readonly index: number;
  readonly top: number;
  readonly height: number;
  readonly columns: readonly Column[];
  readonly selected: boolean;
  /** Column of the current cell when it is in this row, else -1. */
  readonly current: number;
  readonly unitName: (id: string) => string;
  readonly styles: ReadonlyMap<string, CSSProperties>;
  readonly onClick: (index: number, column: number, event: MouseEvent) => void;
  readonly onOpen: (index: number) => void;
}

export function cellId(index: number, column: number): string {
  return `cell-${index}-${column}`;
}

function toneOf(column: Column, row: IndexRow): string {
  if (column.key === '@gap') return 'tone-wait';
  if (isAlarm(column.field, row.values[column.key])) return 'tone-error';
  return column.field?.stateOf !== undefined && row.voided ? 'tone-quiet' : '';
}

export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { row, index, columns, selected, current, unitName, styles } = props;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      className={selected ? 'grid-row selected' : 'grid-row'}
      style={{ transform: `translateY(${props.top}px)`, height: props.height }}
      onDoubleClick={() => {
        props.onOpen(index);
      }}
    >
      <div
        role="rowheader"
        className="cell number-cell"
        onClick={(event) => {
          props.onClick(index, 0, event);
        }}
      >
        {index + 1}
      </div>
      {columns.map((column, at) => {
        const text = row === undefined ? '' : cellText(column, row, unitName);
        return (
          <div
            key={column.key}
            role="gridcell"
            id={cellId(index, at)}
            aria-colindex={at + 2}
            className={`cell${column.frozen ? ' frozen' : ''}${isNumeric(column.field) ? ' number' : ''}${current === at ? ' current' : ''}`}
            style={styles.get(column.key)}
            title={column.frozen || column.field?.kind === 'path' ? text : undefined}
            onClick={(event) => {
              props.onClick(index, at, event);
            }}
          >
            {row === undefined ? (
              <span className="bone" aria-label="正在取" />
            ) : column.key === '@sync' && !row.voided ? (
              <StateMark state={row.sync} quiet />
            ) : (
              <span className={toneOf(column, row)}>
                {column.field?.kind === 'path' ? shortPath(String(row.values[column.key] ?? '')) : text}
              </span>
            )}
          </div>
        );
      })}
    </div>
  );
});
