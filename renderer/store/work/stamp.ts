import type { Actor } from './envelope.ts';

/** Who, when, and the device's counter: everything a change of an envelope needs from outside, so that it stays pure. */
export interface Stamp {
  readonly actor: Actor;
  /** ISO 8601, for words only; no order depends on it (R43). */
  readonly at: string;
  /** The next value of the device's counter; starts at 1, is never given twice, and is stored with the change (R3). */
  next(): number;
  /** The act this change belongs to (an import, a batch join). */
  readonly act?: string;
  /** Words for the history, when they are not the usual ones. */
  readonly what?: string;
}
