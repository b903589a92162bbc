import type { RecordDefinition } from './definition.ts';

/** Fields one of which alone names a record (证件号码, 工号), as people copy them from other lists. */
export function numberFieldsOf(definition: RecordDefinition): readonly string[] {
  return definition.identity.flatMap((rung) => {
    const [key, ...more] = rung;
    const field = key === undefined ? undefined : definition.fields[key];
    const isNumber = field?.kind === 'idNumber' || field?.search === 'exact';
    return key !== undefined && more.length === 0 && isNumber ? [key] : [];
  });
}
