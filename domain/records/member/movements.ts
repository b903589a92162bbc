import type { RecordData, RecordDefinition } from '../definition.ts';
import { membershipTimeline, stateOn } from './timeline.ts';
import type { Move } from './timeline.ts';

/** Columns of the movement report (K28). 恢复 is a kept membership that is active again. */
export type MovementKind = '入会' | '转入' | '恢复' | '转出' | '保留' | '退会' | '死亡';

const kinds: Readonly<Record<string, MovementKind>> = {
  join: '入会',
  transferIn: '转入',
  restore: '恢复',
  transferOut: '转出',
  keep: '保留',
  quit: '退会',
  lapse: '退会',
  expel: '退会',
  decease: '死亡',
};

/** States counted as members of the unit; a kept membership is counted apart, it pays no dues and has no vote. */
export const countsAsMember = (state: string): boolean => state === '02' || state === '03';
export const countsAsKept = (state: string): boolean => state === '04';

export interface Movement {
  readonly kind: MovementKind;
  readonly date: string;
  readonly step: string;
  /** By how much the members of the unit rise by it; `sign` -1 counts against its own column (冲减). */
  readonly members: -1 | 0 | 1;
  readonly kept: -1 | 0 | 1;
  readonly sign: 1 | -1;
}

export interface Movements {
  /** State at the end of the day before `from`, and at the end of `to`. */
  readonly opening: string;
  readonly closing: string;
  /** Moves into, out of and between the counted states; steps outside them (申请, 不批准) are none. */
  readonly events: readonly Movement[];
}

const difference = (counts: (state: string) => boolean, { from, to }: Move): -1 | 0 | 1 => {
  const before = counts(from);
  const after = counts(to);
  if (before === after) return 0;
  return after ? 1 : -1;
};

/**
 * What happened to one membership from one day to another, both included. Summed over people, 期末 = 期初 + the `members`
 * of all events; the column of a kind is the sum of `members`, or of `-members` for the kinds that lead out.
 * `closingDay`: the day of the month on which a report closes, for corrections (timeline.ts).
 */
export function movements(
  definition: RecordDefinition,
  data: RecordData,
  period: { readonly from: string; readonly to: string; readonly closingDay?: number },
): Movements {
  const timeline = membershipTimeline(definition, data, period.closingDay);
  const before = timeline.moves.filter(({ date }) => date < period.from);
  const inside = timeline.moves.filter(({ date }) => date >= period.from && date <= period.to);
  return {
    opening: before.at(-1)?.to ?? timeline.initial,
    closing: stateOn(timeline, period.to),
    events: inside.flatMap((move): readonly Movement[] => {
      const kind = kinds[move.step];
      const members = difference(countsAsMember, move);
      const kept = difference(countsAsKept, move);
      if (kind === undefined || (members === 0 && kept === 0)) return [];
      return [{ kind, date: move.date, step: move.step, members, kept, sign: move.sign }];
    }),
  };
}
