import { useEffect, useRef, useState } from 'react';
import { useBlocker } from 'react-router';
import { UnkeptDialog } from '../ui/UnkeptDialog.tsx';
import type { Draft } from './useDraft.ts';

/** Nobody leaves a form before its draft is put away; when that cannot be done, the clerk decides. */
export function LeaveGuard({ draft }: { readonly draft: Draft }) {
  const { now } = draft;
  const blocker = useBlocker(draft.isWaiting);
  const [unkept, setUnkept] = useState(false);
  const latest = useRef(blocker);
  useEffect(() => {
    latest.current = blocker;
  });
  const { state } = blocker;
  useEffect(() => {
    if (state !== 'blocked') return;
    let current = true;
    void now().then((kept) => {
      if (!current) return;
      if (kept) latest.current.proceed?.();
      else setUnkept(true);
    });
    return () => {
      current = false;
    };
  }, [state, now]);
  if (!unkept || blocker.state !== 'blocked') return null;
  return (
    <UnkeptDialog
      act="离开"
      onStay={() => {
        setUnkept(false);
        blocker.reset();
      }}
      onGoOn={() => {
        draft.drop();
        blocker.proceed();
      }}
    />
  );
}
