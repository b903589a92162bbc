import { Button, Checkbox, Select } from 'antd';
import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import type { AnalysisReport } from '../../../records/import/session.ts';
import type { RowVerdict } from '../../../records/import/verdict/types.ts';
import type { RowView } from '../../../records/import/verdict/views.ts';
import { count } from '../../../records/ui/words.ts';
import { shortPath } from '../../../records/ui/values.ts';
import { useStatusLine } from '../../../records/ui/statusLine.tsx';
import type { Driver } from './driver.ts';
import { PagedTable } from './PagedTable.tsx';
import type { PagedColumn } from './PagedTable.tsx';
import { StepFields } from './StepFields.tsx';
import { verdictWords } from './verdicts.ts';

interface RowsPaneProps {
  readonly definition: RecordDefinition;
  readonly driver: Driver;
  readonly report: AnalysisReport;
  readonly version: string;
  readonly verdict: RowVerdict;
  readonly onReport: (report: AnalysisReport | undefined) => void;
}

function explanation(row: RowView): string {
  const parts = [row.message, ...row.notices];
  if (row.otherWords !== undefined) parts.push(`和${row.otherWords}是同一人`);
  return parts.filter((part): part is string => part !== undefined && part !== '').join('；');
}

/** The rows of one number. */
export function RowsPane({ definition, driver, report, version, verdict, onReport }: RowsPaneProps) {
  const words = verdictWords[verdict];
  const total = report.counts[verdict];
  const unit = verdict === 'refused' || verdict === 'twice' ? '行' : definition.countWord;
  useStatusLine([{ text: words.label, value: count(total), after: unit }]);
  const refused = verdict === 'refused';
  const place: PagedColumn<RowView> = {
    key: 'tree',
    label: definition.fields[definition.treeField ?? '']?.label ?? '',
    width: 150,
    render: (row) => <span title={row.tree}>{shortPath(row.tree)}</span>,
  };
  const sheet: PagedColumn<RowView> = {
    key: 'sheet',
    label: '工作表',
    width: 110,
    render: (row) => <span title={row.sheet}>{row.sheet}</span>,
  };
  // The reason is what a refused row is opened for: on a small screen it stands before the place.
  const why: PagedColumn<RowView> = {
    key: 'why',
    label: refused ? '原因' : '说明',
    width: 420,
    render: (row) => <span title={explanation(row)}>{explanation(row)}</span>,
  };
  const columns: PagedColumn<RowView>[] = [
    ...(report.sheets.length > 0 ? [sheet] : []),
    { key: 'row', label: '第几行', width: 76, render: (row) => row.number },
    {
      key: 'subtitle',
      label: definition.fields[definition.subtitleField ?? '']?.label ?? '',
      width: 84,
      render: (row) => row.subtitle,
    },
    {
      key: 'title',
      label: definition.fields[definition.titleField]?.label ?? '',
      width: 96,
      render: (row) => row.title,
    },
    ...(refused ? [] : [place]),
  ];
  if (verdict === 'rehired' || verdict === 'leaving') {
    columns.push({
      key: 'step',
      label: '怎么处理',
      width: 200,
      render: (row) =>
        row.step === undefined ? null : row.step.needsTick ? (
          <Checkbox
            checked={row.step.ticked}
            onChange={(event) => void driver.tick([row.row], '@step', event.target.checked).then(onReport)}
          >
            {row.step.label}
            {row.step.lacks.length > 0
              ? `，缺 ${row.step.lacks.map((key) => definition.fields[key]?.label ?? key).join('、')}`
              : ''}
          </Checkbox>
        ) : (
          <span>
            {row.step.lacks.length > 0
              ? `等日期：${row.step.lacks.map((key) => definition.fields[key]?.label ?? key).join('、')}`
              : row.step.label}
          </span>
        ),
    });
  }
  if (verdict === 'ask') {
    columns.push({
      key: 'who',
      label: '是哪一个人',
      width: 300,
      render: (row) => (
        <Select<string>
          size="small"
          className="full"
          aria-label={`${row.sheet === undefined ? '' : `工作表“${row.sheet}”`}第 ${row.number} 行 ${row.title} 是哪一个人`}
          placeholder="先不写"
          allowClear
          options={[
            ...row.candidates.map((candidate) => ({
              value: candidate.id,
              label: `就是 ${candidate.title} ${candidate.subtitle} ${candidate.tree}`,
            })),
            { value: '@new', label: '都不是，新增一人' },
          ]}
          onChange={(next: string | undefined) =>
            void driver
              .decideAsk(
                row.row,
                next === undefined
                  ? undefined
                  : next === '@new'
                    ? { kind: 'new' }
                    : { kind: 'same', id: next },
              )
              .then(onReport)
          }
        />
      ),
    });
  }
  columns.push(why, ...(refused ? [place] : []));
  return (
    <>
      <div className="pane-head">
        <h2>
          {words.label}：{count(total)} {unit}
        </h2>
        <p className="quiet">
          {words.lead}
          {verdict === 'new' && report.gaps.length > 0
            ? `其中信息待补：${report.gaps
                .slice(0, 5)
                .map((gap) => `${gap.label} ${count(gap.count)}`)
                .join('、')}${report.gaps.length > 5 ? ' 等' : ''}。可以先导入，上报前补上。`
            : ''}
        </p>
      </div>
      {verdict === 'rehired' || verdict === 'leaving' ? (
        <div className="strip">
          {report.stepsToTick > 0 || verdict === 'rehired' ? (
            <>
              <Button size="small" onClick={() => void driver.tickAll('@step', true).then(onReport)}>
                全部打勾
              </Button>
              <Button size="small" onClick={() => void driver.tickAll('@step', false).then(onReport)}>
                全部不打
              </Button>
            </>
          ) : null}
          <StepFields definition={definition} driver={driver} report={report} onReport={onReport} />
        </div>
      ) : null}
      <PagedTable
        key={verdict}
        label={words.label}
        total={total}
        columns={columns}
        version={version}
        load={(offset, limit) => driver.rows(verdict, offset, limit)}
      />
    </>
  );
}
