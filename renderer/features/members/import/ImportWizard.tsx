import { useCallback, useEffect, useRef, useState } from 'react';
import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import type { ImportHandle } from '../../../records/import/client.ts';
import { progressFor, storeFor } from '../../../records/import/client.ts';
import type { Preview } from '../../../records/import/preview.ts';
import type { AnalysisReport } from '../../../records/import/session.ts';
import { PageHead } from '../../../records/ui/PageHead.tsx';
import { Sentence } from '../../../records/ui/Sentence.tsx';
import { useWorkspace } from '../../../records/ui/workspace.tsx';
import type { ImportSummary } from '../../../store/port.ts';
import { BusyStrip } from './BusyStrip.tsx';
import { ColumnsStep } from './ColumnsStep.tsx';
import { DoneStep } from './DoneStep.tsx';
import type { Busy, OpenImport } from './driver.ts';
import { FileStep } from './FileStep.tsx';
import { afterTry } from './locked.ts';
import type { Locked } from './locked.ts';
import { lostSentence, writtenAnyway } from './lost.ts';
import { PasswordForm } from './PasswordForm.tsx';
import { keepMappings, recallMappings } from './recall.ts';
import { ResultStep } from './ResultStep.tsx';
import { StepsHead } from './StepsHead.tsx';

interface WizardProps {
  readonly definition: RecordDefinition;
  readonly open: OpenImport;
  readonly dropped: File | undefined;
}

/** 选文件 · 对列 · 看结果. Nothing is written before the last button, and that writes all or nothing. */
export function ImportWizard({ definition, open, dropped }: WizardProps) {
  const { store, scope, unit } = useWorkspace();
  const [chosen, setChosen] = useState<{
    readonly under: string | undefined;
    readonly organisation: string;
  }>();
  // With 全部 shown nobody has said whose people these are: hundreds of them must not go to the office by default (K8).
  const only = scope.organisations.length > 1 ? undefined : scope.office.id;
  const organisation = (chosen?.under === unit ? chosen?.organisation : undefined) ?? unit ?? only;
  const [target, setTarget] = useState<string>();
  const handle = useRef<ImportHandle | undefined>(undefined);
  const [preview, setPreview] = useState<Preview>();
  const [report, setReport] = useState<AnalysisReport>();
  const [done, setDone] = useState<ImportSummary>();
  /** Counts the readings: each asks for its rows anew. */
  const [round, setRound] = useState(0);
  const [busy, setBusy] = useState<Busy>();
  const [trouble, setTrouble] = useState<string>();
  const [usedOn, setUsedOn] = useState<string>();
  const [locked, setLocked] = useState<Locked>();
  /** Imports there were when writing began; only while it goes on. */
  const writing = useRef<ReadonlySet<string> | undefined>(undefined);

  useEffect(
    () => () => {
      handle.current?.close();
      handle.current = undefined;
    },
    [],
  );

  /** The worker died by itself: what was asked of it is never answered, and the clerk must not wait for it. */
  const lose = useCallback(
    async (lost: ImportHandle): Promise<void> => {
      if (handle.current !== lost) return;
      handle.current = undefined;
      const written =
        writing.current === undefined
          ? undefined
          : await writtenAnyway(store, definition.type, writing.current);
      writing.current = undefined;
      setBusy(undefined);
      setReport(undefined);
      if (written !== undefined) setDone(written);
      else {
        setPreview(undefined);
        setTrouble(lostSentence);
      }
    },
    [definition.type, store],
  );

  const pick = useCallback(
    async (file: File, earlier?: Locked, password?: string): Promise<void> => {
      if (organisation === undefined) {
        setTrouble('还没有选导入到哪个单位，没有读这份表。请先选单位，再选一次文件。');
        return;
      }
      handle.current?.close();
      const name = scope.organisations.find((each) => each.id === organisation)?.name;
      setTarget(name);
      const opened = open(definition.type, organisation, name);
      handle.current = opened;
      void opened.gone.then(() => lose(opened));
      setTrouble(undefined);
      setReport(undefined);
      setBusy({ words: '正在打开表格', done: 0 });
      const answer = await opened.session.openFile(file, file.name, password);
      setBusy(undefined);
      if (!answer.ok) {
        const next = afterTry(file, earlier, answer.error);
        setLocked(next.locked);
        setTrouble(next.trouble);
        return;
      }
      setLocked(undefined);
      const recalled = await recallMappings(store, opened.session, answer.value);
      setUsedOn(recalled.usedOn);
      setPreview(recalled.preview);
    },
    [open, definition.type, organisation, scope, store, lose],
  );
  const begun = useRef(false);
  useEffect(() => {
    if (dropped === undefined || organisation === undefined || begun.current) return;
    begun.current = true;
    void pick(dropped);
  }, [dropped, organisation, pick]);

  const session = handle.current?.session;
  const analyse = async (): Promise<void> => {
    if (session === undefined || preview === undefined) return;
    setTrouble(undefined);
    setBusy({ words: '已读', done: 0 });
    let over = false;
    const answer = await session.analyse(
      storeFor(store),
      progressFor((progress) => {
        // A count may come by its own way after the answer: it would keep the page busy for ever.
        if (!over) setBusy({ words: progress.step === 'judge' ? '正在对照' : '已读', ...progress });
      }),
    );
    over = true;
    setBusy(undefined);
    await keepMappings(store, session);
    if (answer.ok) {
      setReport(answer.value);
      setRound((old) => old + 1);
    } else {
      // Numbers of a reading that no longer holds must not stay on the screen.
      setReport(undefined);
      setTrouble(answer.error.message);
    }
  };
  const write = async (): Promise<void> => {
    if (session === undefined) return;
    setTrouble(undefined);
    setBusy({ words: '正在写入', done: 0 });
    const earlier = await store.imports(definition.type);
    writing.current = new Set(earlier.map(({ importId }) => importId));
    let over = false;
    const answer = await session.run(
      storeFor(store),
      progressFor((progress) => {
        if (!over) setBusy({ words: '正在写入', ...progress });
      }),
    );
    over = true;
    writing.current = undefined;
    setBusy(undefined);
    if (answer.ok) {
      handle.current?.close();
      handle.current = undefined;
      setDone(answer.value);
    } else setTrouble(answer.error.message);
  };
  const again = (): void => {
    handle.current?.close();
    handle.current = undefined;
    setPreview(undefined);
    setReport(undefined);
    setDone(undefined);
    setLocked(undefined);
    setTrouble(undefined);
  };
  const step = done !== undefined ? 4 : report !== undefined ? 3 : preview !== undefined ? 2 : 1;
  const sheetName = preview === undefined ? '' : sheetWords(preview);
  return (
    <section className="page" aria-label="导入花名册">
      <PageHead title="导入花名册" note={<StepsHead now={step} />}>
        {preview === undefined ? null : (
          <>
            <span className="small quiet ellipsis wide">
              {preview.fileLabel}
              {sheetName}
            </span>
            {scope.organisations.length > 1 ? <b className="small ellipsis">导入到：{target}</b> : null}
          </>
        )}
      </PageHead>
      {trouble === undefined ? null : <Sentence tone="error">{trouble}</Sentence>}
      {dropped !== undefined && organisation === undefined ? (
        <Sentence tone="wait">拖来的“{dropped.name}”已经拿到，选好导入到哪个单位就开始读。</Sentence>
      ) : null}
      {busy === undefined ? null : (
        <BusyStrip busy={busy} onStop={() => void handle.current?.session.cancel()} />
      )}
      {step === 1 && locked !== undefined ? (
        <PasswordForm
          fileName={locked.file.name}
          left={locked.left}
          wrong={locked.wrong}
          busy={busy !== undefined}
          onPassword={(password) => void pick(locked.file, locked, password)}
          onOther={again}
        />
      ) : step === 1 ? (
        <FileStep
          definition={definition}
          organisation={organisation}
          onOrganisation={(next) => {
            setChosen({ under: unit, organisation: next });
            setTrouble(undefined);
          }}
          busy={busy !== undefined}
          onPick={(file) => void pick(file)}
        />
      ) : null}
      {step === 2 && preview !== undefined && session !== undefined ? (
        <ColumnsStep
          definition={definition}
          driver={session}
          preview={preview}
          usedOn={usedOn}
          busy={busy !== undefined}
          onPreview={setPreview}
          onTrouble={setTrouble}
          onBack={again}
          onNext={() => void analyse()}
        />
      ) : null}
      {step === 3 && report !== undefined && session !== undefined ? (
        <ResultStep
          definition={definition}
          driver={session}
          report={report}
          round={round}
          busy={busy !== undefined}
          onReport={(next) => {
            if (next !== undefined) setReport(next);
          }}
          onAgain={() => void analyse()}
          onTrouble={setTrouble}
          onBack={() => {
            setReport(undefined);
          }}
          onWrite={() => void write()}
        />
      ) : null}
      {done === undefined ? null : <DoneStep definition={definition} summary={done} onAgain={again} />}
    </section>
  );
}

function sheetWords({ sheets }: Preview): string {
  const ticked = sheets.filter((sheet) => sheet.ticked);
  if (sheets.length < 2 || ticked.length === 0) return '';
  return ticked.length === 1 ? `\u3000工作表“${ticked[0]?.name ?? ''}”` : `\u3000${ticked.length} 个工作表`;
}
