import type { RecordData, RecordDefinition } from './definition.ts';

/** A field that 按条件批量判断 may fill, and the flag that says nobody has confirmed it. */
export interface Judged {
  readonly field: string;
  readonly mark: string;
}

const known = new WeakMap<RecordDefinition, readonly Judged[]>();

export function judgedFieldsOf(definition: RecordDefinition): readonly Judged[] {
  let judged = known.get(definition);
  if (judged === undefined) {
    judged = Object.entries(definition.fields).flatMap(([field, { unconfirmedMark: mark }]) =>
      mark === undefined || definition.fields[mark]?.kind !== 'flag' ? [] : [{ field, mark }],
    );
    known.set(definition, judged);
  }
  return judged;
}

/** Whether the field is such a flag: machines set it, nobody fills it in. */
export function isMark(definition: RecordDefinition, key: string): boolean {
  return judgedFieldsOf(definition).some(({ mark }) => mark === key);
}

/** An edit with the marks it clears: whoever gives the value themselves has answered for it. */
export function withClearedMarks(
  definition: RecordDefinition,
  data: RecordData,
  fields: RecordData,
): RecordData {
  const cleared = judgedFieldsOf(definition).filter(
    ({ field, mark }) => field in fields && !(mark in fields) && data[mark] === true,
  );
  return cleared.length === 0
    ? fields
    : { ...fields, ...Object.fromEntries(cleared.map(({ mark }) => [mark, false])) };
}
