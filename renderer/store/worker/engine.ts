import { SyncEngine } from '../../sync/engine.ts';
import { createFetchHttp } from '../../sync/fetchHttp.ts';
import type { ClockPort, SyncStore } from '../../sync/port.ts';
import type { EngineHandle } from '../core/ports.ts';

const clock: ClockPort = {
  now: () => Date.now(),
  sleep: (ms) =>
    new Promise((resolve) => {
      setTimeout(resolve, ms);
    }),
  random: () => Math.random(),
};

/** A lock must not wait for a slow network; whatever is under way is stored, and the worker ends right after. */
const stopPatienceMs = 1_500;

/** The engine of one user's session. */
export function runEngine(store: SyncStore, changed: () => void): EngineHandle {
  const engine = new SyncEngine({ store, http: createFetchHttp(), clock, changed });
  engine.start();
  return {
    summary: () => engine.summary(),
    nudge: () => {
      engine.nudge();
    },
    syncNow: () => engine.syncNow(),
    stop: () => Promise.race([engine.stop(), clock.sleep(stopPatienceMs)]),
  };
}
