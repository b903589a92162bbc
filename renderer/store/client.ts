import { proxy, transfer, wrap } from 'comlink';
import type { Remote } from 'comlink';
import type { Host } from '../host/host.ts';
import type { StoreEvent, StorePort } from './port.ts';
import type { HostBridge, PortMethod, StoreWorker, WorkerEvent } from './worker/bridge.ts';

interface Running {
  readonly worker: Worker;
  readonly remote: Remote<StoreWorker>;
  /** Resolves when the worker has the profile, or knows that it cannot have it. */
  readonly started: Promise<unknown>;
}

/**
 * The page's store: a worker that owns disk, keys and memory (R16). At lock the worker is ended, and its memory with
 * it, before anybody can unlock again (R54); the page keeps the same port.
 */
export async function openStore(host: Host): Promise<StorePort> {
  const listeners = new Set<(event: StoreEvent) => void>();
  const tell = (event: StoreEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const bridge: HostBridge = {
    readFile: (name) => host.readFile(name),
    writeFile: (name, bytes) => host.writeFile(name, bytes),
    deviceSecret: () => host.deviceSecret(),
    stagedDeviceSecret: () => host.stagedDeviceSecret(),
    rotateDeviceSecret: (step) => host.rotateDeviceSecret(step),
    freeBytes: () => host.freeBytes(),
  };

  function run(): Running {
    const worker = new Worker(new URL('./worker/store.worker.ts', import.meta.url), { type: 'module' });
    const remote = wrap<StoreWorker>(worker);
    const hear = (event: WorkerEvent): void => {
      if (running.worker !== worker) return;
      if (event.kind !== 'fault') tell(event);
      else replace('fault');
    };
    const facts = { kind: host.kind, appVersion: host.appVersion };
    return { worker, remote, started: remote.start(proxy(bridge), facts, proxy(hear)) };
  }

  function replace(reason: string): void {
    running.worker.terminate();
    running = run();
    tell({ kind: 'locked', reason });
  }

  let running = run();
  await running.started;
  // Ask that the browser does not clear the profile when the disk gets full; it may refuse, and the guard still stands.
  await navigator.storage.persist();

  const call = async (method: PortMethod, args: readonly unknown[]): Promise<unknown> => {
    const { remote, started } = running;
    await started;
    return remote.call(method, args);
  };
  const forwarded = new Proxy({} as Record<PortMethod, (...args: readonly unknown[]) => Promise<unknown>>, {
    get: (_target, name) =>
      // A promise's resolution asks every object for `then`.
      name === 'then' || typeof name !== 'string'
        ? undefined
        : (...args: readonly unknown[]) => call(name as PortMethod, args),
  });
  const own: Pick<StorePort, 'lock' | 'subscribe' | 'importPort'> = {
    async lock(reason) {
      await call('lock', [reason]);
      replace(reason);
    },
    async subscribe(listener) {
      listeners.add(listener);
    },
    importPort: () => {
      const { port1, port2 } = new MessageChannel();
      void running.remote.serveImport(transfer(port1, [port1]));
      return port2;
    },
  };
  return new Proxy(own as StorePort, {
    get: (target, name, receiver) =>
      name in target
        ? (Reflect.get(target, name, receiver) as unknown)
        : (Reflect.get(forwarded, name) as unknown),
  });
}
