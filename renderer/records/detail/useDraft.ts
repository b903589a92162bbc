import { useCallback, useEffect, useRef, useState } from 'react';
import type { RecordData } from '../../../domain/records/definition.ts';
import { useWorkspace } from '../ui/workspace.tsx';

const pause = 1200;

export interface Draft {
  /** When the last draft was put away, or why it could not be. */
  readonly at: string | undefined;
  readonly trouble: string | undefined;
  /** Puts the draft away soon; `undefined` = nothing unsaved. */
  later(data: RecordData | undefined): void;
  /** Puts it away now; whether nothing is left that is only on the screen. */
  now(this: void): Promise<boolean>;
  /** Whether something is only on the screen. */
  isWaiting(this: void): boolean;
  /** Gives up what is only on the screen; a draft that was put away before stays. */
  drop(this: void): void;
  /** The work is saved or given up: no draft remains. */
  clear(): Promise<void>;
}

/** 暂存: what is typed survives a closed window, a lock and a power cut; nobody but this office's PC sees it. */
export function useDraft(type: string, id: string, found: string | undefined): Draft {
  const { store, beforeLock } = useWorkspace();
  const [at, setAt] = useState(found);
  const [trouble, setTrouble] = useState<string>();
  const waiting = useRef<{ data: RecordData } | undefined>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const put = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current);
    const work = waiting.current;
    if (work === undefined) return true;
    const saved = await store.saveDraft({ type, id, data: work.data });
    setTrouble(saved.ok ? undefined : saved.error.message);
    if (!saved.ok) return false;
    // What was not taken still waits: the lock has to know of it.
    if (waiting.current === work) waiting.current = undefined;
    setAt(new Date().toISOString());
    return true;
  }, [store, type, id]);

  useEffect(() => beforeLock(put), [beforeLock, put]);
  useEffect(
    () => () => {
      void put();
    },
    [put],
  );
  const later = useCallback(
    (data: RecordData | undefined) => {
      clearTimeout(timer.current);
      waiting.current = data === undefined ? undefined : { data };
      if (data !== undefined) timer.current = setTimeout(() => void put(), pause);
    },
    [put],
  );
  const isWaiting = useCallback(() => waiting.current !== undefined, []);
  const drop = useCallback(() => {
    clearTimeout(timer.current);
    waiting.current = undefined;
  }, []);
  const clear = useCallback(async () => {
    drop();
    setAt(undefined);
    await store.saveDraft({ type, id, data: {} });
  }, [store, type, id, drop]);
  return { at, trouble, later, now: put, isWaiting, drop, clear };
}
