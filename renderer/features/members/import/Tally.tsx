import { Button } from 'antd';
import type { AnalysisReport } from '../../../records/import/session.ts';
import { count } from '../../../records/ui/words.ts';
import type { Pane } from './verdicts.ts';
import { TallyLine } from './TallyLine.tsx';
import { verdictOrder, verdictWords } from './verdicts.ts';

interface TallyProps {
  readonly report: AnalysisReport;
  readonly pane: Pane;
  readonly onPane: (pane: Pane) => void;
  readonly onRefused: () => void;
}

function totalWords({ skipped, leftOut }: AnalysisReport): string {
  const words = [
    ...(skipped > 0 ? [`${count(skipped)} 行不是人（小计、重复的列名）`] : []),
    ...(leftOut > 0 ? [`${count(leftOut)} 行按您说的不导入`] : []),
  ];
  return words.length === 0 ? '与表里行数相同' : `另有 ${words.join('，')}`;
}

/** Big plain numbers that add up to the sheet; each opens its rows. */
export function Tally({ report, pane, onPane, onRefused }: TallyProps) {
  const always = new Set(['new', 'changed', 'unchanged', 'refused']);
  return (
    <nav className="tally" aria-label="导入结果">
      <p className="small quiet">这份表里的人</p>
      <ul>
        {verdictOrder
          .filter((verdict) => always.has(verdict) || report.counts[verdict] > 0)
          .map((verdict) => (
            <TallyLine
              key={verdict}
              number={report.counts[verdict]}
              label={verdictWords[verdict].label}
              note={verdictWords[verdict].note}
              on={pane === verdict}
              onClick={() => {
                onPane(verdict);
              }}
            />
          ))}
      </ul>
      <div className="tally-total">
        <b className="tally-number">{count(report.rows)}</b>
        <span>
          合计
          <span className="small quiet">{totalWords(report)}</span>
        </span>
      </div>
      {report.missing > 0 ? (
        <>
          <p className="small quiet">表里没有的人</p>
          <ul>
            <TallyLine
              number={report.missing}
              label="系统有、本表没有"
              note="默认不处理"
              on={pane === 'missing'}
              onClick={() => {
                onPane('missing');
              }}
            />
          </ul>
        </>
      ) : null}
      {report.unknownWords.length > 0 ? (
        <>
          <p className="small quiet">要您帮着认的词</p>
          <ul>
            <TallyLine
              number={report.unknownWords.length}
              label="不认识的写法"
              note="不认也能导入，先空着"
              on={pane === 'words'}
              onClick={() => {
                onPane('words');
              }}
            />
          </ul>
        </>
      ) : null}
      <div className="grow" />
      {report.counts.refused > 0 ? (
        <div className="tally-foot">
          <Button type="link" className="inline" onClick={onRefused}>
            下载不能导入的 {count(report.counts.refused)} 行
          </Button>
          <span className="small quiet">带原因一列，改好了再导一次</span>
        </div>
      ) : null}
    </nav>
  );
}
