import { expose } from 'comlink';
import { definitionOf } from '../../../domain/records/registry.ts';
import { holdAlive } from '../import/alive.ts';
import { defaultLimits } from '../import/readers/port.ts';
import { openInWorker } from '../import/startReader.ts';
import { registerStoreDoor } from '../import/storeDoor.ts';
import { CompareSession } from './session.ts';

export interface CompareOpening {
  /** The lock by which the page knows that this worker lives. */
  readonly hold: string;
  readonly type: string;
  readonly organisation: string;
}

/** One worker per 三方核对, as for an import: the readers read, here is compared, the page only draws. */
globalThis.addEventListener(
  'message',
  (event: MessageEvent<CompareOpening>) => {
    const { hold, type, organisation } = event.data;
    const definition = definitionOf(type);
    if (!definition) throw new Error(`unknown record type ${type}`);
    registerStoreDoor(hold);
    expose(new CompareSession(definition, organisation, defaultLimits, openInWorker));
    holdAlive(hold);
  },
  { once: true },
);
