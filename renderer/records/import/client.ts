import { proxy, wrap } from 'comlink';
import type { Remote } from 'comlink';
import type { ImportStore, Progress } from './run.ts';
import type { ImportSession } from './session.ts';

export interface ImportHandle {
  /** Every method of ImportSession, answered by the worker. Wrap what it calls back with `storeFor` and `progressFor`. */
  readonly session: Remote<ImportSession>;
  /** Ends the worker; nothing that was not committed stays. */
  close(): void;
}

/** Opens an import of one record type into one organisation's books, in a worker of its own. */
export function openImport(type: string, organisation: string): ImportHandle {
  const worker = new Worker(new URL('./import.worker.ts', import.meta.url), {
    type: 'module',
    name: 'import',
  });
  worker.postMessage({ type, organisation });
  return {
    session: wrap<ImportSession>(worker),
    close: () => {
      worker.terminate();
    },
  };
}

/** The store as the worker may call it. */
export function storeFor(store: ImportStore): ImportStore {
  return proxy({
    readAll: (...args: Parameters<ImportStore['readAll']>) => store.readAll(...args),
    importBegin: (...args: Parameters<ImportStore['importBegin']>) => store.importBegin(...args),
    importStage: (...args: Parameters<ImportStore['importStage']>) => store.importStage(...args),
    importCommit: (...args: Parameters<ImportStore['importCommit']>) => store.importCommit(...args),
    importCancel: (...args: Parameters<ImportStore['importCancel']>) => store.importCancel(...args),
  });
}

export function progressFor(listener: Progress): Progress {
  return proxy(listener);
}
