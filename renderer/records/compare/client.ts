import { wrap } from 'comlink';
import type { Remote } from 'comlink';
import { goneOf } from '../import/alive.ts';
import { registerStoreDoor } from '../import/storeDoor.ts';
import type { CompareOpening } from './compare.worker.ts';
import type { CompareSession } from './session.ts';

registerStoreDoor();

/** The session in its worker; every answer is a promise. */
export type CompareDriver = Remote<CompareSession>;

export interface CompareHandle {
  readonly session: CompareDriver;
  /** Settles when the worker is gone: what was asked of it is never answered. */
  readonly gone: Promise<void>;
  close(): void;
}

/** Opens a 三方核对 of one record type in one organisation's books. Tests hand in one without a worker. */
export type OpenCompare = (type: string, organisation: string) => CompareHandle;

export const openCompare: OpenCompare = (type, organisation) => {
  const worker = new Worker(new URL('./compare.worker.ts', import.meta.url), {
    type: 'module',
    name: 'compare',
  });
  const hold = `compare ${crypto.randomUUID()}`;
  const gone = goneOf(worker, hold);
  const opening: CompareOpening = { hold, type, organisation };
  worker.postMessage(opening);
  return {
    session: wrap<CompareSession>(worker),
    gone,
    close: () => {
      worker.terminate();
    },
  };
};
