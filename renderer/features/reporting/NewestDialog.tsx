import { Button, Modal } from 'antd';
import { useState } from 'react';
import type { Result } from '../../../domain/result.ts';
import type { BatchOutcome, SettledMany } from '../../store/actsPort.ts';
import { Sentence } from '../../records/ui/Sentence.tsx';
import { count } from '../../records/ui/words.ts';
import { useWorkspace } from '../../records/ui/workspace.tsx';
import { NewestPreview } from './NewestPreview.tsx';
import type { NewestColumn } from './newest.ts';

interface NewestDialogProps {
  readonly column: NewestColumn;
  readonly onClose: () => void;
}

function Skipped({ outcome, word }: { readonly outcome: BatchOutcome; readonly word: string }) {
  if (outcome.skipped.length === 0) return null;
  return (
    <div className="act-outcome">
      <p>
        另有 {count(outcome.skipped.length)} {word}没有办，原样没动：
      </p>
      <ul>
        {outcome.skipped.slice(0, 200).map((item) => (
          <li key={item.id}>
            <b>{item.title}</b> {item.message}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** First the preview, then the act, then who was done; 全部改回来 stands there as long as the dialog does. */
export function NewestDialog({ column, onClose }: NewestDialogProps) {
  const { store } = useWorkspace();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const [settled, setSettled] = useState<SettledMany>();
  const [returned, setReturned] = useState<BatchOutcome>();
  const { definition, field, choices } = column;
  const label = definition.fields[field]?.label ?? '一栏';
  const word = definition.countWord;
  const of = { type: definition.type, field };

  const run = async <T,>(task: Promise<Result<T>>, done: (value: T) => void): Promise<void> => {
    setBusy(true);
    const answer = await task;
    setBusy(false);
    setTrouble(answer.ok ? undefined : answer.error.message);
    if (answer.ok) done(answer.value);
  };
  const settle = (): Promise<void> =>
    run(
      store.settleMany({
        ...of,
        choices: choices.map(({ id, conflictId, version, newest }) => ({
          id,
          conflictId,
          version,
          value: newest.value,
        })),
      }),
      setSettled,
    );
  const takeBack = (changes: SettledMany['changes']): Promise<void> =>
    run(store.takeBackMany({ ...of, changes }), setReturned);

  return (
    <Modal
      open
      width={settled === undefined ? 800 : 560}
      title={`${label}：${count(choices.length)} ${word}全部采用较新的？`}
      onCancel={onClose}
      mask={{ closable: false }}
      footer={
        settled === undefined ? (
          <>
            <Button onClick={onClose}>先不办</Button>
            <Button type="primary" loading={busy} onClick={() => void settle()}>
              按较新的办 {count(choices.length)} {word}
            </Button>
          </>
        ) : (
          <>
            {returned === undefined && settled.changes.length > 0 ? (
              <Button loading={busy} onClick={() => void takeBack(settled.changes)}>
                全部改回来
              </Button>
            ) : null}
            <Button type="primary" onClick={onClose}>
              知道了
            </Button>
          </>
        )
      }
    >
      {trouble === undefined ? null : <Sentence tone="error">{trouble}</Sentence>}
      {settled === undefined ? <NewestPreview column={column} /> : null}
      {settled !== undefined && returned === undefined ? (
        <>
          <p role="status">
            {label}已办 {count(settled.changed)} {word}，已保存在本机。没有选的那一边留在各份的变更记录里。
          </p>
          <Skipped outcome={settled} word={word} />
        </>
      ) : null}
      {returned === undefined ? null : (
        <>
          <p role="status">
            {label}已改回来 {count(returned.changed)} {word}，是核对以前的内容；变更记录里都留着。
          </p>
          <Skipped outcome={returned} word={word} />
        </>
      )}
    </Modal>
  );
}
