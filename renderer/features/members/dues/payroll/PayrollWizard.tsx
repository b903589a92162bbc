import { useEffect, useRef, useState } from 'react';
import type { RecordDefinition } from '../../../../../domain/records/definition.ts';
import type { Result } from '../../../../../domain/result.ts';
import { progressFor } from '../../../../records/import/client.ts';
import { PageHead } from '../../../../records/ui/PageHead.tsx';
import { Sentence } from '../../../../records/ui/Sentence.tsx';
import { useWorkspace } from '../../../../records/ui/workspace.tsx';
import type { ImportSummary } from '../../../../store/port.ts';
import { BusyStrip } from '../../import/BusyStrip.tsx';
import type { Busy } from '../../import/driver.ts';
import { writtenAnyway } from '../../import/lost.ts';
import { openDues } from '../work/client.ts';
import type { DuesHandle } from '../work/client.ts';
import type { PayrollPreview, PayrollReport } from '../work/payroll.ts';
import { monthWords } from '../words.ts';
import { PayrollDone } from './PayrollDone.tsx';
import { PayrollFile } from './PayrollFile.tsx';
import { ResultStep } from './ResultStep.tsx';
import { UsesStep } from './UsesStep.tsx';

interface PayrollWizardProps {
  readonly definition: RecordDefinition;
  readonly organisation: string;
  readonly month: string;
}

const lostWords = '读工资表的程序中途停了。没有写入任何内容，会费还是原来的样子。请再选一次这份表。';

/** 选文件 · 选列 · 看结果, like the roster's import. Nothing is written before the last button; that writes all or nothing. */
export function PayrollWizard({ definition, organisation, month: asked }: PayrollWizardProps) {
  const { store } = useWorkspace();
  const handle = useRef<DuesHandle | undefined>(undefined);
  const writing = useRef<ReadonlySet<string> | undefined>(undefined);
  const [month, setMonth] = useState(asked);
  const [preview, setPreview] = useState<PayrollPreview>();
  const [report, setReport] = useState<PayrollReport>();
  const [done, setDone] = useState<ImportSummary>();
  const [busy, setBusy] = useState<Busy>();
  const [trouble, setTrouble] = useState<string>();
  const close = (): void => {
    handle.current?.close();
    handle.current = undefined;
  };
  useEffect(() => close, []);

  const again = (): void => {
    close();
    setPreview(undefined);
    setReport(undefined);
    setDone(undefined);
    setTrouble(undefined);
  };
  /** The worker died by itself: it may have died after its last word to the store, so the store is asked. */
  const lose = async (lost: DuesHandle): Promise<void> => {
    if (handle.current !== lost) return;
    handle.current = undefined;
    const before = writing.current;
    writing.current = undefined;
    const written = before === undefined ? undefined : await writtenAnyway(store, definition.type, before);
    setBusy(undefined);
    again();
    if (written === undefined) setTrouble(lostWords);
    else setDone(written);
  };
  const show = (answer: Result<PayrollPreview>): void => {
    setTrouble(answer.ok ? undefined : answer.error.message);
    if (answer.ok) setPreview(answer.value);
  };
  const pick = async (file: File): Promise<void> => {
    close();
    setBusy({ words: '正在打开表格', done: 0 });
    const opened = await openDues(organisation, store);
    handle.current = opened;
    void opened.gone.then(() => lose(opened));
    const answer = await opened.payroll.openFile(file, file.name);
    setBusy(undefined);
    show(answer);
  };
  const check = async (): Promise<void> => {
    const opened = handle.current;
    if (opened === undefined) return;
    setTrouble(undefined);
    let over = false;
    setBusy({ words: '已读', done: 0 });
    const answer = await opened.payroll.check(
      opened.store,
      month,
      progressFor((progress) => {
        // A count may come by its own way after the answer: it would keep the page busy for ever.
        if (!over) setBusy({ words: '已读', ...progress });
      }),
    );
    over = true;
    setBusy(undefined);
    if (answer.ok) setReport(answer.value);
    else setTrouble(answer.error.message);
  };
  const write = async (): Promise<void> => {
    const opened = handle.current;
    if (opened === undefined) return;
    setTrouble(undefined);
    setBusy({ words: '正在写入', done: 0 });
    writing.current = new Set((await store.imports(definition.type)).map(({ importId }) => importId));
    let over = false;
    const answer = await opened.payroll.write(
      opened.store,
      progressFor((progress) => {
        if (!over) setBusy({ words: '正在写入', ...progress });
      }),
    );
    over = true;
    writing.current = undefined;
    setBusy(undefined);
    if (!answer.ok) setTrouble(answer.error.message);
    else {
      close();
      setDone(answer.value);
    }
  };
  const driver = handle.current?.payroll;
  return (
    <section className="page" aria-label="导入工资表">
      <PageHead
        title="导入工资表"
        back={{ to: '/members/dues', label: '会费' }}
        note={preview === undefined ? null : `${monthWords(month)}，${preview.fileLabel}`}
      />
      {trouble === undefined ? null : <Sentence tone="error">{trouble}</Sentence>}
      {busy === undefined ? null : (
        <BusyStrip busy={busy} onStop={() => void handle.current?.payroll.cancel()} />
      )}
      {done !== undefined ? (
        <PayrollDone definition={definition} summary={done} onAgain={again} />
      ) : preview === undefined || driver === undefined ? (
        <PayrollFile
          month={month}
          onMonth={setMonth}
          busy={busy !== undefined}
          onPick={(file) => void pick(file)}
        />
      ) : report === undefined ? (
        <UsesStep
          preview={preview}
          month={month}
          busy={busy !== undefined}
          onSheet={(sheet) => void driver.chooseSheet(sheet).then(show)}
          onHeader={(row) => void driver.chooseHeader(row).then(show)}
          onUse={(use, index) => void driver.setUse(use, index).then(show)}
          onBack={again}
          onNext={() => void check()}
        />
      ) : (
        <ResultStep
          driver={driver}
          report={report}
          month={month}
          busy={busy !== undefined}
          onTrouble={setTrouble}
          onBack={() => {
            setReport(undefined);
          }}
          onWrite={() => void write()}
        />
      )}
    </section>
  );
}
