import { arrearsOf, owedFor, whyNoDues } from '../../../../../domain/rules/dues.ts';
import type { ImportChange } from '../../../../store/port.ts';
import { changesFor } from './changes.ts';
import type { MonthValues } from './changes.ts';
import { accountIn } from './people.ts';
import type { Payer } from './people.ts';

export interface Registration {
  readonly ids: readonly string[];
  readonly month: string;
  /** This month alone, or the earlier ones that are still owed as well. */
  readonly months: 'this' | 'all';
  readonly method: string;
  readonly receipt: string;
  readonly paidOn: string;
}

export interface RegistrationPlan {
  readonly changes: readonly ImportChange[];
  readonly people: number;
  readonly cents: number;
  readonly skipped: readonly { readonly id: string; readonly title: string; readonly message: string }[];
}

/** What 登记已缴 would write: each takes what they owe; who owes nothing, or nobody knows how much, is named. */
export function planRegistration(
  payers: ReadonlyMap<string, Payer>,
  since: string | undefined,
  wish: Registration,
): RegistrationPlan {
  const changes: ImportChange[] = [];
  const skipped: RegistrationPlan['skipped'][number][] = [];
  let [people, cents] = [0, 0];
  for (const id of wish.ids) {
    const payer = payers.get(id);
    if (payer === undefined) continue;
    const paid = paymentsOf(payer, since, wish);
    if (typeof paid === 'string') {
      skipped.push({ id, title: `${payer.name} ${payer.employeeNo}`.trim(), message: paid });
      continue;
    }
    changes.push(...changesFor(payer, paid.months));
    people += 1;
    cents += paid.cents;
  }
  return { changes, people, cents, skipped };
}

function paymentsOf(
  payer: Payer,
  since: string | undefined,
  { month, months, method, receipt, paidOn }: Registration,
): { readonly months: ReadonlyMap<string, MonthValues>; readonly cents: number } | string {
  const from = months === 'all' && since !== undefined && since < month ? since : month;
  const owed = arrearsOf((each) => accountIn(payer, each), payer.facts, from, month);
  if (owed.months.length === 0)
    return whyNoDues(payer.facts, month) === undefined ? '没有欠缴，不用登记。' : '这个月不用缴会费。';
  const written = new Map<string, MonthValues>();
  let cents = 0;
  for (const each of owed.months) {
    const account = accountIn(payer, each);
    const due = owedFor(account);
    if (due === 'unknown') continue;
    cents += due;
    written.set(each, {
      // An agreed amount becomes this month's due, so that a later agreement changes no month that is settled.
      ...(account.due === undefined ? {} : { due: account.due }),
      paid: (account.paid ?? 0) + due,
      method,
      ...(receipt === '' ? {} : { receipt }),
      paidOn,
    });
  }
  return written.size === 0
    ? '没有工资基数，也没有约定金额，算不出应缴多少。请先导入工资表，或在会费明细里填约定金额。'
    : { months: written, cents };
}
