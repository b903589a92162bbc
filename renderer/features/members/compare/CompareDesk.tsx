import { useCallback, useEffect, useRef, useState } from 'react';
import { isoDateOf } from '../../../../domain/rules/calendar.ts';
import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import type { Result } from '../../../../domain/result.ts';
import type { CompareHandle, OpenCompare } from '../../../records/compare/client.ts';
import type { CompareReport } from '../../../records/compare/report.ts';
import type { SheetPreview } from '../../../records/compare/sheet.ts';
import type { SheetSource } from '../../../records/compare/types.ts';
import { progressFor, storeFor } from '../../../records/import/client.ts';
import { PageHead } from '../../../records/ui/PageHead.tsx';
import { Sentence } from '../../../records/ui/Sentence.tsx';
import { organisationName, useWorkspace } from '../../../records/ui/workspace.tsx';
import { BusyStrip } from '../import/BusyStrip.tsx';
import type { Busy } from '../import/driver.ts';
import { StepsHead } from '../import/StepsHead.tsx';
import { CompareResult } from './CompareResult.tsx';
import { ListsStep } from './ListsStep.tsx';
import { SheetColumns } from './SheetColumns.tsx';

interface CompareDeskProps {
  readonly definition: RecordDefinition;
  readonly open: OpenCompare;
}

type Previews = Readonly<Partial<Record<SheetSource, SheetPreview>>>;

const lostSentence =
  '核对的程序中途停了。已经办好的都在，没办的原样没动。请再选一次名单；如果又停下，请关掉别的程序再试。';

/** 选名单 · 对列 · 看结果. Nothing is written until the clerk does something with a list. */
export function CompareDesk({ definition, open }: CompareDeskProps) {
  const workspace = useWorkspace();
  const { store, scope, unit } = workspace;
  const [chosen, setChosen] = useState<string>();
  const only = scope.organisations.length > 1 ? undefined : scope.office.id;
  const organisation = unit ?? chosen ?? only;
  const [handle, setHandle] = useState<CompareHandle>();
  const [previews, setPreviews] = useState<Previews>({});
  const [columnsOf, setColumnsOf] = useState<SheetSource>();
  const [recalled, setRecalled] = useState(false);
  const [report, setReport] = useState<CompareReport>();
  const [busy, setBusy] = useState<Busy>();
  const [trouble, setTrouble] = useState<string>();

  const live = useRef<CompareHandle | undefined>(undefined);
  const startAgain = useCallback((): void => {
    live.current?.close();
    live.current = undefined;
    setHandle(undefined);
    setPreviews({});
    setColumnsOf(undefined);
    setReport(undefined);
    setBusy(undefined);
  }, []);
  useEffect(
    () => () => {
      live.current?.close();
    },
    [],
  );
  // Lists picked for one unit must not be compared with the books of another (K8).
  const [under, setUnder] = useState(unit);
  if (under !== unit) {
    setUnder(unit);
    setTrouble(undefined);
  }
  useEffect(() => startAgain, [unit, startAgain]);

  const session = handle?.session;
  const pick = async (source: SheetSource, file: File): Promise<void> => {
    if (organisation === undefined) {
      setTrouble('还没有选核对哪个单位，没有读这份表。请先选单位，再选一次文件。');
      return;
    }
    const opened = live.current ?? open(definition.type, organisation);
    if (live.current === undefined) {
      live.current = opened;
      setHandle(opened);
      void opened.gone.then(() => {
        if (live.current !== opened) return;
        startAgain();
        setTrouble(lostSentence);
      });
    }
    setTrouble(undefined);
    setBusy({ words: '正在打开表格', done: 0 });
    const answer = await opened.session.openFile(source, file, file.name);
    setBusy(undefined);
    if (!answer.ok) {
      setTrouble(answer.error.message);
      return;
    }
    const remembered = await store.readSetting(answer.value.layoutKey);
    const recall = remembered === undefined ? answer : await opened.session.recall(source, remembered);
    setRecalled(remembered !== undefined);
    setPreviews((old) => ({ ...old, [source]: recall.ok ? recall.value : answer.value }));
    setColumnsOf(source);
  };
  const remove = async (source: SheetSource): Promise<void> => {
    await session?.removeFile(source);
    setPreviews((old) => Object.fromEntries(Object.entries(old).filter(([key]) => key !== source)));
  };
  const columnsDone = async (source: SheetSource): Promise<void> => {
    if (session === undefined) return;
    const checked = await session.check(source);
    setTrouble(checked.ok ? undefined : checked.error.message);
    if (!checked.ok) return;
    const key = previews[source]?.layoutKey;
    if (key !== undefined)
      await store.writeSetting(key, await session.remembered(source, isoDateOf(new Date())));
    setColumnsOf(undefined);
  };
  /** Runs something that may take long, with its count and 取消. */
  const run = async <T,>(
    words: string,
    work: (progress: ReturnType<typeof progressFor>) => Promise<Result<T>>,
  ): Promise<Result<T>> => {
    setTrouble(undefined);
    setBusy({ words, done: 0 });
    let over = false;
    const answer = await work(
      progressFor((progress) => {
        const now = { read: '已读', judge: '正在核对', write: '正在写入' }[progress.step];
        if (!over) setBusy({ words: now, ...progress });
      }),
    );
    over = true;
    setBusy(undefined);
    return answer;
  };
  const compare = async (): Promise<void> => {
    if (session === undefined) return;
    const answer = await run('已读', (progress) => session.compare(storeFor(store), progress));
    if (answer.ok) setReport(answer.value);
    else setTrouble(answer.error.message);
  };
  const step = report !== undefined ? 3 : columnsOf !== undefined ? 2 : 1;
  const preview = columnsOf === undefined ? undefined : previews[columnsOf];
  return (
    <section className="page" aria-label="三方核对">
      <PageHead title="三方核对" note={<StepsHead now={step} first="选名单" label="核对的三步" />}>
        {scope.organisations.length > 1 && organisation !== undefined ? (
          <b className="small ellipsis">核对：{organisationName(workspace, organisation)}</b>
        ) : null}
      </PageHead>
      {trouble === undefined ? null : <Sentence tone="error">{trouble}</Sentence>}
      {busy === undefined ? null : <BusyStrip busy={busy} onStop={() => void session?.cancel()} />}
      {step === 1 ? (
        <ListsStep
          definition={definition}
          organisation={organisation}
          onOrganisation={
            unit === undefined
              ? (next) => {
                  startAgain();
                  setTrouble(undefined);
                  setChosen(next);
                }
              : undefined
          }
          previews={previews}
          busy={busy !== undefined}
          onPick={(source, file) => void pick(source, file)}
          onColumns={setColumnsOf}
          onRemove={(source) => void remove(source)}
          onCompare={() => void compare()}
        />
      ) : null}
      {step === 2 && columnsOf !== undefined && preview !== undefined && session !== undefined ? (
        <SheetColumns
          definition={definition}
          source={columnsOf}
          session={session}
          preview={preview}
          recalled={recalled}
          onPreview={(next) => {
            setPreviews((old) => ({ ...old, [columnsOf]: next }));
          }}
          onTrouble={setTrouble}
          onBack={() => {
            setTrouble(undefined);
            setColumnsOf(undefined);
            void remove(columnsOf);
          }}
          onDone={() => void columnsDone(columnsOf)}
        />
      ) : null}
      {step === 3 && report !== undefined && session !== undefined && organisation !== undefined ? (
        <CompareResult
          definition={definition}
          organisation={organisation}
          session={session}
          report={report}
          run={run}
          onReport={setReport}
          onTrouble={setTrouble}
          onBack={() => {
            setTrouble(undefined);
            setReport(undefined);
          }}
        />
      ) : null}
    </section>
  );
}
