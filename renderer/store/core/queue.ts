/** One write after another: what a save computed from is still true when it is written (R16). */
export interface WriteQueue {
  run<T>(task: () => Promise<T>): Promise<T>;
  /** Resolves when everything queued so far has finished. */
  idle(): Promise<void>;
}

export function createWriteQueue(): WriteQueue {
  let tail: Promise<unknown> = Promise.resolve();
  return {
    run(task) {
      const next = tail.then(task, task);
      // A task that rejects is its caller's matter; the queue goes on.
      tail = next.then(
        () => undefined,
        () => undefined,
      );
      return next;
    },
    async idle() {
      await tail;
    },
  };
}
