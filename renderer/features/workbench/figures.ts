import type { FieldValue } from '../../../domain/records/definition.ts';
import type { RecordDefinition } from '../../../domain/records/definition.ts';
import { daysLater, isoDateOf } from '../../../domain/rules/calendar.ts';
import { remindDaysKey } from '../members/life/shelves.ts';
import { remindDaysOf } from '../members/life/useRemindDays.ts';
import type { Query } from '../../store/index/port.ts';
import type { StorePort } from '../../store/port.ts';

/** Codes of employment_state and membership_status that the workbench counts by. */
export const leftJob = '9';
export const isMember = '02';
export const applying = '01';
export const notMember = '00';

type Counts = readonly { readonly value: FieldValue; readonly count: number }[];

export interface WorkbenchFigures {
  readonly people: number;
  readonly workers: number;
  /** Members among those in post; who left and whose membership has not moved stands in `leftStillMember`. */
  readonly members: number;
  readonly joinedThisMonth: number;
  readonly leftThisMonth: number;
  /** In post, contract over within a month from today. */
  readonly contractsEnding: number;
  /** Employment states that mean in post, for lists opened from here. */
  readonly inPost: readonly FieldValue[];
  readonly gaps: number;
  readonly gapFields: readonly string[];
  /** Left their job, membership not moved yet. */
  readonly leftStillMember: number;
  /** Of them, those who left so many days ago that it is time. */
  readonly leftLongAgo: number;
  readonly remindDays: number;
  readonly applying: number;
  readonly outside: number;
  /** Hardship files begun and not handed up; undefined for who may not open them. */
  readonly draftCases: number | undefined;
}

function sum(counts: Counts, wanted: (value: FieldValue) => boolean): number {
  return counts.filter((line) => wanted(line.value)).reduce((total, line) => total + line.count, 0);
}

/** First day of this month, as stored. */
export function monthStart(now: Date): string {
  return `${isoDateOf(now).slice(0, 7)}-01`;
}

/** The same day of next month, or that month's last. */
export function monthLater(now: Date): string {
  const last = new Date(now.getFullYear(), now.getMonth() + 2, 0).getDate();
  return isoDateOf(new Date(now.getFullYear(), now.getMonth() + 1, Math.min(now.getDate(), last)));
}

/** Everything the workbench counts, from the index of this PC. */
export async function workbenchFigures(
  store: StorePort,
  member: RecordDefinition,
  hardship: RecordDefinition | undefined,
  organisations: readonly string[],
  now: Date,
): Promise<WorkbenchFigures> {
  const base: Query = { type: member.type, organisations };
  const byState = await store.counts(base, 'employmentState');
  const inPost = byState.map((line) => line.value).filter((value) => value !== leftJob);
  const total = async (more: Omit<Query, 'type'>): Promise<number> =>
    (await store.query({ ...base, ...more }, 0, 1)).total;
  const remindDays = remindDaysOf(await store.readSetting(remindDaysKey));
  const [page, byMembership, byGap, left, joined, gone, ending, longAgo, cases] = await Promise.all([
    store.query(base, 0, 1),
    store.counts(base, 'membershipStatus'),
    store.counts(base, '@gap'),
    store.counts({ ...base, filters: { employmentState: [leftJob] } }, 'membershipStatus'),
    total({ ranges: { hireDate: { from: monthStart(now) } } }),
    total({ filters: { employmentState: [leftJob] }, ranges: { leaveDate: { from: monthStart(now) } } }),
    inPost.length === 0
      ? 0
      : total({
          filters: { employmentState: inPost },
          ranges: { contractEnd: { from: isoDateOf(now), to: monthLater(now) } },
        }),
    total({
      filters: { employmentState: [leftJob], membershipStatus: [isMember] },
      ranges: { leaveDate: { to: daysLater(isoDateOf(now), -remindDays) } },
    }),
    hardship === undefined || hardship.draftStates === undefined
      ? undefined
      : store.query(
          {
            type: hardship.type,
            organisations,
            filters: { [hardship.draftStates.field]: hardship.draftStates.values },
          },
          0,
          1,
        ),
  ]);
  const complete = sum(byGap, (value) => value === null || (Array.isArray(value) && value.length === 0));
  const leftStillMember = sum(left, (value) => value === isMember);
  return {
    people: page.all,
    workers: sum(byState, (value) => value !== leftJob),
    members: sum(byMembership, (value) => value === isMember) - leftStillMember,
    joinedThisMonth: joined,
    leftThisMonth: gone,
    contractsEnding: ending,
    inPost,
    gaps: page.all - complete,
    gapFields: byGap.flatMap((line) => (typeof line.value === 'string' ? [line.value] : [])),
    leftStillMember,
    leftLongAgo: longAgo,
    remindDays,
    applying: sum(byMembership, (value) => value === applying),
    outside: sum(byMembership, (value) => value === notMember),
    draftCases: cases?.total,
  };
}
