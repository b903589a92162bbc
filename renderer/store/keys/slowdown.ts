/**
 * Wrong passphrases are slowed down. This protects against the person at the keyboard only (R53): who holds the disk
 * counts nothing. Five tries, then 5 minutes; each further wrong one waits longer.
 */
export const triesBeforeWait = 5;
const waits = [5, 15, 30, 60].map((minutes) => minutes * 60_000);

export interface Tries {
  /** Wrong passphrases since the last right one. */
  readonly wrong: number;
  /** Clock of this PC at the last wrong one; trusted only forwards. */
  readonly since: number;
}

export const noTries: Tries = { wrong: 0, since: 0 };

/** The wait that `wrong` wrong passphrases cost, in milliseconds. */
export function waitAfter(wrong: number): number {
  if (wrong < triesBeforeWait) return 0;
  return waits[Math.min(wrong - triesBeforeWait, waits.length - 1)] ?? 0;
}

/** A clock set back must not lock anybody out for years: the wait then starts again from now, once. */
export function rebased(tries: Tries, now: number): Tries {
  return now < tries.since ? { ...tries, since: now } : tries;
}

/** Milliseconds still to wait. */
export function remaining(tries: Tries, now: number): number {
  return Math.max(0, waitAfter(tries.wrong) - Math.max(0, now - tries.since));
}

/** What the next sentence says: tries left before a wait, and how long that wait is (or is now). */
export function outlook(tries: Tries): { readonly triesLeft: number; readonly waitMs: number } {
  const triesLeft = Math.max(0, triesBeforeWait - tries.wrong);
  return { triesLeft, waitMs: waitAfter(Math.max(tries.wrong, triesBeforeWait)) };
}
