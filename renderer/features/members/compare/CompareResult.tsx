import { Button } from 'antd';
import { useState } from 'react';
import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import type { CompareDriver } from '../../../records/compare/client.ts';
import type { CompareReport } from '../../../records/compare/report.ts';
import type { ActDone } from '../../../records/compare/session.ts';
import type { Listing, PeopleFilter } from '../../../records/compare/views.ts';
import { storeFor } from '../../../records/import/client.ts';
import { Sentence } from '../../../records/ui/Sentence.tsx';
import { count } from '../../../records/ui/words.ts';
import { useWorkspace } from '../../../records/ui/workspace.tsx';
import { UndoDialog } from '../import/UndoDialog.tsx';
import { CompareExport } from './CompareExport.tsx';
import { CompareTally } from './CompareTally.tsx';
import type { Pane, PaneProps, Run } from './desk.ts';
import { DifferencesPane } from './DifferencesPane.tsx';
import { DoubtsPane } from './DoubtsPane.tsx';
import { PeoplePane } from './PeoplePane.tsx';
import { ReadNotices } from './ReadNotices.tsx';

interface CompareResultProps {
  readonly definition: RecordDefinition;
  readonly organisation: string;
  readonly session: CompareDriver;
  readonly report: CompareReport;
  readonly run: Run;
  readonly onReport: (report: CompareReport) => void;
  readonly onTrouble: (words: string | undefined) => void;
  readonly onBack: () => void;
}

/** Step 3: three lists, and apart from them who must be looked at; each with what can be done about it. */
export function CompareResult(props: CompareResultProps) {
  const { definition, session, report, run, onTrouble } = props;
  const { store } = useWorkspace();
  const [pane, setPane] = useState<Pane>('notJoined');
  const [filter, setFilter] = useState<PeopleFilter>('all');
  const [field, setField] = useState<string>();
  const [version, setVersion] = useState(0);
  const [busy, setBusy] = useState(false);
  const [news, setNews] = useState<{ readonly words: string; readonly done: ActDone }>();
  const [undoing, setUndoing] = useState(false);
  const [exporting, setExporting] = useState(false);
  const [exported, setExported] = useState<string>();
  const onReport = (next: CompareReport): void => {
    setVersion((old) => old + 1);
    props.onReport(next);
  };
  const again = async (): Promise<void> => {
    const answer = await busyRun('正在核对', (progress) => session.compare(storeFor(store), progress));
    if (answer.ok) onReport(answer.value);
    else onTrouble(answer.error.message);
  };
  const busyRun: Run = async (words, work) => {
    setBusy(true);
    const answer = await run(words, work);
    setBusy(false);
    return answer;
  };
  const common: PaneProps = {
    definition,
    session,
    report,
    version: String(version),
    busy,
    run: busyRun,
    onDone: (words, done) => {
      setExported(undefined);
      setNews({ words, done });
      void again();
    },
    onReport,
    onTrouble,
    onExport: () => {
      setExporting(true);
    },
  };
  const listing: Listing =
    pane === 'notJoined' || pane === 'notReleased'
      ? { kind: pane, filter }
      : pane === 'differences'
        ? { kind: pane, ...(field === undefined ? {} : { field }) }
        : { kind: pane };
  const summary = news?.done.summary;
  const open = (next: Pane): void => {
    setFilter('all');
    setField(undefined);
    setPane(next);
  };
  return (
    <>
      <ReadNotices definition={definition} report={report} />
      {exported === undefined ? null : <Sentence tone="ok">{exported}</Sentence>}
      {news === undefined ? null : (
        <Sentence
          tone={news.done.changed > 0 ? 'ok' : 'wait'}
          action={
            summary === undefined ? undefined : (
              <Button
                size="small"
                onClick={() => {
                  setUndoing(true);
                }}
              >
                撤回
              </Button>
            )
          }
        >
          {news.words}
        </Sentence>
      )}
      <div className="result-step">
        <CompareTally definition={definition} report={report} pane={pane} onPane={open} />
        <div className="result-pane" role="region" aria-label="这一类的人">
          {pane === 'differences' ? (
            <DifferencesPane {...common} field={field} onField={setField} />
          ) : pane === 'doubts' ? (
            <DoubtsPane {...common} />
          ) : (
            <PeoplePane key={pane} {...common} list={pane} filter={filter} onFilter={setFilter} />
          )}
        </div>
      </div>
      <footer className="save-bar">
        <div className="grow">
          <b>{count(report.people)} 个不同的人。</b>
          <p className="small quiet">核对只是看。办了什么，7 天内可以撤回。</p>
        </div>
        <Button onClick={props.onBack}>上一步：名单</Button>
        <Button loading={busy} onClick={() => void again()}>
          重新核对
        </Button>
      </footer>
      {undoing && summary !== undefined ? (
        <UndoDialog
          definition={definition}
          summary={summary}
          onClose={() => {
            setUndoing(false);
            setNews(undefined);
            void again();
          }}
        />
      ) : null}
      {exporting ? (
        <CompareExport
          definition={definition}
          organisation={props.organisation}
          session={session}
          listing={listing}
          onClose={(words) => {
            setExporting(false);
            setExported(words);
          }}
        />
      ) : null}
    </>
  );
}
