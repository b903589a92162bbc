import type { MonthAccount } from '../../rules/dues.ts';
import { duesOf } from '../../rules/dues.ts';
import type { FieldDefinition, RecordData } from '../definition.ts';

/** 01 … 12: the months of a year as field names carry them. */
export const monthNumbers: readonly string[] = Array.from({ length: 12 }, (_, n) =>
  String(n + 1).padStart(2, '0'),
);

/** What a year's record keeps of each month; a field is its name and the month: base01 … paidOn12. */
export type MonthField = 'base' | 'due' | 'paid' | 'method' | 'receipt' | 'paidOn';

export function monthKey(field: MonthField, month: string): string {
  return `${field}${month}`;
}

/**
 * Fields of the twelve months. Base and due merge as one, and so do a payment and its papers; months never do, so that
 * two PCs that work on different months never meet.
 */
export function monthFields(): Readonly<Record<string, FieldDefinition>> {
  const fields: Record<string, FieldDefinition> = {};
  for (const month of monthNumbers) {
    const section = sectionOf(month);
    const name = `${Number(month)} 月`;
    const due = { section, group: `due${month}` };
    const pay = { section, group: `pay${month}` };
    fields[monthKey('base', month)] = { label: `${name}基数`, kind: 'money', ...due };
    fields[monthKey('due', month)] = {
      label: `${name}应缴`,
      kind: 'money',
      ...due,
      derived: { from: monthKey('base', month), rule: 'duesOfBase', instead: 'agreed' },
    };
    fields[monthKey('paid', month)] = { label: `${name}已缴`, kind: 'money', ...pay };
    fields[monthKey('method', month)] = {
      label: `${name}缴纳方式`,
      kind: 'code',
      dictionary: 'dues_method',
      ...pay,
    };
    fields[monthKey('paidOn', month)] = { label: `${name}缴纳日期`, kind: 'date', ...pay };
    fields[monthKey('receipt', month)] = { label: `${name}收据号`, kind: 'text', maxLength: 40, ...pay };
  }
  return fields;
}

/** Key of the section a month's fields stand in. */
export function sectionOf(month: string): string {
  return `month${month}`;
}

const cents = (data: RecordData, key: string): number | undefined => {
  const value = data[key];
  return typeof value === 'number' ? value : undefined;
};

/** What a year's record says of one month (`01` … `12`). */
export function accountOf(data: RecordData, month: string): MonthAccount & { readonly base?: number } {
  const base = cents(data, monthKey('base', month));
  const due = cents(data, monthKey('due', month)) ?? dueOf(base, cents(data, 'agreed'));
  const exempt = data['exemptMonths'];
  return {
    ...(base === undefined ? {} : { base }),
    due,
    paid: cents(data, monthKey('paid', month)),
    exempt: Array.isArray(exempt) && exempt.includes(month),
  };
}

/** The due of a base, or what was agreed with a member without fixed income; undefined when neither is known. */
export function dueOf(base: number | undefined, agreed: number | undefined): number | undefined {
  return agreed ?? (base === undefined ? undefined : duesOf(base));
}
