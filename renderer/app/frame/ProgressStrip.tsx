import { Progress } from 'antd';
import { useEffect, useState } from 'react';
import { useStoreEvents } from '../../records/ui/events.ts';
import { count } from '../../records/ui/words.ts';
import { useWorkspace } from '../../records/ui/workspace.tsx';

interface Running {
  readonly task: string;
  readonly done: number;
  readonly total: number;
}

const words: Readonly<Record<string, string>> = {
  seed: '正在装入本单位数据',
  snapshot: '正在装入本单位数据',
};

/** First load of an office's records: how far it is, while everything else can already be used. */
export function ProgressStrip() {
  const { events } = useWorkspace();
  const [running, setRunning] = useState<Running>();
  useStoreEvents(events, (event) => {
    if (event.kind === 'progress' && words[event.task] !== undefined) setRunning(event);
  });
  const finished = running !== undefined && running.done >= running.total;
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
        {finished ? '本单位数据装好了' : words[running.task]}，{count(running.done)} / {count(running.total)}
      </span>
      <Progress
        className="grow"
        aria-label="装入进度"
        showInfo={false}
        percent={running.total === 0 ? 0 : (running.done / running.total) * 100}
      />
      {finished ? null : <span className="quiet">可以先做别的</span>}
    </div>
  );
}
