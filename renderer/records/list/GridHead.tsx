import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons';
import { memo } from 'react';
import type { FieldValue } from '../../../domain/records/definition.ts';
import { filterWord } from './columns.ts';
import type { DrawnColumn } from './columnStyles.ts';
import { FilterFunnel } from './FilterFunnel.tsx';
import type { Filters, ListQuery } from './useListQuery.ts';

const noValues: readonly FieldValue[] = [];

interface GridHeadProps {
  readonly columns: readonly DrawnColumn[];
  readonly sort: ListQuery['sort'];
  readonly filters: Filters;
  readonly sortBy: ListQuery['sortBy'];
  readonly setFilter: ListQuery['setFilter'];
  readonly countWord: string;
  readonly unitName: (id: string) => string;
}

/** Header row: a click orders, the funnel filters. What is typed into the search box does not concern it. */
export const GridHead = memo(function GridHead(props: GridHeadProps) {
  const { columns, sort, filters, sortBy, setFilter, countWord, unitName } = props;
  return (
    <div role="row" aria-rowindex={1} className="grid-row grid-head">
      <div role="columnheader" aria-label="行号" className="cell number-cell" />
      {columns.map(({ column, style }) => {
        const sorted = sort.field === column.key;
        const descending = sorted && sort.descending === true;
        return (
          <div
            key={column.key}
            role="columnheader"
            aria-sort={sorted ? (descending ? 'descending' : 'ascending') : 'none'}
            className={column.frozen ? 'cell frozen' : 'cell'}
            style={style}
          >
            <button
              type="button"
              className="head-label"
              onClick={() => {
                sortBy(column.key);
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
                countWord={countWord}
                chosen={filters[column.key] ?? noValues}
                word={(value) => filterWord(column, value, unitName)}
                onChoose={(values) => {
                  setFilter(column.key, values);
                }}
              />
            ) : null}
          </div>
        );
      })}
    </div>
  );
});
