import { arrearsOf, owedFor, whyNoDues } from '../../../../../domain/rules/dues.ts';
import type { Arrears } from '../../../../../domain/rules/dues.ts';
import { accountIn } from './people.ts';
import type { Payer } from './people.ts';

/** One person in the list of a month. Cents; absent = nobody can say. */
export interface DuesLine {
  readonly id: string;
  readonly employeeNo: string;
  readonly name: string;
  readonly department: string;
  readonly base?: number;
  readonly due?: number;
  readonly paid?: number;
  readonly exempt: boolean;
  /** Whether dues are owed for the month at all. */
  readonly pays: boolean;
  /** Months owed up to this one, what they come to, and how many of them have no base. */
  readonly months: number;
  readonly cents: number;
  readonly unknown: number;
}

/** Which of them a figure counts, and its list shows. */
export type DuesGroup = 'paying' | 'paid' | 'owing' | 'noBase';

export interface DuesFigures {
  readonly month: string;
  /** The month from which arrears are counted; absent while nothing was entered yet. */
  readonly since?: string;
  readonly people: Readonly<Record<DuesGroup, number>>;
  readonly due: number;
  readonly paid: number;
  /** Owed up to this month. */
  readonly owed: number;
  /** Of it for this month alone. */
  readonly owedNow: number;
}

const nothing: Arrears = { months: [], cents: 0, unknown: 0 };

/** The list of a month, by 工号: whoever owes for it, has paid for it, or still owes for an earlier one. Nobody owes before the first month entered (`since`). */
export function linesOf(
  payers: readonly Payer[],
  month: string,
  since: string | undefined,
): readonly DuesLine[] {
  const lines: DuesLine[] = [];
  for (const payer of payers) {
    const account = accountIn(payer, month);
    const pays = whyNoDues(payer.facts, month) === undefined;
    const { months, cents, unknown } =
      since === undefined ? nothing : arrearsOf((each) => accountIn(payer, each), payer.facts, since, month);
    if (!pays && months.length === 0 && (account.paid ?? 0) === 0) continue;
    const { id, employeeNo, name, department } = payer;
    lines.push({
      id,
      employeeNo,
      name,
      department,
      pays,
      exempt: account.exempt,
      months: months.length,
      cents,
      unknown,
      ...(account.base === undefined ? {} : { base: account.base }),
      ...(account.due === undefined || !pays ? {} : { due: account.exempt ? 0 : account.due }),
      ...(account.paid === undefined ? {} : { paid: account.paid }),
    });
  }
  const order = new Intl.Collator('zh-CN', { numeric: true });
  return lines.sort((a, b) => order.compare(a.employeeNo, b.employeeNo));
}

export function isIn(line: DuesLine, group: DuesGroup): boolean {
  switch (group) {
    case 'paying':
      return line.pays;
    case 'paid':
      return (line.paid ?? 0) > 0;
    case 'owing':
      return line.months > 0;
    case 'noBase':
      return line.pays && !line.exempt && line.due === undefined && (line.paid ?? 0) === 0;
  }
}

const groups: readonly DuesGroup[] = ['paying', 'paid', 'owing', 'noBase'];

export function figuresOf(lines: readonly DuesLine[], month: string, since: string | undefined): DuesFigures {
  const people = { paying: 0, paid: 0, owing: 0, noBase: 0 };
  let [due, paid, owed, owedNow] = [0, 0, 0, 0];
  for (const line of lines) {
    for (const group of groups) if (isIn(line, group)) people[group] += 1;
    due += line.due ?? 0;
    paid += line.paid ?? 0;
    owed += line.cents;
    const now = line.pays ? owedFor(line) : 0;
    if (now !== 'unknown') owedNow += now;
  }
  return { month, people, due, paid, owed, owedNow, ...(since === undefined ? {} : { since }) };
}
