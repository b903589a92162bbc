import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ClipboardEvent, MouseEvent, ReactNode, RefObject } from 'react';
import { rowHeightOf, useTextSize } from '../ui/screen.ts';
import type { Column } from './columns.ts';
import { GridHead } from './GridHead.tsx';
import { cellId, GridRow } from './GridRow.tsx';
import { columnStyles } from './columnStyles.ts';
import type { Selection } from './selection.ts';
import { rangeOf, selectOne, selectRange, toggleOne } from './selection.ts';
import type { GridPlace } from './useGridKeys.ts';
import { gridKeys } from './useGridKeys.ts';
import type { ListQuery } from './useListQuery.ts';
import type { Rows } from './useRows.ts';

interface GridProps {
  readonly label: string;
  readonly countWord: string;
  readonly columns: readonly Column[];
  readonly rows: Rows;
  readonly list: ListQuery;
  readonly startAt: number;
  readonly selection: Selection;
  readonly box: RefObject<HTMLDivElement | null>;
  readonly unitName: (id: string) => string;
  readonly idsBetween: (from: number, to: number) => Promise<readonly string[]>;
  readonly onSelect: (selection: Selection) => void;
  readonly onOpen: (id: string, index: number) => void;
  readonly onCopy: (event: ClipboardEvent, at: GridPlace) => void;
  readonly onVisible: (first: number, last: number) => void;
  readonly empty: ReactNode;
}

/** The list itself: only the rows on the screen exist, whatever the roster's size. */
export function Grid(props: GridProps) {
  const { columns, rows, list, selection, box, onVisible, onSelect, idsBetween } = props;
  const size = useTextSize();
  const height = rowHeightOf(size);
  const [at, setAt] = useState<GridPlace>({ row: props.startAt, column: 0 });
  const virtual = useVirtualizer({
    count: rows.total,
    getScrollElement: () => box.current,
    estimateSize: () => height,
    overscan: 12,
    initialOffset: Math.max(0, props.startAt - 4) * height,
    scrollPaddingStart: height,
  });
  useEffect(() => {
    virtual.measure();
  }, [virtual, height]);

  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items[items.length - 1]?.index ?? 0;
  const { need } = rows;
  useEffect(() => {
    need(first, last);
  }, [need, first, last]);
  const shown = virtual.range;
  useEffect(() => {
    // Minus one: the sticky header covers the height of a row, which is the last one's only until the end is reached.
    const end = shown?.endIndex ?? 0;
    onVisible(shown?.startIndex ?? 0, Math.max(0, end >= rows.total - 1 ? end : end - 1));
  }, [onVisible, shown?.startIndex, shown?.endIndex, rows.total]);

  // One style object per column, kept until columns or letters change: rows are memoised.
  const styles = useMemo(() => columnStyles(columns, size), [columns, size]);

  const go = useCallback(
    async (place: GridPlace, extend: boolean, toggle: boolean) => {
      setAt(place);
      virtual.scrollToIndex(place.row);
      const row = rows.row(place.row);
      if (extend) onSelect(selectRange(selection, await idsBetween(...rangeOf(selection.anchor, place.row))));
      else if (row !== undefined)
        onSelect(toggle ? toggleOne(selection, row.id, place.row) : selectOne(row.id, place.row));
    },
    [virtual, rows, selection, onSelect, idsBetween],
  );
  const latest = useRef({ go, open: props.onOpen, rows });
  useEffect(() => {
    latest.current = { go, open: props.onOpen, rows };
  });
  const open = useCallback((index: number) => {
    const row = latest.current.rows.row(index);
    if (row !== undefined) latest.current.open(row.id, index);
  }, []);
  const click = useCallback((row: number, column: number, event: MouseEvent) => {
    void latest.current.go({ row, column }, event.shiftKey, event.ctrlKey || event.metaKey);
  }, []);

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
      className="grid"
      onKeyDown={gridKeys({
        rows: rows.total,
        columns: columns.length,
        pageRows: Math.max(1, Math.floor((box.current?.clientHeight ?? height) / height) - 2),
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
        if ((event.target as HTMLElement).tagName !== 'INPUT') props.onCopy(event, at);
      }}
    >
      <div className="grid-body" style={{ width: styles.total }}>
        <GridHead
          columns={columns}
          list={list}
          query={list.query}
          countWord={props.countWord}
          unitName={props.unitName}
          styles={styles.byKey}
        />
        <div role="rowgroup" className="grid-rows" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = rows.row(item.index);
            return (
              <GridRow
                key={item.key}
                row={row}
                index={item.index}
                top={item.start}
                height={height}
                columns={columns}
                selected={row !== undefined && selection.ids.has(row.id)}
                current={item.index === at.row ? at.column : -1}
                unitName={props.unitName}
                styles={styles.byKey}
                onClick={click}
                onOpen={open}
              />
            );
          })}
        </div>
      </div>
      {rows.ready && rows.total === 0 ? props.empty : null}
    </div>
  );
}
