import type { StoreEvent } from '../port.ts';
import type { ActWatch } from './batchActs.ts';

/** Acts that the page asked to stop, until they are over. */
export interface Stops {
  /** Runs an act under its id; its watch tells the page how far it is. */
  during<T>(
    actId: string,
    emit: (event: StoreEvent) => void,
    act: (watch: ActWatch) => Promise<T>,
  ): Promise<T>;
  stop(actId: string): void;
}

export function createStops(): Stops {
  const running = new Map<string, { stopped: boolean }>();
  return {
    async during(actId, emit, act) {
      const state = { stopped: false };
      running.set(actId, state);
      try {
        return await act(async (done, total) => {
          emit({ kind: 'progress', task: 'act', done, total });
          // A real pause: the call to stop lies in the worker's messages, which nothing awaited without one lets in.
          await new Promise((resume) => {
            setTimeout(resume);
          });
          return !state.stopped;
        });
      } finally {
        running.delete(actId);
      }
    },
    stop(actId) {
      const state = running.get(actId);
      if (state !== undefined) state.stopped = true;
    },
  };
}
