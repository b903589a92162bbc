import type { FieldDefinition, FieldValue, RecordData } from '../../../../domain/records/definition.ts';

/** Adds what was cut from another cell behind what stands there already; the same words are not added twice. */
export function withRest(before: FieldValue, rest: string): string {
  if (typeof before !== 'string' || before === '') return rest;
  return before.includes(rest) ? before : `${before}；${rest}`;
}

/**
 * What a row's cut-off parts make of a record: the field's new value for each that adds something and still fits. They
 * only ever add, so that a remark behind a name never wipes a note somebody wrote.
 */
export function addedRests(
  fields: Readonly<Record<string, FieldDefinition>>,
  before: RecordData,
  rests: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, string>> {
  const added: Record<string, string> = {};
  for (const [key, rest] of Object.entries(rests ?? {})) {
    const old = before[key] ?? null;
    const value = withRest(old, rest);
    if (value !== old && value.length <= (fields[key]?.maxLength ?? 200)) added[key] = value;
  }
  return added;
}
