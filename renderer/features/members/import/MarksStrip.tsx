import { Radio } from 'antd';
import { useState } from 'react';
import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import type { AnalysisReport } from '../../../records/import/session.ts';
import type { Mark, MarkChoice, MarkChoices } from '../../../records/import/verdict/marks.ts';
import { marks } from '../../../records/import/verdict/marks.ts';
import { count } from '../../../records/ui/words.ts';

interface MarksStripProps {
  readonly definition: RecordDefinition;
  readonly report: AnalysisReport;
  readonly onChoose: (mark: Mark, choice: MarkChoice) => void;
}

/** More of the list than this in colour is decoration, not a mark. */
const decorated = 0.3;

const words: Readonly<Record<Mark, (rows: string) => string>> = {
  hidden: (rows) => `有 ${rows} 行被筛选或隐藏，是否一起导入？`,
  struck: (rows) => `${rows} 行有删除线，HR 常用它标离职。`,
  coloured: (rows) => `${rows} 行整行有底色，HR 常用它标离职。`,
};

/** Rows that HR hid, struck through or coloured: counted, and the clerk says what they mean (K50). */
export function MarksStrip({ definition, report, onChoose }: MarksStripProps) {
  // Reading the file again takes a moment; what was clicked is seen at once.
  const [chosen, setChosen] = useState<Partial<MarkChoices>>({});
  const leave = definition.transitions?.[definition.presence?.leave ?? ''];
  const people = report.rows + report.leftOut;
  const asked = marks.filter((mark) => {
    const found = report.marked[mark];
    return (
      found > 0 &&
      (mark !== 'coloured' || found <= people * decorated || report.markChoices.coloured !== 'in')
    );
  });
  if (asked.length === 0) return null;
  return (
    <div className="strip wrap-strip marks-strip">
      {asked.map((mark) => {
        const question = words[mark](count(report.marked[mark]));
        return (
          <div className="mark" key={mark}>
            <span id={`mark-${mark}`}>{question}</span>
            <Radio.Group
              aria-labelledby={`mark-${mark}`}
              value={chosen[mark] ?? report.markChoices[mark]}
              options={[
                { value: 'in', label: '一起导入' },
                { value: 'out', label: '不导入' },
                ...(mark === 'hidden' || leave === undefined ? [] : [{ value: 'left', label: '当作离职' }]),
              ]}
              onChange={(event) => {
                const choice = event.target.value as MarkChoice;
                setChosen({ ...chosen, [mark]: choice });
                onChoose(mark, choice);
              }}
            />
          </div>
        );
      })}
    </div>
  );
}
