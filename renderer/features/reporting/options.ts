import type { Attribution, Conflict } from '../../../domain/protocol/record.ts';
import type { FieldValue } from '../../../domain/records/definition.ts';

/** One of the values a clerk chooses between. */
export interface Option {
  readonly key: string;
  readonly value: FieldValue;
  readonly by: Attribution;
  readonly newer: boolean;
}

/** What the two columns of a conflict hold. `mine` is first when exactly one side is this user's. */
export interface Sides {
  readonly first: readonly Option[];
  readonly second: readonly Option[];
  readonly firstIsMine: boolean;
}

/** Clocks of two PCs are never quite alike. */
const toleratedMs = 5 * 60_000;

/**
 * Sorts the province's value and its rivals into two columns. `now` is this PC's clock, absent when it is known to be
 * wrong. A time that has not come yet was written by a wrong clock: then nothing is called newer, or a clock ten years
 * ahead would win every 全部采用较新的 (R43).
 */
export function sidesOf(conflict: Conflict, user: string, now: number | undefined): Sides {
  const all = [{ value: conflict.serverValue, by: conflict.serverBy }, ...conflict.candidates];
  const comparable =
    now !== undefined && all.every((option) => Date.parse(option.by.at) <= now + toleratedMs);
  const latest = all.reduce((newest, option) => (option.by.at > newest ? option.by.at : newest), '');
  const options = all.map((option, index): Option => ({
    ...option,
    key: `${conflict.conflictId}-${index}`,
    newer: comparable && option.by.at === latest,
  }));
  const mine = options.filter((option) => option.by.user === user);
  if (mine.length > 0 && mine.length < options.length) {
    return { first: mine, second: options.filter((option) => option.by.user !== user), firstIsMine: true };
  }
  // One person at two PCs: neither side is “the other's”.
  return {
    first: options.slice(1, 2),
    second: [...options.slice(0, 1), ...options.slice(2)],
    firstIsMine: false,
  };
}

/** The newest value of each conflict, for 全部采用较新的. */
export function newestOf(
  conflicts: readonly Conflict[],
  user: string,
  now: number | undefined,
): ReadonlyMap<string, Option> {
  const chosen = new Map<string, Option>();
  for (const conflict of conflicts) {
    const { first, second } = sidesOf(conflict, user, now);
    const newest = [...first, ...second].find((option) => option.newer);
    if (newest !== undefined) chosen.set(conflict.conflictId, newest);
  }
  return chosen;
}
