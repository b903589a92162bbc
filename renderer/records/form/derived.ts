import type { FieldDefinition, FieldValue, RecordData } from '../../../domain/records/definition.ts';
import { judgeDocumentNumber } from '../../../domain/rules/identityNumber.ts';

/** What a derived field must be, by the value it comes from; undefined when that says nothing. */
export function derivedValue(field: FieldDefinition, data: RecordData): string | undefined {
  if (field.derived === undefined) return undefined;
  const source = data[field.derived.from];
  if (typeof source !== 'string' || source === '') return undefined;
  const type = data['idType'];
  const verdict = judgeDocumentNumber(typeof type === 'string' && type !== '' ? type : '111', source);
  if (!verdict.ok) return undefined;
  return field.derived.rule === 'birthDateOfIdNumber' ? verdict.facts.birthDate : verdict.facts.sex;
}

/** Where a computed value comes from, as a clerk checks it by eye. */
export function derivedNote(field: FieldDefinition): string {
  return field.derived?.rule === 'birthDateOfIdNumber' ? '取自证件号码第 7 至 14 位' : '取自证件号码第 17 位';
}

/** Empty derived fields filled from their source; a value that is there is never overwritten. */
export function fillDerived(
  fields: Readonly<Record<string, FieldDefinition>>,
  data: RecordData,
): Readonly<Record<string, FieldValue>> {
  const filled: Record<string, FieldValue> = {};
  for (const [key, field] of Object.entries(fields)) {
    const value = derivedValue(field, data);
    if (value !== undefined && (data[key] === undefined || data[key] === null || data[key] === ''))
      filled[key] = value;
  }
  return filled;
}
