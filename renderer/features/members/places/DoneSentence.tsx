import { Button } from 'antd';
import { useState } from 'react';
import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import type { Result } from '../../../../domain/result.ts';
import { Sentence } from '../../../records/ui/Sentence.tsx';
import { count } from '../../../records/ui/words.ts';
import { useWorkspace } from '../../../records/ui/workspace.tsx';
import type { BatchOutcome } from '../../../store/actsPort.ts';
import type { PlaceDone } from './PlaceDialog.tsx';

interface DoneSentenceProps {
  readonly definition: RecordDefinition;
  readonly done: PlaceDone;
  readonly onOver: () => void;
}

/** What was done, with the way back beside it for as long as the screen stands. */
export function DoneSentence({ definition, done, onOver }: DoneSentenceProps) {
  const { store } = useWorkspace();
  const [busy, setBusy] = useState(false);
  const [back, setBack] = useState<Result<BatchOutcome>>();
  const { field, from, to, word, moved } = done;
  const unitWord = definition.countWord;
  const takeBack = async (): Promise<void> => {
    setBusy(true);
    const label = `改回${word}以前的`;
    setBack(await store.takeBackMany({ type: definition.type, field, changes: moved.changes, label }));
    setBusy(false);
  };
  const over = (
    <Button type="link" size="small" onClick={onOver}>
      收起
    </Button>
  );
  if (back?.ok === true) {
    const left = back.value.skipped.length;
    return (
      <Sentence tone="ok" action={over}>
        已改回来 {count(back.value.changed)} {unitWord}。
        {left === 0 ? '' : `另有 ${count(left)} ${unitWord}后来又改过，没有动。`}变更记录里都留着。
      </Sentence>
    );
  }
  return (
    <>
      {back?.ok === false ? <Sentence tone="error">{back.error.message}</Sentence> : null}
      <Sentence
        tone="ok"
        action={
          <>
            <Button size="small" loading={busy} onClick={() => void takeBack()}>
              全部改回来
            </Button>
            {over}
          </>
        }
      >
        刚才{word} {count(moved.changed)} {unitWord}：{from} → {to}，已保存在本机。
      </Sentence>
    </>
  );
}
