import type { FieldDefinition, FieldValue, RecordData } from '../../../domain/records/definition.ts';
import { derivedAmount } from '../../../domain/records/derived.ts';
import { judgeDocumentNumber } from '../../../domain/rules/identityNumber.ts';

/** What a derived field must be, by the value it comes from; undefined when that says nothing. */
export function derivedValue(field: FieldDefinition, data: RecordData): string | number | undefined {
  if (field.derived === undefined) return undefined;
  if (field.derived.rule === 'duesOfBase') return derivedAmount(field, data);
  const source = data[field.derived.from];
  if (typeof source !== 'string' || source === '') return undefined;
  const type = data['idType'];
  const verdict = judgeDocumentNumber(typeof type === 'string' && type !== '' ? type : '111', source);
  if (!verdict.ok) return undefined;
  return field.derived.rule === 'birthDateOfIdNumber' ? verdict.facts.birthDate : verdict.facts.sex;
}

/** Where a computed value comes from, as a clerk checks it by eye. */
export function derivedNote(field: FieldDefinition): string {
  switch (field.derived?.rule) {
    case 'birthDateOfIdNumber':
      return '取自证件号码第 7 至 14 位';
    case 'duesOfBase':
      return '基数不满 10 元的尾数不算，乘 0.5 %；有约定金额的按约定';
    default:
      return '取自证件号码第 17 位';
  }
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
