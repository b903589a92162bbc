import type { FieldDefinition, FieldValue, RecordData } from './definition.ts';
import { dueOf } from './dues/months.ts';

const number = (value: FieldValue | undefined): number | undefined =>
  typeof value === 'number' ? value : undefined;

/** What a field computed from an amount must be, the same on form and import; undefined when the sources say nothing. */
export function derivedAmount(field: FieldDefinition, data: RecordData): number | undefined {
  const { derived } = field;
  if (derived?.rule !== 'duesOfBase') return undefined;
  const base = number(data[derived.from]);
  // An amount is agreed for the months that are entered; without a base nothing says that this month is.
  if (base === undefined || base < 0) return undefined;
  return dueOf(base, derived.instead === undefined ? undefined : number(data[derived.instead]));
}
