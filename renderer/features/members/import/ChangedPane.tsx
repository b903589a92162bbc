import { Checkbox } from 'antd';
import { useState } from 'react';
import type { FieldValue, RecordDefinition } from '../../../../domain/records/definition.ts';
import type { AnalysisReport } from '../../../records/import/session.ts';
import type { ChangeLine } from '../../../records/import/verdict/views.ts';
import { useStatusLine } from '../../../records/ui/statusLine.tsx';
import { useLoaded } from '../../../records/ui/useLoaded.ts';
import { showInFile } from '../../../records/ui/values.ts';
import { count } from '../../../records/ui/words.ts';
import type { Driver } from './driver.ts';
import { PagedTable } from './PagedTable.tsx';

interface ChangedPaneProps {
  readonly definition: RecordDefinition;
  readonly driver: Driver;
  readonly report: AnalysisReport;
  readonly version: string;
  readonly onReport: (report: AnalysisReport | undefined) => void;
}

const kinds = { filled: '新填', changed: '改动', cleared: '清空' } as const;

/** 有改动: each line a person, a column, before and after; columns can be left out as a whole (K15). */
export function ChangedPane({ definition, driver, report, version, onReport }: ChangedPaneProps) {
  const [field, setField] = useState<string>();
  const [first] = useLoaded(() => driver.changes(0, 1, field), `${version}/${field ?? ''}`);
  const total = first?.total ?? 0;
  const on = report.columns.filter((column) => column.on);
  const sum = (key: 'filled' | 'changed' | 'cleared'): number =>
    on.reduce((all, column) => all + column[key], 0);
  useStatusLine([
    { text: '有改动', value: count(report.counts.changed), after: definition.countWord },
    { text: '共', value: count(total), after: '处' },
  ]);
  const word = (key: string, value: FieldValue): string => {
    const known = definition.fields[key];
    return (known === undefined ? String(value ?? '') : showInFile(known, value)) || '（空）';
  };
  return (
    <>
      <div className="pane-head">
        <h2>
          有改动：{count(report.counts.changed)} {definition.countWord}
        </h2>
        <p className="quiet">
          新填 {count(sum('filled'))} 处，改动 {count(sum('changed'))} 处，清空 {count(sum('cleared'))}{' '}
          处。表里空着的格不会抹掉原来的内容。
        </p>
      </div>
      <div className="strip wrap-strip" role="group" aria-label="更新哪些列">
        <span className="quiet">更新哪些列</span>
        {report.columns.map((column) =>
          column.needTick > 0 || ['idNumber', 'name'].includes(column.field) ? (
            <Checkbox
              key={column.field}
              checked={column.on && column.needTick === 0}
              onChange={(event) => void driver.tickAll(column.field, event.target.checked).then(onReport)}
            >
              {column.label} {count(column.filled + column.changed + column.cleared)}
              {column.needTick > 0 ? '（要打勾）' : ''}
            </Checkbox>
          ) : (
            <Checkbox
              key={column.field}
              checked={column.on}
              onChange={(event) =>
                void driver.switchColumn(column.field, event.target.checked).then(onReport)
              }
            >
              {column.label} {count(column.filled + column.changed + column.cleared)}
            </Checkbox>
          ),
        )}
        {field === undefined ? null : (
          <button
            type="button"
            className="tone-link"
            onClick={() => {
              setField(undefined);
            }}
          >
            看全部栏目
          </button>
        )}
      </div>
      <PagedTable<ChangeLine>
        key={field ?? ''}
        label="有改动"
        total={total}
        version={version}
        load={async (offset, limit) => (await driver.changes(offset, limit, field)).lines}
        columns={[
          {
            key: 'subtitle',
            label: definition.fields[definition.subtitleField ?? '']?.label ?? '',
            width: 76,
            render: (line) => line.subtitle,
          },
          {
            key: 'title',
            label: definition.fields[definition.titleField]?.label ?? '',
            width: 84,
            render: (line) => line.title,
          },
          {
            key: 'field',
            label: '栏目',
            width: 96,
            render: (line) => (
              <button
                type="button"
                className="tone-link"
                title="只看这一栏"
                onClick={() => {
                  setField(line.field);
                }}
              >
                {definition.fields[line.field]?.label}
              </button>
            ),
          },
          {
            key: 'from',
            label: '原来的内容',
            width: 150,
            render: (line) => (
              <span className="quiet" title={word(line.field, line.from)}>
                {word(line.field, line.from)}
              </span>
            ),
          },
          {
            key: 'to',
            label: '表里的内容',
            width: 150,
            render: (line) => <span title={word(line.field, line.to)}>{word(line.field, line.to)}</span>,
          },
          {
            key: 'kind',
            label: '说明',
            width: 210,
            render: (line) =>
              line.needsTick ? (
                <Checkbox
                  checked={line.ticked}
                  onChange={(event) =>
                    void driver.tick([line.row], line.field, event.target.checked).then(onReport)
                  }
                >
                  <span className="tone-wait">{definition.fields[line.field]?.label}改了，请打勾确认</span>
                </Checkbox>
              ) : (
                kinds[line.kind]
              ),
          },
        ]}
      />
    </>
  );
}
