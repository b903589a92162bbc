import { useEffect, useState } from 'react';
import type { RecordData, RecordDefinition } from '../../../domain/records/definition.ts';
import type { Result } from '../../../domain/result.ts';
import type { ManyPreview } from '../../store/actsPort.ts';
import { Sentence } from '../ui/Sentence.tsx';
import { count } from '../ui/words.ts';
import { useWorkspace } from '../ui/workspace.tsx';

/** Counted when the typing pauses, not at every key. */
const pause = 250;

interface FillPreviewProps {
  readonly definition: RecordDefinition;
  readonly ids: readonly string[];
  readonly fields: RecordData;
}

/** 整列填写 before it is done: how many get something new, how many get something else, and whom it leaves alone. */
export function FillPreview({ definition, ids, fields }: FillPreviewProps) {
  const { store } = useWorkspace();
  const [counted, setCounted] = useState<{ readonly of: string; readonly answer: Result<ManyPreview> }>();
  const { type, countWord: word } = definition;
  const key = JSON.stringify(fields);
  useEffect(() => {
    let current = true;
    const timer = setTimeout(() => {
      void store.setManyPreview({ type, ids, fields: JSON.parse(key) as RecordData }).then((answer) => {
        if (current) setCounted({ of: key, answer });
      });
    }, pause);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [store, type, ids, key]);
  const answer = counted?.of === key ? counted.answer : undefined;
  if (answer === undefined) return <p className="quiet">正在数……</p>;
  if (!answer.ok) return <Sentence tone="error">{answer.error.message}</Sentence>;
  const { fill, change, same, skipped } = answer.value;
  return (
    <p role="status" aria-label="将要填写">
      将新填 <b>{count(fill)}</b> {word}，将改动 <b>{count(change)}</b> {word}
      {same === 0 ? '' : `，已经一样的 ${count(same)} ${word}不动`}
      {skipped === 0 ? '' : `，填不了的 ${count(skipped)} ${word}不动，办完会列出来`}。
    </p>
  );
}
