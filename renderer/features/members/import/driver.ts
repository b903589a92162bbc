import type { Remote } from 'comlink';
import type { ImportSession } from '../../../records/import/session.ts';
import type { ImportHandle } from '../../../records/import/client.ts';

/** The session in its worker; every answer is a promise. */
export type Driver = Remote<ImportSession>;

/** Opens an import for a record type of one organisation. Tests hand in one without a worker. */
export type OpenImport = (type: string, organisation: string, organisationName?: string) => ImportHandle;

/** What runs longer than a second says how far it is, and can be stopped. */
export interface Busy {
  readonly words: string;
  readonly done: number;
  readonly total?: number;
}
