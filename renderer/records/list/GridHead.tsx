import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons';
import type { CSSProperties } from 'react';
import type { Query } from '../../store/index/port.ts';
import type { Column } from './columns.ts';
import { filterWord } from './columns.ts';
import { FilterFunnel } from './FilterFunnel.tsx';
import type { ListQuery } from './useListQuery.ts';

interface GridHeadProps {
  readonly columns: readonly Column[];
  readonly list: ListQuery;
  readonly query: Query;
  readonly countWord: string;
  readonly unitName: (id: string) => string;
  readonly styles: ReadonlyMap<string, CSSProperties>;
}

/** Header row: a click orders, the funnel filters. */
export function GridHead({ columns, list, query, countWord, unitName, styles }: GridHeadProps) {
  return (
    <div role="row" aria-rowindex={1} className="grid-row grid-head">
      <div role="columnheader" aria-label="行号" className="cell number-cell" />
      {columns.map((column) => {
        const sorted = list.sort.field === column.key;
        const descending = sorted && list.sort.descending === true;
        return (
          <div
            key={column.key}
            role="columnheader"
            aria-sort={sorted ? (descending ? 'descending' : 'ascending') : 'none'}
            className={column.frozen ? 'cell frozen' : 'cell'}
            style={styles.get(column.key)}
          >
            <button
              type="button"
              className="head-label"
              onClick={() => {
                list.sortBy(column.key);
              }}
              title={`按${column.label}排序`}
            >
              {column.label}
              {sorted ? (
                descending ? (
                  <ArrowDownOutlined aria-hidden="true" />
                ) : (
                  <ArrowUpOutlined aria-hidden="true" />
                )
              ) : null}
            </button>
            {column.filter ? (
              <FilterFunnel
                column={column}
                query={query}
                countWord={countWord}
                chosen={list.filters[column.key] ?? []}
                word={(value) => filterWord(column, value, unitName)}
                onChoose={(values) => {
                  list.setFilter(column.key, values);
                }}
              />
            ) : null}
          </div>
        );
      })}
    </div>
  );
}
