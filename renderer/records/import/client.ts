import { proxy, wrap } from 'comlink';
import type { Remote } from 'comlink';
import { goneOf } from './alive.ts';
import type { Opening } from './import.worker.ts';
import type { ImportStore, Progress } from './run.ts';
import type { ImportSession } from './session.ts';
import type { StorePort } from '../../store/port.ts';
import { crossesBy, registerStoreDoor } from './storeDoor.ts';

registerStoreDoor();

export interface ImportHandle {
  /** Every method of ImportSession, answered by the worker. Wrap what it calls back with `storeFor` and `progressFor`. */
  readonly session: Remote<ImportSession>;
  /** Settles when the worker is gone: what was asked of it is never answered. */
  readonly gone: Promise<void>;
  /** Ends the worker; nothing that was not committed stays. */
  close(): void;
}

/**
 * Opens an import of one record type into one organisation's books, in a worker of its own. With the organisation's
 * name, new records are offered what follows from it (工作单位).
 */
export function openImport(type: string, organisation: string, organisationName?: string): ImportHandle {
  const worker = new Worker(new URL('./import.worker.ts', import.meta.url), {
    type: 'module',
    name: 'import',
  });
  const hold = `import ${crypto.randomUUID()}`;
  const gone = goneOf(worker, hold);
  const opening: Opening = {
    hold,
    type,
    organisation,
    ...(organisationName === undefined ? {} : { organisationName }),
  };
  worker.postMessage(opening);
  return {
    session: wrap<ImportSession>(worker),
    gone,
    close: () => {
      worker.terminate();
    },
  };
}

/** The store as an import worker may call it: only a port crosses, and the page sees none of the rows (issue 2: 100 ms). */
export function storeFor(store: ImportStore & Pick<StorePort, 'importPort'>): ImportStore {
  const calls: ImportStore = {
    readAll: (...args) => store.readAll(...args),
    importBegin: (...args) => store.importBegin(...args),
    importStage: (...args) => store.importStage(...args),
    importCommit: (...args) => store.importCommit(...args),
    importCancel: (...args) => store.importCancel(...args),
  };
  const { importPort } = store;
  return importPort ? crossesBy(calls, importPort) : calls;
}

export function progressFor(listener: Progress): Progress {
  return proxy(listener);
}
