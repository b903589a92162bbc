import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import type { CompareReport } from '../../../records/compare/report.ts';
import { sources } from '../../../records/compare/types.ts';
import { sourceLabels } from '../../../records/compare/words.ts';
import { listTitles } from '../../../records/compare/workbook.ts';
import { count } from '../../../records/ui/words.ts';
import { TallyLine } from '../import/TallyLine.tsx';
import type { Pane } from './desk.ts';

interface CompareTallyProps {
  readonly definition: RecordDefinition;
  readonly report: CompareReport;
  readonly pane: Pane;
  readonly onPane: (pane: Pane) => void;
}

/** The numbers of the comparison; each opens its list. Below them how many people each list holds. */
export function CompareTally({ definition, report, pane, onPane }: CompareTallyProps) {
  const labels = sourceLabels(definition);
  const lines: readonly (readonly [Pane, number, string])[] = [
    ['notJoined', report.notJoined.all, '在职，不是会员'],
    ['notReleased', report.notReleased.all, '不在职，还是会员'],
    ['differences', report.differences, '按栏目，一处一行'],
    ['doubts', report.doubts, '像同一个人，另放着'],
  ];
  return (
    <nav className="tally" aria-label="核对结果">
      <p className="small quiet">核对出来的</p>
      <ul>
        {lines.map(([key, number, note]) => (
          <TallyLine
            key={key}
            number={number}
            label={listTitles[key]}
            note={note}
            on={pane === key}
            onClick={() => {
              onPane(key);
            }}
          />
        ))}
      </ul>
      <p className="small quiet">各有多少人</p>
      <ul aria-label="各有多少人">
        {sources.map((source) => {
          const rows = report.rows[source];
          return (
            <li key={source} className="tally-total">
              <span className="tally-number">{rows === undefined ? '—' : count(rows)}</span>
              <span>
                {labels[source]}
                {rows === undefined ? <span className="small quiet">没有选，没有核对</span> : null}
              </span>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
