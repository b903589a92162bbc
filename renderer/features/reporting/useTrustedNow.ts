import { useState } from 'react';
import { useLoaded } from '../../records/ui/useLoaded.ts';
import { useWorkspace } from '../../records/ui/workspace.tsx';

/**
 * This PC's clock when the screen was opened, by which 较新 is judged; undefined while nothing is known of it and when
 * the province has said that it is wrong (R43).
 */
export function useTrustedNow(): { readonly now: number | undefined; readonly known: boolean } {
  const { store } = useWorkspace();
  const [sync] = useLoaded(() => store.syncSummary());
  const [opened] = useState(() => Date.now());
  const known = sync !== undefined;
  return { now: !known || sync.wrongClock === true ? undefined : opened, known };
}
