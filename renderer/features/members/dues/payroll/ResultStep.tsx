import { Button } from 'antd';
import { useState } from 'react';
import { isoDateOf } from '../../../../../domain/rules/calendar.ts';
import { useStatusLine } from '../../../../records/ui/statusLine.tsx';
import { moneyInWords } from '../../../../records/ui/values.ts';
import { count } from '../../../../records/ui/words.ts';
import { useWorkspace } from '../../../../records/ui/workspace.tsx';
import { PagedTable } from '../../import/PagedTable.tsx';
import type { PagedColumn } from '../../import/PagedTable.tsx';
import type { PayrollDriver } from '../work/client.ts';
import type { PayrollLine, PayrollReport } from '../work/payroll.ts';
import { payrollVerdicts } from '../work/payrollVerdict.ts';
import type { PayrollVerdict } from '../work/payrollVerdict.ts';
import { moneyCell, monthWords } from '../words.ts';
import { verdictWords } from './words.ts';
import { VerdictList } from './VerdictList.tsx';

interface ResultStepProps {
  readonly driver: PayrollDriver;
  readonly report: PayrollReport;
  readonly month: string;
  readonly busy: boolean;
  readonly onTrouble: (words: string | undefined) => void;
  readonly onBack: () => void;
  readonly onWrite: () => void;
}

const money = (
  key: string,
  label: string,
  of: (line: PayrollLine) => number | undefined,
): PagedColumn<PayrollLine> => ({
  key,
  label,
  width: 92,
  render: (line) => <span className="money">{moneyCell(of(line))}</span>,
});

const who: readonly PagedColumn<PayrollLine>[] = [
  { key: 'row', label: '第几行', width: 70, render: (line) => line.number },
  { key: 'employeeNo', label: '工号', width: 84, render: (line) => line.employeeNo },
  { key: 'name', label: '姓名', width: 88, render: (line) => line.name },
];
const base = money('base', '基数', (line) => line.base);
const due = money('due', '应缴', (line) => line.due);
const paid = money('paid', '扣了', (line) => line.paid);
const why: PagedColumn<PayrollLine> = {
  key: 'why',
  label: '说明',
  width: 300,
  render: (line) => <span title={line.message}>{line.message}</span>,
};

/** The reason is what a row that stays out is opened for: it stands before the amounts. */
function columnsOf(verdict: PayrollVerdict): readonly PagedColumn<PayrollLine>[] {
  return verdict === 'ready' || verdict === 'differs' || verdict === 'already'
    ? [...who, base, due, paid, why]
    : [...who, { ...why, width: 430 }, base, paid];
}

/** Step 3: what would be written, number by number, before anything is. */
export function ResultStep(props: ResultStepProps) {
  const { driver, report, month, onTrouble } = props;
  const { host } = useWorkspace();
  const [verdict, setVerdict] = useState<PayrollVerdict>(
    () => payrollVerdicts.find((each) => report.counts[each] > 0) ?? 'ready',
  );
  useStatusLine([{ text: verdictWords[verdict].label, value: count(report.counts[verdict]), after: '行' }]);
  const refused = async (): Promise<void> => {
    const bytes = await driver.refusedWorkbook();
    const name = `没有写入的行${isoDateOf(new Date()).replaceAll('-', '')}.xlsx`;
    const kept = bytes.ok ? await host.saveFile(name, bytes.value, 'xlsx') : bytes;
    onTrouble(kept.ok ? undefined : kept.error.message);
  };
  const unread = report.unread.length;
  return (
    <>
      <div className="result-step">
        <VerdictList
          report={report}
          verdict={verdict}
          onVerdict={setVerdict}
          onRefused={() => void refused()}
        />
        <div className="result-pane" role="region" aria-label="这一类的行">
          <PagedTable
            label={verdictWords[verdict].label}
            total={report.counts[verdict]}
            columns={columnsOf(verdict)}
            load={(offset, limit) => driver.rows(verdict, offset, limit)}
            version={verdict}
          />
        </div>
      </div>
      <footer className="save-bar">
        <div className="grow">
          <b>现在还没有写入任何内容。</b>
          <p className="small quiet">
            {monthWords(month)}：将写入 {count(report.people)} 人，应缴 {moneyInWords(report.due)} 元，已扣{' '}
            {moneyInWords(report.paid)} 元。{unread === 0 ? '' : `${count(unread)} 列没有读取。`}
            <span className="wide">写入后 7 天内可以撤回。</span>
          </p>
        </div>
        <Button onClick={props.onBack}>上一步：选列</Button>
        <Button
          type="primary"
          loading={props.busy}
          onClick={() => {
            if (report.people === 0) onTrouble('没有要写入的人：这份表和系统里记的一样。');
            else props.onWrite();
          }}
        >
          写入 {count(report.people)} 人
        </Button>
      </footer>
    </>
  );
}
