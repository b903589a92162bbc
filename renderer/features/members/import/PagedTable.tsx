import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import type { MouseEvent, ReactNode } from 'react';
import { columnScaleOf, rowHeightOf, useTextSize } from '../../../records/ui/screen.ts';

export interface PagedColumn<T> {
  readonly key: string;
  readonly label: string;
  readonly width: number;
  readonly render: (row: T) => ReactNode;
}

interface PagedTableProps<T> {
  readonly label: string;
  readonly total: number;
  readonly columns: readonly PagedColumn<T>[];
  readonly load: (offset: number, limit: number) => Promise<readonly T[]>;
  /** A change of it asks for the rows again. */
  readonly version: string;
  readonly chosen?: (row: T) => boolean;
  readonly onChoose?: (row: T, index: number, event: MouseEvent) => void;
}

const pageSize = 100;

/** Rows that lie in the import worker, fetched as they come into sight. */
export function PagedTable<T>({
  label,
  total,
  columns,
  load,
  version,
  chosen,
  onChoose,
}: PagedTableProps<T>) {
  const box = useRef<HTMLDivElement>(null);
  const size = useTextSize();
  const height = rowHeightOf(size);
  const wide = (column: PagedColumn<T>): number => Math.round(column.width * columnScaleOf(size));
  const [pages, setPages] = useState<{
    readonly of: string;
    readonly rows: ReadonlyMap<number, readonly T[]>;
  }>({ of: version, rows: new Map() });
  const asked = useRef(new Set<string>());
  const loader = useRef(load);
  useEffect(() => {
    loader.current = load;
  });
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => box.current,
    estimateSize: () => height,
    overscan: 10,
    scrollPaddingStart: height,
  });
  useEffect(() => {
    virtual.measure();
  }, [virtual, height]);
  const items = virtual.getVirtualItems();
  const first = Math.floor((items[0]?.index ?? 0) / pageSize);
  const last = Math.floor((items[items.length - 1]?.index ?? 0) / pageSize);
  useEffect(() => {
    if (total === 0) return;
    for (let page = first; page <= last; page += 1) {
      const mark = `${version}#${page}`;
      if (asked.current.has(mark)) continue;
      asked.current.add(mark);
      void loader.current(page * pageSize, pageSize).then((rows) => {
        // Rows of an older answer stay in sight until the newer ones are here.
        setPages((old) => ({ of: version, rows: new Map(old.rows).set(page, rows) }));
      });
    }
  }, [first, last, version, total]);
  const width = 44 + columns.reduce((sum, column) => sum + wide(column), 0);
  return (
    <div
      ref={box}
      className="grid paged"
      role="table"
      aria-label={label}
      aria-rowcount={total + 1}
      tabIndex={0}
    >
      <div className="grid-body" style={{ width }}>
        <div role="rowgroup">
          <div role="row" className="grid-row grid-head">
            <div role="columnheader" className="cell number-cell" aria-label="行号" />
            {columns.map((column) => (
              <div role="columnheader" key={column.key} className="cell" style={{ width: wide(column) }}>
                {column.label}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup" className="grid-rows" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = pages.rows.get(Math.floor(item.index / pageSize))?.[item.index % pageSize];
            const on = row !== undefined && chosen?.(row) === true;
            return (
              <div
                role="row"
                key={item.key}
                className={on ? 'grid-row selected' : 'grid-row'}
                aria-rowindex={item.index + 2}
                {...(chosen === undefined ? {} : { 'data-chosen': on })}
                style={{ transform: `translateY(${item.start}px)`, height }}
                onClick={(event) => {
                  if (row !== undefined) onChoose?.(row, item.index, event);
                }}
              >
                <div role="cell" className="cell number-cell">
                  {item.index + 1}
                </div>
                {columns.map((column) => (
                  <div role="cell" key={column.key} className="cell" style={{ width: wide(column) }}>
                    {row === undefined ? <span className="bone" /> : column.render(row)}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
