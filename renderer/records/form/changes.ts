import type { FieldValue, RecordData } from '../../../domain/records/definition.ts';
import { isEmpty } from '../../../domain/records/validate.ts';

/** Whether two values are the same fact; nothing is nothing, however it is written. */
export function sameValue(a: FieldValue | undefined, b: FieldValue | undefined): boolean {
  if (isEmpty(a) && isEmpty(b)) return true;
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}

/** Fields whose value differs from what the form was opened with. Emptied ones become null: the clerk took them out. */
export function changedFields(before: RecordData, after: RecordData): RecordData {
  const changed: Record<string, FieldValue> = {};
  for (const key of Object.keys(after)) {
    const value = after[key];
    if (!sameValue(before[key], value)) changed[key] = value === undefined || value === '' ? null : value;
  }
  return changed;
}

/** A new record's data: without the boxes nobody touched. */
export function filledFields(data: RecordData): RecordData {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => !isEmpty(value)));
}
