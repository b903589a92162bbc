import { Button } from 'antd';
import { useState } from 'react';
import type { ImportSummary } from '../../../store/port.ts';
import { Sentence } from '../../../records/ui/Sentence.tsx';
import { count, whenInWords } from '../../../records/ui/words.ts';
import { useWorkspace } from '../../../records/ui/workspace.tsx';

interface UndoneCellProps {
  readonly summary: ImportSummary;
  readonly countWord: string;
}

/** An import that was taken back, and the way to have it again: an undo is an act like any other (R18). */
export function UndoneCell({ summary, countWord }: UndoneCellProps) {
  const { store } = useWorkspace();
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<{ readonly tone: 'ok' | 'error'; readonly words: string }>();
  const restore = async (): Promise<void> => {
    setBusy(true);
    const answer = await store.restoreImport(summary.importId);
    setBusy(false);
    setSaid(
      answer.ok
        ? { tone: 'ok', words: `放回来了 ${count(answer.value.reversed)} ${countWord}。` }
        : { tone: 'error', words: answer.error.message },
    );
  };
  const offered = summary.restoreUntil !== undefined && summary.restoreUntil > new Date().toISOString();
  return (
    <>
      <span className="quiet">{whenInWords(summary.undoneAt ?? '')} 已撤回</span>{' '}
      {offered && said?.tone !== 'ok' ? (
        <Button size="small" loading={busy} onClick={() => void restore()}>
          {summary.act === undefined ? '恢复这次导入' : '恢复这次办理'}
        </Button>
      ) : null}
      {said === undefined ? null : <Sentence tone={said.tone}>{said.words}</Sentence>}
    </>
  );
}
