import type { ClockPort } from './port.ts';

const first = 1000;
/** Nobody waits longer than this for the next try, whatever the clock says meanwhile. */
export const longestBackoff = 5 * 60_000;

/** Half of every wait is by chance: a county's PCs that lost the server together do not come back together. */
export function backoffMs(failures: number, random: number): number {
  const ceiling = Math.min(longestBackoff, first * 2 ** Math.min(failures, 12));
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}

/** Failures of one lane and when it is tried again. One lane's trouble never blocks another. */
export class Patience {
  private failures = 0;
  private notBefore = 0;
  private readonly clock: ClockPort;

  constructor(clock: ClockPort) {
    this.clock = clock;
  }

  isDue(): boolean {
    const left = this.notBefore - this.clock.now();
    // A clock set back by years must not stop a lane for years.
    return left <= 0 || left > 4 * longestBackoff;
  }

  succeeded(): void {
    this.failures = 0;
    this.notBefore = 0;
  }

  failed(atLeastMs = 0): number {
    this.failures += 1;
    const ms = Math.max(atLeastMs, backoffMs(this.failures, this.clock.random()));
    this.notBefore = this.clock.now() + ms;
    return ms;
  }
}
