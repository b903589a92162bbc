import { checkValue, validateRecord } from '../records/validate.ts';
import type { FieldValue, Issue, RecordData, RecordDefinition } from '../records/definition.ts';
import { sealedFieldsOf } from '../records/sealed.ts';
import type { Rejection } from './outcome.ts';
import { reject, rejectValue } from './rejections.ts';

const isSealed = (definition: RecordDefinition, field: string): boolean =>
  sealedFieldsOf(definition).includes(field);

/** Sealed fields never reach the province (R21): their absence there is not a fault of the record. */
function judgeable(definition: RecordDefinition, issue: Issue): boolean {
  if (issue.severity !== 'refuse' || isSealed(definition, issue.field)) return false;
  if (issue.code !== 'neededToSave') return true;
  const group = definition.saveNeedsOneOf?.find((each) => each[0] === issue.field);
  return !group?.some((field) => isSealed(definition, field));
}

/** What makes a record impossible as a whole, as far as the province can see it. */
export function impossible(definition: RecordDefinition, data: RecordData): readonly Issue[] {
  return validateRecord(definition, data).filter((issue) => judgeable(definition, issue));
}

/** Issues a change would bring; those the stored record already has are not the incoming side's doing. */
export function newlyImpossible(
  definition: RecordDefinition,
  before: RecordData,
  after: RecordData,
): readonly Issue[] {
  const known = new Set(impossible(definition, before).map((issue) => `${issue.field}:${issue.code}`));
  return impossible(definition, after).filter((issue) => !known.has(`${issue.field}:${issue.code}`));
}

/** A field that must not leave its PC yet (R21). */
export function refuseSealed(
  definition: RecordDefinition,
  fields: Readonly<Record<string, FieldValue>>,
): Rejection | undefined {
  const sealed = sealedFieldsOf(definition).find((field) => Object.hasOwn(fields, field));
  return sealed === undefined ? undefined : reject('sealedField', { field: sealed });
}

/** A journal is written by the province from the steps it takes; nobody sends one (journal.ts). */
export function refuseJournal(
  definition: RecordDefinition,
  fields: Readonly<Record<string, FieldValue>>,
): Rejection | undefined {
  const journal = definition.journals?.find(({ field }) => Object.hasOwn(fields, field));
  return journal === undefined ? undefined : reject('invalidOperation', { field: journal.field });
}

/** Judges single values of an incoming operation. Fields the definition does not know pass through. */
export function refuseFields(
  definition: RecordDefinition,
  fields: Readonly<Record<string, FieldValue>>,
): Rejection | undefined {
  for (const [key, value] of Object.entries(fields)) {
    const field = definition.fields[key];
    if (!field) continue;
    if (field.sensitivity === 'sealed') return reject('sealedField', { field: key });
    const fault = checkValue(field, value);
    if (fault !== undefined) return rejectValue(key, fault);
  }
  return undefined;
}
