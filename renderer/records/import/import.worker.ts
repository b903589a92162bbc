import { expose } from 'comlink';
import { definitionOf } from '../../../domain/records/registry.ts';
import { holdAlive } from './alive.ts';
import { defaultLimits } from './readers/port.ts';
import { ImportSession } from './session.ts';
import { openInWorker } from './startReader.ts';
import { registerStoreDoor } from './storeDoor.ts';

export interface Opening {
  /** The lock by which the page knows that this worker lives. */
  readonly hold: string;
  readonly type: string;
  readonly organisation: string;
  readonly organisationName?: string;
}

/**
 * A pipeline of three (R26): a reader of its own reads, here is judged, the store worker encrypts and writes; the page
 * only draws. One worker per import; closing it ends the reader too and frees everything read. The first message says
 * what is imported.
 */
globalThis.addEventListener(
  'message',
  (event: MessageEvent<Opening>) => {
    const { hold, type, organisation, organisationName } = event.data;
    const definition = definitionOf(type);
    if (!definition) throw new Error(`unknown record type ${type}`);
    registerStoreDoor(hold);
    expose(new ImportSession(definition, organisation, defaultLimits, organisationName, openInWorker));
    holdAlive(hold);
  },
  { once: true },
);
