import type { StoreCore } from '../core/createStore.ts';

const pause = { busy: 4, idle: 1_000 } as const;

/** Background work in short steps between the page's questions, for as long as this worker lives. */
export function runBackground(core: StoreCore, faulted: (error: unknown) => void): void {
  const next = (worked: boolean): void => {
    setTimeout(
      () => {
        core.maintain().then(next, faulted);
      },
      worked ? pause.busy : pause.idle,
    );
  };
  next(true);
}
