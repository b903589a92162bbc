import { Button, Checkbox, Modal, Select } from 'antd';
import { useState } from 'react';
import type { SheetSource } from '../../../records/compare/types.ts';
import { sources } from '../../../records/compare/types.ts';
import type { DifferenceView } from '../../../records/compare/views.ts';
import { sourceLabels } from '../../../records/compare/words.ts';
import { listTitles } from '../../../records/compare/workbook.ts';
import type { ActDone } from '../../../records/compare/session.ts';
import { storeFor } from '../../../records/import/client.ts';
import { useStatusLine } from '../../../records/ui/statusLine.tsx';
import { count } from '../../../records/ui/words.ts';
import { useWorkspace } from '../../../records/ui/workspace.tsx';
import { PagedTable } from '../import/PagedTable.tsx';
import type { PagedColumn } from '../import/PagedTable.tsx';
import type { PaneProps } from './desk.ts';
import { SkippedDialog } from './SkippedDialog.tsx';
import { useTicks } from './useTicks.ts';

interface DifferencesPaneProps extends PaneProps {
  readonly field: string | undefined;
  readonly onField: (field: string | undefined) => void;
}

const everything = '@all';

/** 信息不一致: a line per person and column, with what each list says, and whose words to take. */
export function DifferencesPane(props: DifferencesPaneProps) {
  const { definition, session, report, version, field, busy } = props;
  const { store } = useWorkspace();
  const [asking, setAsking] = useState<SheetSource>();
  const [skipped, setSkipped] = useState<{ readonly words: string; readonly done: ActDone }>();
  const known = report.fields.find((each) => each.field === field);
  const total = field === undefined ? report.differences : (known?.count ?? 0);
  const ticks = useTicks(`${field ?? ''} ${version}`, total);
  const labels = sourceLabels(definition);
  const given = sources.filter((source) => report.rows[source] !== undefined);
  const fromSheets = given.filter((source): source is SheetSource => source !== 'ours');
  const mayTakeAll = known?.whole === true;
  useStatusLine([
    { text: listTitles.differences, value: count(total), after: '处' },
    ...(ticks.count > 0 ? [{ text: '已选', value: count(ticks.count), after: '处' }] : []),
  ]);
  const adopt = async (from: SheetSource): Promise<void> => {
    setAsking(undefined);
    const answer = await props.run('正在写入', (progress) =>
      session.adopt(
        storeFor(store),
        { from, chosen: ticks.chosen, ...(field === undefined ? {} : { field }) },
        progress,
      ),
    );
    if (!answer.ok) {
      props.onTrouble(answer.error.message);
      return;
    }
    const done = answer.value;
    const words =
      done.changed === 0
        ? '没有改动任何内容。'
        : `刚才采用${labels[from]}的 ${count(done.places)} 处（${count(done.changed)} ${definition.countWord}），已保存在本机。`;
    if (done.skipped.length > 0) setSkipped({ words, done });
    else props.onDone(words, done);
  };
  const fieldLabel = (key: string | undefined): string => definition.fields[key ?? '']?.label ?? '';
  const columns: readonly PagedColumn<DifferenceView>[] = [
    {
      key: 'tick',
      label: '选',
      width: 36,
      render: (row) => (
        <Checkbox
          aria-label={`选 ${row.title} ${row.subtitle} 的${fieldLabel(row.field)}`}
          checked={ticks.has(row.line)}
          onChange={(event) => {
            ticks.set(row.line, event.target.checked);
          }}
        />
      ),
    },
    {
      key: 'subtitle',
      label: fieldLabel(definition.subtitleField),
      width: 66,
      render: (row) => row.subtitle,
    },
    { key: 'title', label: fieldLabel(definition.titleField), width: 76, render: (row) => row.title },
    { key: 'field', label: '栏目', width: 80, render: (row) => fieldLabel(row.field) },
    ...given.map((source): PagedColumn<DifferenceView> => ({
      key: source,
      label: labels[source],
      width: 118,
      render: (row) =>
        row.values[source] === '' ? (
          <span className="quiet">—</span>
        ) : (
          <span title={row.values[source]}>{row.values[source]}</span>
        ),
    })),
    {
      key: 'note',
      label: '说明',
      width: 120,
      render: (row) =>
        row.id === undefined ? (
          <span className="quiet">档案里没有</span>
        ) : row.hidden ? (
          <span className="quiet">中间几位不同</span>
        ) : null,
    },
  ];
  return (
    <>
      <div className="pane-head">
        <h2>
          {listTitles.differences}：{count(total)} 处
        </h2>
        <p className="quiet">空着的格不算不一致。采用以后只改本单位档案，另外两边要各自去改。</p>
      </div>
      <div className="strip wrap-strip" role="group" aria-label="采用谁的">
        <Select<string>
          size="small"
          aria-label="只看哪一栏"
          value={field ?? everything}
          popupMatchSelectWidth={false}
          options={[
            { value: everything, label: `全部栏目 ${count(report.differences)} 处` },
            ...report.fields.map((each) => ({
              value: each.field,
              label: `${each.label} ${count(each.count)} 处`,
            })),
          ]}
          onChange={(next) => {
            props.onField(next === everything ? undefined : next);
          }}
        />
        <span>{ticks.count === 0 ? '勾上要改的行' : `已选 ${count(ticks.count)} 处`}</span>
        {fromSheets.map((source) => (
          <Button
            key={source}
            size="small"
            disabled={ticks.count === 0 || busy}
            onClick={() => {
              setAsking(source);
            }}
          >
            采用{labels[source]}的…
          </Button>
        ))}
        <div className="grow" />
        {mayTakeAll ? (
          <Button
            size="small"
            type="link"
            onClick={() => {
              ticks.everybody(ticks.count < total);
            }}
          >
            {ticks.count === total ? '一处也不选' : `全选“${known.label}”${count(total)} 处`}
          </Button>
        ) : (
          <span className="small quiet">
            {known === undefined ? '整列改：先选只看哪一栏' : `“${known.label}”要一行一行选`}
          </span>
        )}
        <Button size="small" disabled={total === 0} onClick={props.onExport}>
          导出表格
        </Button>
      </div>
      <PagedTable<DifferenceView>
        key={field ?? ''}
        label={listTitles.differences}
        total={total}
        version={version}
        columns={columns}
        load={(offset, limit) => session.differences(field, offset, limit)}
      />
      {asking === undefined ? null : (
        <Modal
          open
          width={480}
          title={`这 ${count(ticks.count)} 处采用${labels[asking]}的？`}
          mask={{ closable: false }}
          onCancel={() => {
            setAsking(undefined);
          }}
          footer={
            <>
              <Button
                onClick={() => {
                  setAsking(undefined);
                }}
              >
                先不改
              </Button>
              <Button type="primary" onClick={() => void adopt(asking)}>
                采用{labels[asking]}的
              </Button>
            </>
          }
        >
          <p>
            本单位档案里这 {count(ticks.count)} 处会换成{labels[asking]}
            写的，变更记录里留着原来的。名单里没写的不动。改了 7 天内可以一次撤回。
          </p>
        </Modal>
      )}
      {skipped === undefined ? null : (
        <SkippedDialog
          words={skipped.words}
          skipped={skipped.done.skipped}
          onClose={() => {
            setSkipped(undefined);
            props.onDone(skipped.words, skipped.done);
          }}
        />
      )}
    </>
  );
}
