import { FilterFilled, SearchOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, Popover } from 'antd';
import { use, useState } from 'react';
import type { FieldValue } from '../../../domain/records/definition.ts';
import { count } from '../ui/words.ts';
import { useLoaded } from '../ui/useLoaded.ts';
import { useWorkspace } from '../ui/workspace.tsx';
import type { Column } from './columns.ts';
import { QueryContext } from './queryContext.ts';

interface FunnelProps {
  readonly column: Column;
  readonly countWord: string;
  readonly chosen: readonly FieldValue[];
  readonly word: (value: FieldValue) => string;
  readonly onChoose: (values: readonly FieldValue[]) => void;
}

/** Longest list drawn at once; beyond it the search box narrows. */
const drawn = 300;

function FunnelPanel({ column, countWord, chosen, word, onChoose }: FunnelProps) {
  const { store } = useWorkspace();
  const query = use(QueryContext);
  const [values] = useLoaded(
    async () => (query === undefined ? [] : store.counts(query, column.key)),
    JSON.stringify(query),
  );
  const [wanted, setWanted] = useState<readonly FieldValue[]>(chosen);
  const [text, setText] = useState('');
  const lines = (values ?? [])
    .map(({ value, count: people }) => ({ value, people, label: word(value) }))
    .filter((line) => line.label.includes(text.trim()));
  const total = lines.reduce((sum, line) => sum + line.people, 0);
  const seen = lines
    .filter((line) => wanted.includes(line.value))
    .reduce((sum, line) => sum + line.people, 0);
  const all = lines.length > 0 && lines.every((line) => wanted.includes(line.value));
  return (
    <div className="funnel-panel" role="group" aria-label={`筛选${column.label}`}>
      <div className="funnel-find">
        <Input
          aria-label={`在${column.label}里找一个值`}
          prefix={<SearchOutlined aria-hidden="true" />}
          value={text}
          autoFocus
          onChange={(event) => {
            setText(event.target.value);
          }}
        />
      </div>
      <div className="funnel-line funnel-all">
        <Checkbox
          checked={all}
          indeterminate={!all && wanted.length > 0}
          onChange={() => {
            setWanted(all ? [] : lines.map((line) => line.value));
          }}
        >
          全选
        </Checkbox>
        <span>{count(total)}</span>
      </div>
      <div className="funnel-values">
        {lines.slice(0, drawn).map((line) => (
          <div className="funnel-line" key={String(line.value)}>
            <Checkbox
              checked={wanted.includes(line.value)}
              onChange={(event) => {
                setWanted(
                  event.target.checked
                    ? [...wanted, line.value]
                    : wanted.filter((value) => value !== line.value),
                );
              }}
            >
              {line.label}
            </Checkbox>
            <span>{count(line.people)}</span>
          </div>
        ))}
        {lines.length > drawn ? (
          <p className="quiet">还有 {count(lines.length - drawn)} 个值，请在上面打字找。</p>
        ) : null}
      </div>
      <div className="funnel-foot">
        <Button
          size="small"
          onClick={() => {
            onChoose([]);
          }}
        >
          清除
        </Button>
        <Button
          size="small"
          className="look"
          disabled={wanted.length === 0}
          onClick={() => {
            onChoose(wanted);
          }}
        >
          看这 {count(seen)} {countWord}
        </Button>
      </div>
    </div>
  );
}

/** The funnel of a header: a value list with counts, answered by the index. */
export function FilterFunnel(props: FunnelProps) {
  const [open, setOpen] = useState(false);
  const on = props.chosen.length > 0;
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      arrow={false}
      destroyOnHidden
      classNames={{ root: 'funnel-pop' }}
      content={
        <FunnelPanel
          {...props}
          onChoose={(values) => {
            props.onChoose(values);
            setOpen(false);
          }}
        />
      }
    >
      <button
        type="button"
        className={on || open ? 'funnel on' : 'funnel'}
        aria-label={on ? `筛选${props.column.label}，已筛选` : `筛选${props.column.label}`}
        aria-expanded={open}
        onClick={(event) => {
          event.stopPropagation();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setOpen(false);
        }}
      >
        <FilterFilled aria-hidden="true" />
      </button>
    </Popover>
  );
}
