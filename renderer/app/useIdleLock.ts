import { useEffect } from 'react';
import { defaultIdleMinutes, idleMinutesKey } from '../features/settings/idle.ts';
import type { Host } from '../host/host.ts';
import type { StorePort } from '../store/port.ts';

const every = 15_000;

/** Locks when nobody has touched the PC for a while, and when it sleeps. */
export function useIdleLock(
  host: Host,
  store: Pick<StorePort, 'readSetting'>,
  lock: (reason: 'idle' | 'sleep') => Promise<void>,
): void {
  useEffect(() => {
    const check = async (): Promise<void> => {
      const minutes = Number((await store.readSetting(idleMinutesKey)) ?? defaultIdleMinutes);
      if (
        (await host.idleSeconds()) >=
        (Number.isFinite(minutes) && minutes > 0 ? minutes : defaultIdleMinutes) * 60
      )
        await lock('idle');
    };
    const timer = setInterval(() => void check(), every);
    const unsubscribe = host.onLockRequest(() => void lock('sleep'));
    return () => {
      clearInterval(timer);
      unsubscribe();
    };
  }, [host, store, lock]);
}
