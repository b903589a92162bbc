import { Button, Select } from 'antd';
import { useState } from 'react';
import { entriesOf } from '../../../../domain/dictionaries/lookup.ts';
import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import type { AnalysisReport } from '../../../records/import/session.ts';
import { finds } from '../../../records/form/pinyin.ts';
import { count } from '../../../records/ui/words.ts';
import type { Driver } from './driver.ts';

interface WordsPaneProps {
  readonly definition: RecordDefinition;
  readonly driver: Driver;
  readonly report: AnalysisReport;
  readonly onAgain: () => void;
}

/** Spellings nobody knew: the clerk says once what each means, and the sheet is read again. */
export function WordsPane({ definition, driver, report, onAgain }: WordsPaneProps) {
  const [answers, setAnswers] = useState(0);
  return (
    <>
      <div className="pane-head">
        <h2>不认识的写法：{count(report.unknownWords.length)} 个</h2>
        <p className="quiet">不认也能导入，这一栏先空着、算信息待补。认好以后点“按认好的再看一遍”。</p>
      </div>
      <div className="page-scroll">
        <table className="plain-table">
          <thead>
            <tr>
              <th>栏目</th>
              <th>表里写的</th>
              <th className="number">多少行</th>
              <th>就是</th>
            </tr>
          </thead>
          <tbody>
            {report.unknownWords.slice(0, 200).map((word) => (
              <tr key={`${word.field}/${word.word}`}>
                <td>{word.label}</td>
                <td>{word.word}</td>
                <td className="number">{count(word.count)}</td>
                <td>
                  <Select<string, { value: string; label: string }>
                    size="small"
                    className="full"
                    aria-label={`${word.label}“${word.word}”就是`}
                    placeholder="先空着"
                    showSearch={{ filterOption: (typed, option) => finds(typed, option?.label ?? '') }}
                    options={entriesOf(definition.fields[word.field]?.dictionary ?? '').map((entry) => ({
                      value: entry.code,
                      label: entry.label,
                    }))}
                    onChange={(code) => {
                      setAnswers(answers + 1);
                      void driver.answerWord(word.field, word.word, code);
                    }}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="strip">
        <div className="grow" />
        <Button disabled={answers === 0} onClick={onAgain}>
          按认好的再看一遍
        </Button>
      </div>
    </>
  );
}
