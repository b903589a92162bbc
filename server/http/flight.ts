import type { ServerLimits } from '../ports.ts';
import { refuse } from '../problems.ts';
import type { Refusal } from '../problems.ts';

/**
 * How many batches may be in work at once, per office and in this process (R41): one office's import must not stand in
 * the way of the others. A limit per process only; nothing depends on it being exact.
 */
export class Flight {
  private readonly offices = new Map<string, number>();
  private all = 0;

  private readonly limits: ServerLimits;

  constructor(limits: ServerLimits) {
    this.limits = limits;
  }

  get count(): number {
    return this.all;
  }

  async run<T>(office: string, work: () => Promise<T>): Promise<T | Refusal> {
    const own = this.offices.get(office) ?? 0;
    if (own >= this.limits.batchesInFlightPerOffice || this.all >= this.limits.batchesInFlight) {
      return refuse('tooMany', 1);
    }
    this.offices.set(office, own + 1);
    this.all += 1;
    try {
      return await work();
    } finally {
      this.all -= 1;
      const left = (this.offices.get(office) ?? 1) - 1;
      if (left === 0) this.offices.delete(office);
      else this.offices.set(office, left);
    }
  }
}
