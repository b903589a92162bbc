import { useEffect, useState } from 'react';
import { useStoreEvents } from '../../records/ui/events.ts';
import { count } from '../../records/ui/words.ts';
import { useWorkspace } from '../../records/ui/workspace.tsx';

interface Running {
  readonly done: number;
  readonly total: number;
}

/** First load of an office's records: how far it is, while everything else can already be used. */
export function ProgressStrip() {
  const { events } = useWorkspace();
  const [running, setRunning] = useState<Running>();
  useStoreEvents(events, (event) => {
    if (event.kind !== 'progress' || event.task !== 'snapshot') return;
    // A load of one page is over before it can be read; its strip would only push the screen down and up again.
    setRunning((old) => (event.total === 0 || old !== undefined ? event : old));
  });
  const finished = running !== undefined && running.total > 0 && running.done >= running.total;
  useEffect(() => {
    if (!finished) return undefined;
    const timer = setTimeout(() => {
      setRunning(undefined);
    }, 2000);
    return () => {
      clearTimeout(timer);
    };
  }, [finished]);
  if (running === undefined) return null;
  return (
    <div className="sentence" role="status">
      <span>
        {finished ? '本单位资料装好了，共' : '正在装入本单位资料，已装'} {count(running.done)} 条
      </span>
      {finished ? null : <span className="quiet">可以先做别的</span>}
    </div>
  );
}
