/**
 * A worker that is ended says nothing: no error, no message, and whoever waits for its answer waits for ever. A lock is given back whatever ends its holder, so the one who waits for the lock hears of it.
 */
export interface Holding {
  readonly holding: string;
}

/** In the worker: holds the lock until the worker ends, and says so. */
export function holdAlive(name: string): void {
  void navigator.locks.request(name, () => {
    globalThis.postMessage({ holding: name } satisfies Holding);
    return new Promise<void>(() => undefined);
  });
}

/** With its starter: settles once the worker is gone, or when it never came up. */
export function goneOf(worker: Worker, name: string): Promise<void> {
  return new Promise((resolve) => {
    worker.addEventListener('error', () => {
      worker.terminate();
      resolve();
    });
    worker.addEventListener('message', ({ data }: MessageEvent<Partial<Holding> | undefined>) => {
      if (data?.holding !== name) return;
      void navigator.locks.request(name, () => {
        resolve();
      });
    });
  });
}
