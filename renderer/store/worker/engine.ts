import { SyncEngine } from '../../sync/engine.ts';
import { createFetchHttp } from '../../sync/fetchHttp.ts';
import type { ClockPort, SyncStore } from '../../sync/port.ts';
import { enrolDevice, previewCode } from '../../sync/enrolment.ts';
import type { EngineHandle, EnrolmentPort } from '../core/ports.ts';

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

/** What the province is asked before this PC has a place in it. */
export function enrolmentOver(host: 'electron' | 'browser'): EnrolmentPort {
  const ports = { http: createFetchHttp(), clock, host };
  return { preview: (text) => previewCode(ports, text), enrol: (request) => enrolDevice(ports, request) };
}

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
    history: (place) => engine.history(place),
    stop: () => Promise.race([engine.stop(), clock.sleep(stopPatienceMs)]),
  };
}
