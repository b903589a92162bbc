import type { FieldValue, RecordData } from '../records/definition.ts';

/** A field that is absent, and one that was emptied, are the same answer to “what does it hold?”. */
export function valueOf(data: RecordData, field: string): FieldValue {
  return data[field] ?? null;
}

/** Equality of two field values; lists of codes are compared in order, as they are shown. */
export function sameValue(a: FieldValue | undefined, b: FieldValue | undefined): boolean {
  const left = a ?? null;
  const right = b ?? null;
  if (left === right) return true;
  if (!Array.isArray(left) || !Array.isArray(right)) return false;
  return left.length === right.length && left.every((item, position) => item === right[position]);
}

/** Whether two records hold the same values, whatever the order of their keys. */
export function sameData(a: RecordData, b: RecordData): boolean {
  const fields = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...fields].every((field) => sameValue(a[field], b[field]));
}
