import { Button, Input } from 'antd';
import { useState } from 'react';
import type { MouseEvent } from 'react';
import { isIsoDate, isoDateOf } from '../../../../domain/rules/calendar.ts';
import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import type { AnalysisReport } from '../../../records/import/session.ts';
import type { MissingDecision } from '../../../records/import/verdict/decisions.ts';
import type { MissingView } from '../../../records/import/verdict/views.ts';
import { parseDateText } from '../../../records/form/parse.ts';
import { useStatusLine } from '../../../records/ui/statusLine.tsx';
import { shortPath, showValue } from '../../../records/ui/values.ts';
import { count } from '../../../records/ui/words.ts';
import type { Driver } from './driver.ts';
import { PagedTable } from './PagedTable.tsx';

interface MissingPaneProps {
  readonly definition: RecordDefinition;
  readonly driver: Driver;
  readonly report: AnalysisReport;
  readonly version: string;
  readonly onReport: (report: AnalysisReport | undefined) => void;
}

/** 系统里有，本表没有: nothing happens to these people unless the clerk says so (K6). */
export function MissingPane({ definition, driver, report, version, onReport }: MissingPaneProps) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [everybody, setEverybody] = useState(false);
  const [anchor, setAnchor] = useState(0);
  const [asking, setAsking] = useState(false);
  const [date, setDate] = useState(isoDateOf(new Date()));
  const step =
    definition.presence === undefined ? undefined : definition.transitions?.[definition.presence.leave];
  const dateKey = step?.requires.find((key) => definition.fields[key]?.kind === 'date');
  const selected = everybody ? report.missing : chosen.size;
  const unit = definition.countWord;
  useStatusLine([
    { text: '本表没有', value: count(report.missing), after: unit },
    ...(selected > 0 ? [{ text: '已选', value: count(selected), after: unit }] : []),
  ]);
  const decide = (decision: MissingDecision | undefined): void => {
    setAsking(false);
    void driver.decideMissing(everybody ? 'all' : [...chosen], decision).then(onReport);
  };
  const choose = async (row: MissingView, index: number, event: MouseEvent): Promise<void> => {
    setEverybody(false);
    if (event.shiftKey) {
      const [from, to] = anchor <= index ? [anchor, index] : [index, anchor];
      const rows = await driver.missing(from, to - from + 1);
      setChosen(new Set(rows.map((each) => each.id)));
      return;
    }
    setAnchor(index);
    if (!(event.ctrlKey || event.metaKey)) {
      setChosen(new Set([row.id]));
      return;
    }
    const next = new Set(chosen);
    if (!next.delete(row.id)) next.add(row.id);
    setChosen(next);
  };
  const typed = parseDateText(date);
  // The state that the step moves is the same for all of them: whoever is missing was there.
  const states = Object.entries(definition.fields).filter(
    ([key, field]) => field.stateOf !== undefined && key !== step?.field,
  );
  const decisionWords = (row: MissingView): string => {
    if (row.decision === undefined) return '暂不处理';
    if (row.decision.kind === 'outside') return '漏在表外';
    const day = dateKey === undefined ? undefined : row.decision.fields[dateKey];
    return `已离职${typeof day === 'string' ? `，${day.slice(5)}` : ''}，会籍待定`;
  };
  const share = report.expected === 0 ? 0 : (report.missing / report.expected) * 100;
  return (
    <>
      <div className="pane-head">
        <h2>
          系统里有，本表没有：{count(report.missing)} {unit}
        </h2>
        <p className="quiet">
          占在册 {share.toFixed(1)} %{share <= 15 ? '，没到 15 % 提醒线' : ''}。不处理，人和会籍都原样留着。
        </p>
      </div>
      <div className="strip" role="group" aria-label="怎么处理本表没有的人">
        <span>
          {selected === 0 ? '点行选人（Ctrl、Shift 选多个）' : `已选 ${count(selected)} ${unit}，标为`}
        </span>
        {asking ? (
          <>
            <label htmlFor="left-date">离职日期</label>
            <Input
              id="left-date"
              size="small"
              className="step-date"
              value={date}
              autoFocus
              onChange={(event) => {
                setDate(event.target.value);
              }}
            />
            <Button
              size="small"
              disabled={!isIsoDate(typed) || dateKey === undefined}
              onClick={() => {
                decide({ kind: 'left', fields: dateKey === undefined ? {} : { [dateKey]: typed } });
              }}
            >
              标为已离职
            </Button>
            <Button
              size="small"
              onClick={() => {
                setAsking(false);
              }}
            >
              先不标
            </Button>
          </>
        ) : (
          <>
            <Button
              size="small"
              disabled={selected === 0}
              onClick={() => {
                setAsking(true);
              }}
            >
              已离职…
            </Button>
            <Button
              size="small"
              disabled={selected === 0}
              onClick={() => {
                decide({ kind: 'outside' });
              }}
            >
              漏在表外
            </Button>
            <Button
              size="small"
              disabled={selected === 0}
              onClick={() => {
                decide(undefined);
              }}
            >
              暂不处理
            </Button>
          </>
        )}
        <div className="grow" />
        <Button
          size="small"
          type="link"
          onClick={() => {
            setEverybody(!everybody);
          }}
        >
          {everybody ? '一个也不选' : `全选这 ${count(report.missing)} ${unit}`}
        </Button>
      </div>
      <PagedTable<MissingView>
        label="系统里有，本表没有"
        total={report.missing}
        version={version}
        load={(offset, limit) => driver.missing(offset, limit)}
        chosen={(row) => everybody || chosen.has(row.id)}
        onChoose={(row, index, event) => void choose(row, index, event)}
        columns={[
          {
            key: 'subtitle',
            label: definition.fields[definition.subtitleField ?? '']?.label ?? '',
            width: 76,
            render: (row) => row.subtitle,
          },
          {
            key: 'title',
            label: definition.fields[definition.titleField]?.label ?? '',
            width: 84,
            render: (row) => row.title,
          },
          {
            key: 'tree',
            label: definition.fields[definition.treeField ?? '']?.label ?? '',
            width: 148,
            render: (row) => <span title={row.tree}>{shortPath(row.tree)}</span>,
          },
          ...states.map(([key, field]) => ({
            key,
            label: field.label,
            width: 84,
            render: (row: MissingView) => showValue(field, row.data[key]),
          })),
          {
            key: 'decision',
            label: '怎么处理',
            width: 200,
            render: (row) =>
              row.decision === undefined ? (
                <span className="quiet">暂不处理</span>
              ) : (
                <b>{decisionWords(row)}</b>
              ),
          },
        ]}
      />
    </>
  );
}
