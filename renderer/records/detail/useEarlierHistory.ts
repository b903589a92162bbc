import { useEffect, useState } from 'react';
import type { HistoryReach } from '../../store/port.ts';
import { useStoreEvents } from '../ui/events.ts';
import { useWorkspace } from '../ui/workspace.tsx';

/** Who only leafs through asks nothing of the province. */
const leafing = 400;

/**
 * Has the lines fetched that only the province knows, once for each record that is opened, and again when the connection
 * comes back. Lines that came are told of by a notice, like everything that changes under an open file.
 */
export function useEarlierHistory(type: string, id: string | undefined): HistoryReach | undefined {
  const { store, events } = useWorkspace();
  const [found, setFound] = useState<{ readonly of: string; readonly reach: HistoryReach }>();
  const [turn, setTurn] = useState(0);
  const key = `${type}/${id ?? ''}`;
  const reach = found?.of === key ? found.reach : undefined;
  useEffect(() => {
    if (id === undefined) return undefined;
    let current = true;
    const timer = setTimeout(() => {
      void store.earlierHistory(type, id).then((answer) => {
        if (current) setFound({ of: key, reach: answer });
      });
    }, leafing);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [store, type, id, key, turn]);
  useStoreEvents(events, (event) => {
    if (event.kind === 'sync' && event.summary.online && reach === 'offline') setTurn((n) => n + 1);
  });
  return reach;
}
