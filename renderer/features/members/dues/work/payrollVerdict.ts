import { whyNoDues } from '../../../../../domain/rules/dues.ts';
import type { NoDues } from '../../../../../domain/rules/dues.ts';
import { dueOf } from '../../../../../domain/records/dues/months.ts';
import type { RecordDefinition } from '../../../../../domain/records/definition.ts';
import { matchRow } from '../../../../records/import/verdict/match.ts';
import type { Books } from '../../../../records/import/verdict/books.ts';
import type { SheetRecord } from '../../../../records/import/verdict/types.ts';
import type { MonthValues } from './changes.ts';
import { accountIn, agreedFor } from './people.ts';
import type { Payer } from './people.ts';

export const payrollVerdicts = ['ready', 'differs', 'already', 'notMember', 'notFound', 'refused'] as const;
/** Every row of the sheet has exactly one; `ready` and `differs` are written. */
export type PayrollVerdict = (typeof payrollVerdicts)[number];

export interface PayrollRow {
  readonly number: number;
  readonly verdict: PayrollVerdict;
  readonly employeeNo: string;
  readonly name: string;
  readonly base?: number;
  readonly due?: number;
  readonly paid?: number;
  readonly message?: string;
  /** Whose year is written to, and what is written of the month. */
  readonly payer?: Payer;
  readonly values?: MonthValues;
}

const noDuesWords: Readonly<Record<NoDues, string>> = {
  neverMember: '还没有入会，不缴会费。',
  notYet: '这个月还没有入会，不缴会费。',
  kept: '会籍保留期间不缴会费。',
  ended: '这个月已经不是会员（退会、转出等），不缴会费。',
  leftJob: '上个月以前已经离职，不再缴会费。',
};

export interface JudgeContext {
  readonly member: RecordDefinition;
  readonly books: Books;
  readonly payers: ReadonlyMap<string, Payer>;
  readonly month: string;
  /** Which of the two amounts the sheet gives. */
  readonly uses: ReadonlySet<string>;
}

const amountOf = (row: SheetRecord, key: string): number | undefined => {
  const value = row.data[key];
  return typeof value === 'number' ? value : undefined;
};
const textOf = (row: SheetRecord, key: string): string => {
  const value = row.data[key];
  return typeof value === 'string' ? value : '';
};

/** Judges the rows of a payroll one by one; a person named twice is known by the rows before. */
export class PayrollJudge {
  private readonly context: JudgeContext;
  private readonly seen = new Map<string, number>();

  constructor(context: JudgeContext) {
    this.context = context;
  }

  judge(row: SheetRecord): PayrollRow {
    const { member, books, payers, month, uses } = this.context;
    const base = uses.has('base') ? amountOf(row, 'base') : undefined;
    const paid = uses.has('paid') ? amountOf(row, 'paid') : undefined;
    const line = {
      number: row.number,
      employeeNo: textOf(row, 'employeeNo'),
      name: textOf(row, 'name'),
      ...(base === undefined ? {} : { base }),
      ...(paid === undefined ? {} : { paid }),
    };
    const refuse = (message: string): PayrollRow => ({ ...line, verdict: 'refused', message });
    if (row.refusal !== undefined) return refuse(row.refusal);
    const match = matchRow(member, books, row.data);
    if (match.kind === 'none')
      return {
        ...line,
        verdict: 'notFound',
        message: '花名册里没有找到这个人。请先导入花名册，或核对工号、证件号。',
      };
    if (match.kind === 'ask') return refuse(match.message);
    const payer = payers.get(books.records[match.place]?.id ?? '');
    if (payer === undefined) return refuse('这个人的档案已经作废。请先核对花名册。');
    const who = { ...line, employeeNo: payer.employeeNo, name: payer.name };
    const earlier = this.seen.get(payer.id);
    if (earlier !== undefined)
      return { ...who, verdict: 'refused', message: `和第 ${earlier} 行是同一个人，只取前面那一行。` };
    this.seen.set(payer.id, row.number);
    if (base === undefined && paid === undefined)
      return { ...who, verdict: 'refused', message: row.notices?.join('；') ?? '这一行没有金额。' };
    if ((base ?? 0) < 0 || (paid ?? 0) < 0)
      return { ...who, verdict: 'refused', message: '金额是负数，请核对。' };
    const why = whyNoDues(payer.facts, month);
    if (why !== undefined) return { ...who, verdict: 'notMember', message: noDuesWords[why] };
    return { ...who, ...settled(payer, month, base, paid) };
  }
}

/** What a row of a paying member would write beside what is written down already. */
function settled(
  payer: Payer,
  month: string,
  base: number | undefined,
  paid: number | undefined,
): Pick<PayrollRow, 'verdict' | 'due' | 'message' | 'payer' | 'values'> {
  const known = accountIn(payer, month);
  const due = base === undefined ? known.due : dueOf(base, agreedFor(payer, Number(month.slice(0, 4))));
  const shown = due === undefined ? {} : { due };
  const hasPaid = (known.paid ?? 0) > 0;
  // What is paid is settled: neither its amount nor the base it was computed from changes by a second sheet.
  const takesBase = base !== undefined && base !== known.base && (!hasPaid || known.base === undefined);
  const takesPaid = paid !== undefined && paid > 0 && !hasPaid;
  if (!takesBase && !takesPaid) {
    const message = hasPaid
      ? `本月已登记缴 ${yuan(known.paid ?? 0)} 元，不再改。`
      : paid === 0
        ? '表里没有扣会费，基数和已记的一样。'
        : '和已记的一样。';
    return { verdict: 'already', message, ...shown };
  }
  const values: MonthValues = {
    ...(takesBase ? { base, ...(due === undefined ? {} : { due }) } : {}),
    ...(takesPaid ? { paid, method: '1' } : {}),
  };
  const differs = paid !== undefined && due !== undefined && paid !== due && !hasPaid;
  return differs
    ? { verdict: 'differs', message: differenceOf(paid, due), payer, values, ...shown }
    : { verdict: 'ready', payer, values, ...shown };
}

const yuan = (cents: number): string => (cents / 100).toFixed(2);

function differenceOf(paid: number, due: number): string {
  return paid < due ? `少扣 ${yuan(due - paid)}，算欠缴。` : `多扣 ${yuan(paid - due)}。`;
}
