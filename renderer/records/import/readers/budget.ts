import { ReadStop } from './port.ts';
import type { ReadLimits } from './port.ts';

/** What one reading may still cost. Every loop over a stranger's bytes pays here, so none can run for ever. */
export class Budget {
  private unpacked = 0;
  private cells = 0;
  private readonly deadline: number;

  readonly limits: ReadLimits;
  private readonly signal: AbortSignal | undefined;

  constructor(limits: ReadLimits, signal?: AbortSignal) {
    this.limits = limits;
    this.signal = signal;
    this.deadline = performance.now() + limits.milliseconds;
  }

  payBytes(count: number): void {
    this.unpacked += count;
    if (this.unpacked > this.limits.unpackedBytes)
      throw new ReadStop('tooLarge', { unpacked: this.unpacked });
    this.checkTime();
  }

  payCells(count: number): void {
    this.cells += count;
    if (this.cells > this.limits.cells) throw new ReadStop('tooLarge', { cells: this.cells });
  }

  checkTime(): void {
    if (this.signal?.aborted === true) throw new ReadStop('cancelled');
    if (performance.now() > this.deadline) throw new ReadStop('tooLong');
  }
}
