import { Select } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router';
import type { FieldValue, RecordDefinition, ReportDefinition } from '../../../domain/records/definition.ts';
import { PageHead } from '../../records/ui/PageHead.tsx';
import { Sentence } from '../../records/ui/Sentence.tsx';
import { useStatusLine } from '../../records/ui/statusLine.tsx';
import { showValue } from '../../records/ui/values.ts';
import { count } from '../../records/ui/words.ts';
import { organisationName, readableDefinitions, useWorkspace } from '../../records/ui/workspace.tsx';
import type { Workspace } from '../../records/ui/workspace.tsx';
import type { ReportFigure, ReportGroup } from '../../store/reportPort.ts';
import { NotHere } from '../records/ListPage.tsx';
import { dayOfMonth, differenceOf, monthInWords, monthsUntil, sumOf } from './lines.ts';
import { NamesPane } from './NamesPane.tsx';
import { ReportTable } from './ReportTable.tsx';
import { useReport } from './useReport.ts';
import '../statistics/statistics.css';
import './reports.css';

const monthsOffered = 36;
const days = Array.from({ length: 31 }, (_, at) => ({ value: at + 1, label: `每月 ${at + 1} 日` }));

/** Units in the order of the office, those of no figure too: whoever hands in nothing must be seen. Else the largest first. */
function inOrder(
  groups: readonly ReportGroup[],
  by: string,
  asked: readonly string[],
  { scope }: Workspace,
): readonly ReportGroup[] {
  const size = ({ sums }: ReportGroup): number => Object.values(sums).reduce((all, each) => all + each, 0);
  if (by !== '@organisation') return [...groups].sort((a, b) => size(b) - size(a));
  const units = asked.length > 0 ? asked : scope.organisations.map(({ id }) => id);
  return units.map((id) => groups.find(({ value }) => value === id) ?? { value: id, sums: {} });
}

interface OneReportProps {
  readonly definition: RecordDefinition;
  readonly reportKey: string;
  readonly report: ReportDefinition;
}

function OneReport({ definition, reportKey, report }: OneReportProps) {
  const workspace = useWorkspace();
  const asks = useReport(definition, reportKey, report);
  const [open, setOpen] = useState<ReportFigure>();
  const [trouble, setTrouble] = useState<string>();
  const { loaded, by, period } = asks;
  const answer = loaded?.result.ok === true ? loaded.result.value : undefined;
  const fieldOf = definition.fields[by];
  const byWords = by === '@organisation' ? '单位' : (fieldOf?.label ?? by);
  const nameOf = (value: FieldValue): string =>
    (by === '@organisation'
      ? organisationName(workspace, String(value))
      : fieldOf === undefined
        ? ''
        : showValue(fieldOf, value)) || '（空）';
  const groups =
    answer === undefined ? [] : inOrder(answer.groups, by, loaded?.asked.organisations ?? [], workspace);
  const gap = differenceOf(sumOf(groups, report.columns), report.columns);
  useStatusLine(
    answer === undefined
      ? []
      : [{ text: '按', value: count(answer.counted), after: `${definition.countWord}的档案算出` }],
  );
  const columnOf = (figure: ReportFigure): string =>
    report.columns.find(({ key }) => key === figure.column)?.label ?? '';
  return (
    <section className="page" aria-label={report.label}>
      <PageHead
        title={report.label}
        note={`${dayOfMonth(period.from)}—${dayOfMonth(period.to)}，按本机现在的档案计算`}
      />
      <div className="strip wrap-strip" role="group" aria-label="报表条件">
        <Select<string>
          aria-label="月份"
          value={asks.month}
          options={monthsUntil(asks.newest, monthsOffered).map((month) => ({
            value: month,
            label: monthInWords(month),
          }))}
          onChange={asks.setMonth}
        />
        <Select<string>
          aria-label="分组"
          value={by}
          options={[
            { value: '@organisation', label: '按单位' },
            ...report.dividedBy.map((key) => ({
              value: key,
              label: `按${definition.fields[key]?.label ?? key}`,
            })),
          ]}
          onChange={(next) => {
            setOpen(undefined);
            asks.setBy(next);
          }}
        />
        <span className="quiet">结账日</span>
        <Select<number>
          aria-label="结账日"
          value={asks.closingDay}
          options={days}
          onChange={(day) => void asks.setClosingDay(day).then(setTrouble)}
        />
      </div>
      {trouble === undefined ? null : <Sentence tone="error">{trouble}</Sentence>}
      {loaded?.result.ok === false ? <Sentence tone="error">{loaded.result.error.message}</Sentence> : null}
      <div className="report-body">
        {answer === undefined || loaded === undefined ? null : (
          <>
            <div className="report-figures">
              <ReportTable
                report={report}
                by={byWords}
                groups={groups}
                nameOf={nameOf}
                open={open}
                onOpen={setOpen}
              />
              {gap === 0 ? (
                <p className="small quiet stat-note">期末 = 期初 + 增加 − 减少，对得上。点一个数看名单。</p>
              ) : (
                <Sentence tone="error">
                  {`期末和“期初 + 增加 − 减少”差 ${count(Math.abs(gap))}。档案没有改动；请先不要上报，把这一页拍下来告诉上级工会。`}
                </Sentence>
              )}
            </div>
            {open === undefined ? null : (
              <NamesPane
                definition={definition}
                asked={loaded.asked}
                figure={open}
                title={`${open.group === undefined ? '合计' : nameOf(open.group)} ${columnOf(open)}`}
                version={loaded.of}
                onClose={() => {
                  setOpen(undefined);
                }}
              />
            )}
          </>
        )}
      </div>
    </section>
  );
}

/** `/reports/:type/:report`: any report that a record type declares. */
export function ReportPage() {
  const { type = '', report: key = '' } = useParams();
  const { definitions, user, unit } = useWorkspace();
  const definition = readableDefinitions(definitions, user.roles).find((each) => each.type === type);
  const report = definition?.reports?.[key];
  if (definition === undefined || report === undefined) return <NotHere />;
  return (
    <OneReport key={`${type}/${key}/${unit ?? ''}`} definition={definition} reportKey={key} report={report} />
  );
}
