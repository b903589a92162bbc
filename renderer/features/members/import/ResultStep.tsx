import { Button } from 'antd';
import { useState } from 'react';
import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import { isoDateOf } from '../../../../domain/rules/calendar.ts';
import type { AnalysisReport } from '../../../records/import/session.ts';
import { Sentence } from '../../../records/ui/Sentence.tsx';
import { count } from '../../../records/ui/words.ts';
import { useWorkspace } from '../../../records/ui/workspace.tsx';
import { ChangedPane } from './ChangedPane.tsx';
import type { Driver } from './driver.ts';
import { MarksStrip } from './MarksStrip.tsx';
import { MissingPane } from './MissingPane.tsx';
import { RowsPane } from './RowsPane.tsx';
import { Tally } from './Tally.tsx';
import type { Pane } from './verdicts.ts';
import { verdictOrder } from './verdicts.ts';
import { WordsPane } from './WordsPane.tsx';

interface ResultStepProps {
  readonly definition: RecordDefinition;
  readonly driver: Driver;
  readonly report: AnalysisReport;
  /** Which reading of the file the report is of. */
  readonly round: number;
  readonly busy: boolean;
  readonly onReport: (report: AnalysisReport | undefined) => void;
  readonly onAgain: () => void;
  readonly onTrouble: (words: string | undefined) => void;
  readonly onBack: () => void;
  readonly onWrite: () => void;
}

function unreadWords(unread: readonly string[]): string {
  if (unread.length === 0) return '';
  return `${unread.slice(0, 2).join('、')}${unread.length > 2 ? ` 等 ${unread.length} 列` : ''}没有读取。`;
}

/** Step 3: what would happen, number by number, before anything does. */
export function ResultStep(props: ResultStepProps) {
  const { definition, driver, report, onTrouble } = props;
  const { host } = useWorkspace();
  const [pane, setPane] = useState<Pane>(
    () => verdictOrder.find((verdict) => report.counts[verdict] > 0 && verdict !== 'unchanged') ?? 'new',
  );
  // Answers of the worker are new objects: each decision asks for the rows again.
  const [version, setVersion] = useState(0);
  const onReport = (next: AnalysisReport | undefined): void => {
    setVersion((old) => old + 1);
    props.onReport(next);
  };
  const refused = async (): Promise<void> => {
    const bytes = await driver.refusedWorkbook();
    const kept = bytes.ok
      ? await host.saveFile(
          `不能导入的行${isoDateOf(new Date()).replaceAll('-', '')}.xlsx`,
          bytes.value,
          'xlsx',
        )
      : bytes;
    onTrouble(kept.ok ? undefined : kept.error.message);
  };
  const common = { definition, driver, report, version: `${props.round}/${version}`, onReport };
  const people = report.willWrite.people;
  return (
    <>
      {report.stop === undefined ? null : (
        <Sentence
          tone="wait"
          action={
            <Button size="small" onClick={() => void driver.acceptMissing().then(onReport)}>
              确实没错，继续
            </Button>
          }
        >
          {report.stop}
        </Sentence>
      )}
      {report.startingOtherwise.map((each) => (
        <Sentence tone="plain" key={each.label}>
          {each.label} {count(each.count)} {definition.countWord}
          按“未入会”导入，不跟着这份表算会员。确实已入会的，写入后再办入会。
        </Sentence>
      ))}
      <MarksStrip
        definition={definition}
        report={report}
        onChoose={(mark, choice) => void driver.chooseMark(mark, choice).then(props.onAgain)}
      />
      <div className="result-step">
        <Tally report={report} pane={pane} onPane={setPane} onRefused={() => void refused()} />
        <div className="result-pane" role="region" aria-label="这一类的人">
          {pane === 'missing' ? (
            <MissingPane {...common} />
          ) : pane === 'changed' ? (
            <ChangedPane {...common} />
          ) : pane === 'words' ? (
            <WordsPane definition={definition} driver={driver} report={report} onAgain={props.onAgain} />
          ) : (
            <RowsPane {...common} verdict={pane} />
          )}
        </div>
      </div>
      <footer className="save-bar">
        <div className="grow">
          <b>现在还没有写入任何内容。</b>
          <p className="small quiet">写入后 7 天内可以撤回本次导入。{unreadWords(report.unread)}</p>
        </div>
        <Button onClick={props.onBack}>上一步：对列</Button>
        <Button
          type="primary"
          loading={props.busy}
          onClick={() => {
            if (people === 0) onTrouble('没有要写入的人：这份表和系统里的一样。');
            else props.onWrite();
          }}
        >
          写入 {count(people)} {definition.countWord}
        </Button>
      </footer>
    </>
  );
}
