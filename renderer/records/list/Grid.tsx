import { memo, useCallback, useEffect, useMemo, useState } from 'react';
import type { ClipboardEvent, MouseEvent, ReactNode, RefObject } from 'react';
import { rowHeightOf, useTextSize } from '../ui/screen.ts';
import type { Column } from './columns.ts';
import { GridHead } from './GridHead.tsx';
import { cellId, GridRow } from './GridRow.tsx';
import { columnStyles } from './columnStyles.ts';
import type { Selection } from './selection.ts';
import { rangeOf, selectOne, selectRange, toggleOne } from './selection.ts';
import { useAfterPaint } from './useAfterPaint.ts';
import type { GridPlace } from './useGridKeys.ts';
import { gridKeys } from './useGridKeys.ts';
import type { Filters, ListQuery } from './useListQuery.ts';
import { beyond, useRowWindow } from './useRowWindow.ts';
import type { Rows } from './useRows.ts';

interface GridProps {
  readonly label: string;
  readonly countWord: string;
  readonly columns: readonly Column[];
  readonly rows: Rows;
  readonly sort: ListQuery['sort'];
  readonly filters: Filters;
  readonly sortBy: ListQuery['sortBy'];
  readonly setFilter: ListQuery['setFilter'];
  readonly startAt: number;
  readonly selection: Selection;
  readonly box: RefObject<HTMLDivElement | null>;
  readonly unitName: (id: string) => string;
  readonly idsBetween: (from: number, to: number) => Promise<readonly string[]>;
  readonly onSelect: (selection: Selection) => void;
  readonly onOpen: (id: string, index: number) => void;
  readonly onCopy: (event: ClipboardEvent) => void;
  readonly onVisible: (first: number, last: number) => void;
  readonly empty: ReactNode;
}

/** The cell that was clicked, by what it says to a screen reader. */
function placeOf(event: MouseEvent): GridPlace | undefined {
  const cell = (event.target as HTMLElement).closest('[role="gridcell"], [role="rowheader"]');
  const row = Number(cell?.parentElement?.getAttribute('aria-rowindex') ?? 0);
  if (cell === null || row < 2) return undefined;
  return { row: row - 2, column: Math.max(0, Number(cell.getAttribute('aria-colindex') ?? 2) - 2) };
}

/** The list itself: only the rows on the screen exist, whatever the roster's size. */
export const Grid = memo(function Grid(props: GridProps) {
  const { columns, rows, selection, box, onVisible, onSelect, idsBetween, unitName } = props;
  const size = useTextSize();
  const height = rowHeightOf(size);
  const startAt = Math.max(0, props.startAt - 4);
  // Scrolled sideways: only then do the frozen cells have to stay behind.
  const [aside, setAside] = useState(false);
  const [at, setAt] = useState<GridPlace>({ row: props.startAt, column: 0 });
  const { first, last, reveal } = useRowWindow(box, rows.total, height, startAt, rows.key);
  const from = Math.max(0, first - beyond);
  const to = Math.min(last + beyond, rows.total - 1);
  const { need } = rows;
  useEffect(() => {
    need(from, Math.max(from, to));
  }, [need, from, to]);
  const lastWhole = Math.max(0, last >= rows.total - 1 ? rows.total - 1 : last - 1);
  useEffect(() => {
    // Minus one: the sticky header covers the height of a row, which is the last one's only until the end is reached.
    onVisible(first, lastWhole);
  }, [onVisible, first, lastWhole]);
  // Rows beyond the edges are drawn when those that can be seen stand on the screen.
  const late = useAfterPaint(rows);

  // One style object per column, kept until columns or letters change: rows are memoised.
  const styles = useMemo(() => columnStyles(columns, size), [columns, size]);

  const go = useCallback(
    async (place: GridPlace, extend: boolean, toggle: boolean) => {
      setAt(place);
      reveal(place.row);
      const row = rows.row(place.row);
      if (extend) onSelect(selectRange(selection, await idsBetween(...rangeOf(selection.anchor, place.row))));
      else if (row !== undefined)
        onSelect(toggle ? toggleOne(selection, row.id, place.row) : selectOne(row.id, place.row));
    },
    [reveal, rows, selection, onSelect, idsBetween],
  );
  const open = (index: number): void => {
    const row = rows.row(index);
    if (row !== undefined) props.onOpen(row.id, index);
  };

  const drawn: ReactNode[] = [];
  for (let index = from; index <= to; index += 1) {
    const row = (index < first || index > last ? late : rows).row(index);
    drawn.push(
      <GridRow
        key={index}
        row={row}
        index={index}
        height={height}
        columns={styles.drawn}
        selected={row !== undefined && selection.ids.has(row.id)}
        current={index === at.row ? at.column : -1}
        unitName={unitName}
      />,
    );
  }

  return (
    <div
      ref={box}
      role="grid"
      aria-label={props.label}
      aria-rowcount={rows.total + 1}
      aria-colcount={columns.length + 1}
      aria-multiselectable="true"
      aria-activedescendant={rows.total > 0 ? cellId(at.row, at.column) : undefined}
      tabIndex={0}
      className={aside ? 'grid aside' : 'grid'}
      onScroll={(event) => {
        setAside(event.currentTarget.scrollLeft > 0);
      }}
      onKeyDown={gridKeys({
        rows: rows.total,
        columns: columns.length,
        pageRows: Math.max(1, last - first - 1),
        at,
        go: (place, extend) => void go(place, extend, false),
        open,
        toggle: (row) => void go({ ...at, row }, false, true),
        selectAll: () =>
          void idsBetween(0, rows.total - 1).then((ids) => {
            onSelect({ ids: new Set(ids), anchor: 0 });
          }),
      })}
      onCopy={(event) => {
        if ((event.target as HTMLElement).tagName !== 'INPUT') props.onCopy(event);
      }}
    >
      <div className="grid-body" style={{ width: styles.total }}>
        <GridHead
          columns={styles.drawn}
          sort={props.sort}
          filters={props.filters}
          sortBy={props.sortBy}
          setFilter={props.setFilter}
          countWord={props.countWord}
          unitName={unitName}
        />
        <div
          role="rowgroup"
          className="grid-rows texts"
          style={{ height: rows.total * height }}
          onClick={(event) => {
            const place = placeOf(event);
            if (place !== undefined) void go(place, event.shiftKey, event.ctrlKey || event.metaKey);
          }}
          onDoubleClick={(event) => {
            const place = placeOf(event);
            if (place !== undefined) open(place.row);
          }}
        >
          {drawn}
        </div>
      </div>
      {rows.ready && rows.total === 0 ? props.empty : null}
    </div>
  );
});
