import { transferHandlers, wrap } from 'comlink';
import type { Holding } from './alive.ts';
import type { ImportStore } from './run.ts';

const openers = new WeakMap<ImportStore, () => MessagePort>();

/**
 * The stores a worker was handed, held until it ends. comlink closes the port of a proxy that nobody holds any more, be
 * its last answer on the way or not: a committed import once stood at 正在写入 for ever, because the call that
 * commits is the last thing its worker does with the store.
 */
const held = new Set<ImportStore>();

/** Says how a port to this store is opened when the store is handed to an import worker. */
export function crossesBy(store: ImportStore, open: () => MessagePort): ImportStore {
  openers.set(store, open);
  return store;
}

/**
 * Both sides must know how a store crosses: the page turns it into a port, the import worker the port into a store. The
 * worker names the lock by which the store hears when it is gone; a port says nothing of a worker that was ended.
 */
export function registerStoreDoor(hold?: string): void {
  transferHandlers.set('importStore', {
    canHandle: (value: unknown): value is ImportStore =>
      typeof value === 'object' && value !== null && openers.has(value as ImportStore),
    serialize(value: ImportStore) {
      const port = openers.get(value)?.();
      if (!port) throw new Error('this store has no port for a worker');
      return [port, [port]];
    },
    deserialize(port: MessagePort) {
      if (hold !== undefined) port.postMessage({ holding: hold } satisfies Holding);
      const store = wrap<ImportStore>(port);
      held.add(store);
      return store;
    },
  });
}
