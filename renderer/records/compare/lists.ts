import type { BookRecord, SheetRecord } from '../import/verdict/types.ts';
import type { FieldValue, RecordData, RecordDefinition } from '../../../domain/records/definition.ts';
import type { Entry, PersonList } from './types.ts';

/**
 * Fields that can be compared: what nobody may bring in from a sheet is not, and a state is no plain value (its step is
 * offered where the lists differ in it).
 */
export function comparableFields(definition: RecordDefinition): readonly string[] {
  return Object.entries(definition.fields).flatMap(([key, field]) =>
    field.kind !== 'link' &&
    field.importable !== false &&
    field.sensitivity !== 'sealed' &&
    field.stateOf === undefined
      ? [key]
      : [],
  );
}

/** Platforms export numbers as 4400**********1024: such a number names nobody and contradicts nobody. */
const isHidden = (value: FieldValue | undefined): boolean => typeof value === 'string' && value.includes('*');

/** Rows of a sheet as a list of people, and how many of them have a number that is hidden in part. */
export function sheetList(
  definition: RecordDefinition,
  rows: readonly SheetRecord[],
  fields: ReadonlySet<string>,
): { readonly list: PersonList; readonly hiddenNumbers: number } {
  const documents = [...fields].filter((key) => definition.fields[key]?.kind === 'idNumber');
  let hiddenNumbers = 0;
  const entries = rows.map(({ data, monthOnly, number }): Entry => {
    const hidden = documents.filter((key) => isHidden(data[key]));
    if (hidden.length > 0) hiddenNumbers += 1;
    const shown: RecordData =
      hidden.length === 0 ? data : { ...data, ...Object.fromEntries(hidden.map((key) => [key, null])) };
    return { data: shown, row: number, ...(monthOnly ? { monthOnly } : {}) };
  });
  return { list: { entries, fields }, hiddenNumbers };
}

/** Our books as a list of people; who was voided is nobody. */
export function booksList(definition: RecordDefinition, records: readonly BookRecord[]): PersonList {
  return {
    entries: records.filter(({ voided }) => !voided).map(({ id, data }) => ({ id, data })),
    fields: new Set(Object.keys(definition.fields)),
  };
}
