import { Button, Progress } from 'antd';
import { useEffect, useState } from 'react';
import { count } from '../../../records/ui/words.ts';
import type { Busy } from './driver.ts';

/** Under a third of a second nothing; then what is being done; a count and 取消 for what takes longer. */
export function BusyStrip({ busy, onStop }: { readonly busy: Busy; readonly onStop: () => void }) {
  const [age, setAge] = useState(0);
  useEffect(() => {
    const began = performance.now();
    const timer = setInterval(() => {
      setAge(performance.now() - began);
    }, 300);
    return () => {
      clearInterval(timer);
    };
  }, []);
  if (age < 300) return null;
  return (
    <div className="sentence" role="status">
      <span>
        {busy.words} {busy.done === 0 ? '' : count(busy.done)}
        {busy.total === undefined ? '' : ` / ${count(busy.total)}`}
      </span>
      {busy.total === undefined ? (
        <span className="grow" />
      ) : (
        <Progress
          className="grow"
          aria-label="进度"
          showInfo={false}
          percent={busy.total === 0 ? 100 : (busy.done / busy.total) * 100}
        />
      )}
      {age > 10_000 ? <span className="quiet">可以等一会儿再来看</span> : null}
      <Button size="small" onClick={onStop}>
        取消
      </Button>
    </div>
  );
}
