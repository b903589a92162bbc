/**
 * Dues of a month in cents: the tail of the wage under 10 yuan is dropped first, then 0.5 %. ACFTU 工发〔1978〕1号:
 * 3,086.00 → 3,080 → 15.40. Whole cents always: 0.5 % of ten yuan is five.
 */
export function duesOf(baseCents: number): number {
  return Math.floor(baseCents / 1000) * 5;
}

/** What decides whether somebody pays: codes of membership_status and employment_state, dates as stored. */
export interface MembershipFacts {
  readonly status: string;
  readonly joinDate?: string | undefined;
  /** Day of the last change of the membership (会籍变化日期). */
  readonly changedOn?: string | undefined;
  readonly leftJob: boolean;
  readonly leaveDate?: string | undefined;
}

/** Why somebody pays no dues in a month. */
export type NoDues = 'neverMember' | 'notYet' | 'kept' | 'ended' | 'leftJob';

const member = '02';
/** 转出待接收: a member of the old union until the new one has accepted. */
const leaving = '03';
const kept = '04';
/** 未入会, 申请中, 申请未批准: nobody was ever admitted. */
const never: ReadonlySet<string> = new Set(['', '00', '01', '10']);

/**
 * Undefined where dues are owed in the month (`YYYY-MM`). Owed from the month of admission. 退会 stops dues that day
 * and 会籍保留 frees of them, so the month of such a change owes nothing; who leaves the job has earned that month's
 * wage and owes it. An end without a date is taken as long past: nobody is dunned on a guess.
 */
export function whyNoDues(facts: MembershipFacts, month: string): NoDues | undefined {
  const { status, joinDate, changedOn, leftJob, leaveDate } = facts;
  if (never.has(status)) return 'neverMember';
  if (monthOf(joinDate) > month) return 'notYet';
  if (status !== member && status !== leaving && monthOf(changedOn) <= month)
    return status === kept ? 'kept' : 'ended';
  return leftJob && monthOf(leaveDate) < month ? 'leftJob' : undefined;
}

const monthOf = (date: string | undefined): string => (date ?? '').slice(0, 7);

/** What is written down of one month. Cents; absent is unknown, not nothing. */
export interface MonthAccount {
  readonly due?: number | undefined;
  readonly paid?: number | undefined;
  readonly exempt: boolean;
}

/** What is still wanted for a month: cents, nothing, or something nobody can compute yet. */
export function owedFor({ due, paid = 0, exempt }: MonthAccount): number | 'unknown' {
  if (exempt) return 0;
  if (due === undefined) return paid > 0 ? 0 : 'unknown';
  return Math.max(0, due - paid);
}

export interface Arrears {
  /** Months of a paying member without enough paid, `YYYY-MM`, oldest first. */
  readonly months: readonly string[];
  readonly cents: number;
  /** Of these, months whose due cannot be computed: no base, no agreed amount. They are not in `cents`. */
  readonly unknown: number;
}

/** What a person owes from one month to another, both included; `account` tells what is written down of a month. */
export function arrearsOf(
  account: (month: string) => MonthAccount,
  facts: MembershipFacts,
  from: string,
  upTo: string,
): Arrears {
  const months: string[] = [];
  let cents = 0;
  let unknown = 0;
  for (let month = from; month <= upTo; month = nextMonth(month)) {
    if (whyNoDues(facts, month) !== undefined) continue;
    const owed = owedFor(account(month));
    if (owed === 0) continue;
    months.push(month);
    if (owed === 'unknown') unknown += 1;
    else cents += owed;
  }
  return { months, cents, unknown };
}

/** 2026-12 → 2027-01 */
export function nextMonth(month: string): string {
  return monthAfter(month, 1);
}

/** The month so many months later, or earlier. */
export function monthAfter(month: string, by: number): string {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + by;
  return `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`;
}
