import type { FieldValue, RecordData } from '../../../../../domain/records/definition.ts';
import { monthKey } from '../../../../../domain/records/dues/months.ts';
import type { MonthField } from '../../../../../domain/records/dues/months.ts';
import type { ImportChange } from '../../../../store/port.ts';
import { agreedFor } from './people.ts';
import type { Payer } from './people.ts';

export type MonthValues = Partial<Readonly<Record<MonthField, FieldValue>>>;

/** Values of a month (`YYYY-MM`) under their field names. */
export function fieldsOf(month: string, values: MonthValues): RecordData {
  const fields: Record<string, FieldValue> = {};
  for (const [field, value] of Object.entries(values))
    fields[monthKey(field as MonthField, month.slice(5))] = value;
  return fields;
}

/**
 * Changes of one person's years: an edit where the year is begun, else a new one, with what was agreed before. Whatever
 * is written for one year comes in one change, so that one act never begins a year twice.
 */
export function changesFor(payer: Payer, byMonth: ReadonlyMap<string, MonthValues>): readonly ImportChange[] {
  const years = new Map<number, Record<string, FieldValue>>();
  for (const [month, values] of byMonth) {
    const year = Number(month.slice(0, 4));
    years.set(year, { ...years.get(year), ...fieldsOf(month, values) });
  }
  return [...years].map(([year, fields]): ImportChange => {
    const begun = payer.years.get(year);
    if (begun !== undefined) return { kind: 'edit', id: begun.id, fields };
    const agreed = agreedFor(payer, year);
    const data = {
      memberId: payer.id,
      year,
      name: payer.name,
      ...(payer.employeeNo === '' ? {} : { employeeNo: payer.employeeNo }),
      ...(agreed === undefined ? {} : { agreed }),
      ...fields,
    };
    return { kind: 'create', data };
  });
}

/** In pieces that the store encrypts and writes at once. */
export function* chunksOf(changes: readonly ImportChange[], size = 2048): Generator<readonly ImportChange[]> {
  for (let at = 0; at < changes.length; at += size) yield changes.slice(at, at + size);
}
