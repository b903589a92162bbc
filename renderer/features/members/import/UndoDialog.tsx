import { Button, Modal } from 'antd';
import { useState } from 'react';
import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import type { Result } from '../../../../domain/result.ts';
import type { ImportSummary, UndoPreview } from '../../../store/port.ts';
import { useStoreEvents } from '../../../records/ui/events.ts';
import { Sentence } from '../../../records/ui/Sentence.tsx';
import { useLoaded } from '../../../records/ui/useLoaded.ts';
import { count } from '../../../records/ui/words.ts';
import { organisationName, useWorkspace } from '../../../records/ui/workspace.tsx';

interface UndoDialogProps {
  readonly definition: RecordDefinition;
  readonly summary: ImportSummary;
  readonly onClose: () => void;
}

function Words({
  preview,
  word,
  past,
  since,
}: {
  readonly preview: UndoPreview;
  readonly word: string;
  readonly past: boolean;
  readonly since: string;
}) {
  const verb = past ? '已' : '将';
  const acts = [
    ...(preview.withdrawn > 0 ? [`${verb}撤回 ${count(preview.withdrawn)} ${word}还没有送出的`] : []),
    ...(preview.reversed > 0
      ? [`${verb}用相反的一步改回 ${count(preview.reversed)} ${word}已经送出或正在送的`]
      : []),
  ];
  return (
    <>
      <p>{acts.length === 0 ? '没有能撤回的。' : `${acts.join('，')}。`}</p>
      {preview.left.length === 0 ? null : (
        <>
          <p>
            {count(preview.left.length)} {word}
            有的内容留着不动：{since}又改过，或者离职、重新入职已经送到省平台，要改请打开档案办理。
          </p>
          <ul className="undo-left">
            {preview.left.slice(0, 100).map((item) => (
              <li key={item.id}>{item.title}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** 撤回本次导入: first what it would do, then what it did (R18, K44). */
export function UndoDialog({ definition, summary, onClose }: UndoDialogProps) {
  const workspace = useWorkspace();
  const { store, events, scope } = workspace;
  const unit = scope.organisations.length > 1 ? organisationName(workspace, summary.organisation) : '';
  const [preview] = useLoaded(() => store.undoPreview(summary.importId), summary.importId);
  const [done, setDone] = useState<Result<UndoPreview>>();
  const [busy, setBusy] = useState(false);
  const [step, setStep] = useState<{ readonly done: number; readonly total: number }>();
  useStoreEvents(events, (event) => {
    if (event.kind === 'progress' && event.task === 'undo') setStep(event);
  });
  const word = definition.countWord;
  const kind = summary.act === undefined ? '导入' : '办理';
  const since = `${kind}以后`;
  const run = async (): Promise<void> => {
    setBusy(true);
    const answer = await store.undoImport(summary.importId);
    setBusy(false);
    setDone(answer);
  };
  const over = done?.ok === true;
  const useful = preview?.ok === true && preview.value.withdrawn + preview.value.reversed > 0;
  return (
    <Modal
      open
      width={480}
      title={over ? '已经撤回' : `撤回这次${kind}？`}
      mask={{ closable: false }}
      onCancel={onClose}
      footer={
        over ? (
          <Button type="primary" onClick={onClose}>
            知道了
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>不撤回</Button>
            <Button type="primary" loading={busy} disabled={!useful} onClick={() => void run()}>
              撤回
            </Button>
          </>
        )
      }
    >
      <p className="quiet">
        {unit}
        {unit === '' ? '' : '，'}
        {summary.fileLabel}：{summary.act === undefined ? `新增 ${count(summary.created)}，` : ''}改动{' '}
        {count(summary.changed)}。
      </p>
      {preview?.ok === false ? <Sentence tone="error">{preview.error.message}</Sentence> : null}
      {done?.ok === false ? <Sentence tone="error">{done.error.message}</Sentence> : null}
      {busy && step !== undefined ? (
        <p role="status">
          正在撤回，{count(step.done)} / {count(step.total)}。请不要关机；中途断了也不会只撤一半。
        </p>
      ) : over ? (
        <Words preview={done.value} word={word} past since={since} />
      ) : preview?.ok === true ? (
        <Words preview={preview.value} word={word} past={false} since={since} />
      ) : null}
    </Modal>
  );
}
