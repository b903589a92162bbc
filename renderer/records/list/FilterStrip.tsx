import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { memo } from 'react';
import type { ReactNode } from 'react';
import type { FieldValue, RecordDefinition } from '../../../domain/records/definition.ts';
import { count } from '../ui/words.ts';
import type { Column } from './columns.ts';
import { filterWord } from './columns.ts';
import type { ListQuery } from './useListQuery.ts';

interface FilterStripProps {
  readonly definition: RecordDefinition;
  readonly list: ListQuery;
  readonly columns: readonly Column[];
  readonly total: number;
  readonly rangeLabel: string | undefined;
  readonly unitName: (id: string) => string;
  readonly children?: ReactNode;
}

function Chip({
  label,
  value,
  onRemove,
}: {
  readonly label: string;
  readonly value: string;
  readonly onRemove: () => void;
}) {
  return (
    <span className="chip">
      {label}
      <b>{value}</b>
      <button type="button" aria-label={`去掉筛选：${label} ${value}`} onClick={onRemove}>
        <CloseOutlined aria-hidden="true" />
      </button>
    </span>
  );
}

const ClearAll = memo(function ClearAll({ onClear }: { readonly onClear: () => void }) {
  return (
    <Button type="link" onClick={onClear}>
      全部清除
    </Button>
  );
});

/** Says what the list is narrowed to, and takes it back piece by piece. */
export function FilterStrip(props: FilterStripProps) {
  const { definition, list, columns, total, rangeLabel, unitName } = props;
  const words = (key: string, values: readonly FieldValue[]): string => {
    const column = columns.find((candidate) => candidate.key === key);
    if (column === undefined) return values.map(String).join('、');
    const shown = values
      .slice(0, 3)
      .map((value) => filterWord(column, value, unitName))
      .join('、');
    return values.length > 3 ? `${shown} 等 ${values.length} 项` : shown;
  };
  const label = (key: string): string =>
    columns.find((column) => column.key === key)?.label ?? definition.fields[key]?.label ?? '';
  const treeLabel = definition.fields[list.treeField ?? '']?.label ?? '';
  return (
    <div className="strip" role="region" aria-label="筛选">
      {list.narrowed ? (
        <>
          <span className="quiet">已筛选：</span>
          {list.node === undefined ? null : (
            <Chip
              label={treeLabel}
              value={list.node.split('/').at(-1) ?? ''}
              onRemove={() => {
                list.setNode(undefined);
              }}
            />
          )}
          {Object.entries(list.filters).map(([key, values]) => (
            <Chip
              key={key}
              label={label(key)}
              value={words(key, values)}
              onRemove={() => {
                list.setFilter(key, []);
              }}
            />
          ))}
          {list.search.trim() === '' ? null : (
            <Chip
              label="搜索"
              value={list.search.trim()}
              onRemove={() => {
                list.setSearch('');
              }}
            />
          )}
          {rangeLabel === undefined || list.query.ranges === undefined ? null : (
            <Chip label="" value={rangeLabel} onRemove={list.clear} />
          )}
          <span>
            {count(total)} {definition.countWord}
          </span>
          <ClearAll onClear={list.clear} />
        </>
      ) : (
        <span className="quiet">没有筛选，显示全部</span>
      )}
      <div className="grow" />
      {props.children}
    </div>
  );
}
