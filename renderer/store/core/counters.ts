import { unitFormat } from '../units/codec.ts';

/**
 * The manifest of this profile (R25), rewritten in every transaction and expected unchanged by the next one: a second
 * writer, or a disk that went back in time under a running worker, is refused by the disk itself.
 */
export interface Counters {
  /** How this profile's units are written; absent before there was a second way. */
  readonly format?: number;
  /** Random; also in a host file outside the profile: a difference means restored or cloned (R3). */
  readonly incarnation: string;
  /** Last counter given to an operation of this incarnation (R3). */
  readonly n: number;
  /** Sequence and hash of the last sealed batch of this incarnation. */
  readonly seq: number;
  readonly previous: string | null;
  /** Newest generation written. */
  readonly gen: number;
  /** Entries in the table of index segments: fewer on the disk means that some are lost. */
  readonly units: number;
  /** Operations of restricted compartments that wait for an entitled user's session (R11): a count, nothing more. */
  readonly waiting: Readonly<Record<string, number>>;
  /** The server is asked what it has of this device before anything is sent (R3). */
  readonly reconcile?: boolean;
}

export function freshCounters(incarnation: string): Counters {
  return { format: unitFormat, incarnation, n: 0, seq: 0, previous: null, gen: 0, units: 0, waiting: {} };
}

/** Counters of one write, kept only when its transaction completes. */
export interface CounterDraft {
  readonly current: Counters;
  nextN(): number;
  nextGen(): number;
  set(change: Partial<Counters>): void;
}

export function draftCounters(from: Counters): CounterDraft {
  // Two numbers that rise per record of an import are kept apart, so that 100,000 of them copy nothing.
  let { n, gen } = from;
  let base = from;
  return {
    get current() {
      if (n !== base.n || gen !== base.gen) base = { ...base, n, gen };
      return base;
    },
    nextN() {
      n += 1;
      return n;
    },
    nextGen() {
      gen += 1;
      return gen;
    },
    set(change) {
      base = { ...base, n, gen, ...change };
      ({ n, gen } = base);
    },
  };
}
