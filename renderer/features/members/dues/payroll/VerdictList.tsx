import { RightOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { count } from '../../../../records/ui/words.ts';
import type { PayrollReport } from '../work/payroll.ts';
import { payrollVerdicts } from '../work/payrollVerdict.ts';
import type { PayrollVerdict } from '../work/payrollVerdict.ts';
import { verdictWords } from './words.ts';

interface VerdictListProps {
  readonly report: PayrollReport;
  readonly verdict: PayrollVerdict;
  readonly onVerdict: (verdict: PayrollVerdict) => void;
  readonly onRefused: () => void;
}

/** Big plain numbers that add up to the sheet; each opens its rows. */
export function VerdictList({ report, verdict, onVerdict, onRefused }: VerdictListProps) {
  const { counts, skipped } = report;
  const left = counts.refused + counts.notFound + counts.notMember;
  return (
    <nav className="tally" aria-label="工资表结果">
      <ul>
        {payrollVerdicts.map((each) => (
          <li key={each}>
            <button
              type="button"
              className={each === verdict ? 'tally-line on' : 'tally-line'}
              aria-pressed={each === verdict}
              aria-label={`${verdictWords[each].label} ${count(counts[each])}`}
              onClick={() => {
                onVerdict(each);
              }}
            >
              <span className="tally-number">{count(counts[each])}</span>
              <span className="grow">
                {verdictWords[each].label}
                <span className="small quiet">{verdictWords[each].note}</span>
              </span>
              <RightOutlined aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
      <div className="tally-total">
        <b className="tally-number">{count(report.rows)}</b>
        <span>
          合计
          <span className="small quiet">
            {skipped > 0 ? `另有 ${count(skipped)} 行不是人（合计、重复的列名）` : '与表里行数相同'}
          </span>
        </span>
      </div>
      <div className="grow" />
      {left === 0 ? null : (
        <div className="tally-foot">
          <Button type="link" className="inline" onClick={onRefused}>
            下载没有写入的 {count(left)} 行
          </Button>
          <span className="small quiet">带原因一列，改好了再导一次</span>
        </div>
      )}
    </nav>
  );
}
