import { expose } from 'comlink';
import { definitionOf } from '../../../domain/records/registry.ts';
import { defaultLimits } from './readers/port.ts';
import { ImportSession } from './session.ts';
import { registerStoreDoor } from './storeDoor.ts';

registerStoreDoor();

interface Opening {
  readonly type: string;
  readonly organisation: string;
  readonly organisationName?: string;
}

/**
 * Reading and judging happen here, encrypting and writing in the store worker (R26): the page only draws. One worker per
 * import; closing it frees the file and everything read from it. The first message says what is imported.
 */
globalThis.addEventListener(
  'message',
  (event: MessageEvent<Opening>) => {
    const { type, organisation, organisationName } = event.data;
    const definition = definitionOf(type);
    if (!definition) throw new Error(`unknown record type ${type}`);
    expose(new ImportSession(definition, organisation, defaultLimits, organisationName));
  },
  { once: true },
);
