import { goneOf } from './alive.ts';
import { openRemote } from './readers/remote.ts';
import type { OpenSheets } from './readers/port.ts';
import type { ReaderLine } from './readers/remote.ts';

function startReader(): ReaderLine {
  const worker = new Worker(new URL('./reader.worker.ts', import.meta.url), {
    type: 'module',
    name: 'reader',
  });
  const name = `reader ${crypto.randomUUID()}`;
  const lost = goneOf(worker, name);
  worker.postMessage({ hold: name });
  return {
    ask: (asked, transfer) => {
      worker.postMessage(asked, transfer);
    },
    lost,
    close: () => {
      worker.terminate();
    },
  };
}

/** Opens a file in a worker of its own, which ends with it. */
export const openInWorker: OpenSheets = (file, limits, password) =>
  openRemote(startReader(), file, limits, password);
