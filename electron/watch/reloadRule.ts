/** Twice within this time is no accident any more: reloading on would only flicker. */
const soonMs = 60_000;

export interface ReloadRule {
  /** What to do about a page whose process ended, by Chromium's word for why it ended. */
  died(reason: string): 'nothing' | 'reload' | 'ask';
  /** Somebody decided to reload; the next end is measured from here. */
  reloaded(): void;
}

/** Whether a dead page comes back by itself or the clerk is asked. The clock must not jump when the PC's is set. */
export function reloadRule(nowMs: () => number): ReloadRule {
  let last: number | undefined;
  return {
    died(reason) {
      // A page that was closed properly ends like this.
      if (reason === 'clean-exit') return 'nothing';
      return last !== undefined && nowMs() - last < soonMs ? 'ask' : 'reload';
    },
    reloaded() {
      last = nowMs();
    },
  };
}
