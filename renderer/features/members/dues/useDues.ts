import { useCallback, useEffect, useRef, useState } from 'react';
import { useStoreEvents } from '../../../records/ui/events.ts';
import { useWorkspace } from '../../../records/ui/workspace.tsx';
import type { DuesHandle } from './work/client.ts';
import { openDues } from './work/client.ts';
import type { DuesFigures } from './work/ledger.ts';

/** Notices come in bursts while the province is read: the books are joined again when they pause. */
const pause = 400;

export interface LoadedDues {
  readonly handle: DuesHandle;
  readonly figures: DuesFigures & { readonly doubled: number };
  /** Rises with every reading of the books. */
  readonly turn: number;
}

/** The dues of an organisation for a month, read again when members or dues change. */
export function useDues(
  organisation: string,
  month: string,
): { readonly loaded: LoadedDues | undefined; readonly lost: boolean } {
  const { store, events } = useWorkspace();
  const [handle, setHandle] = useState<DuesHandle>();
  const [loaded, setLoaded] = useState<LoadedDues>();
  const [lost, setLost] = useState(false);
  const turn = useRef(0);
  useEffect(() => {
    let current = true;
    let opened: DuesHandle | undefined;
    void openDues(organisation, store).then((next) => {
      if (!current) {
        next.close();
        return;
      }
      opened = next;
      setLoaded(undefined);
      setHandle(next);
      void next.gone.then(() => {
        if (current) setLost(true);
      });
    });
    return () => {
      current = false;
      opened?.close();
    };
  }, [organisation, store]);
  const load = useCallback(async (): Promise<void> => {
    if (handle === undefined) return;
    turn.current += 1;
    const asked = turn.current;
    const figures = await handle.ledger.load(handle.store, month);
    // A later question has been asked meanwhile; its answer is the one that counts.
    if (asked === turn.current) setLoaded({ handle, figures, turn: asked });
  }, [handle, month]);
  useEffect(() => {
    void load();
  }, [load]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useStoreEvents(events, (event) => {
    if (event.kind !== 'records' || (event.type !== 'member' && event.type !== 'duesYear')) return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void load(), pause);
  });
  useEffect(
    () => () => {
      clearTimeout(timer.current);
    },
    [],
  );
  return { loaded, lost };
}
