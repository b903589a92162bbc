import { labelOf } from '../../../domain/dictionaries/lookup.ts';
import type { FieldDefinition, FieldValue } from '../../../domain/records/definition.ts';
import { isEmpty } from '../../../domain/records/validate.ts';
import { mask } from '../../../domain/rules/mask.ts';

/** 1234567 cents → 12,345.67, always two decimals, as in every ledger. */
export function moneyInWords(cents: number): string {
  return (cents / 100).toLocaleString('zh-CN', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

/** 13800001024 → 138 0000 1024. */
function grouped(phone: string): string {
  return /^1\d{10}$/.test(phone) ? `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}` : phone;
}

/** A stored value as a person reads it; empty text for nothing. */
export function showValue(field: FieldDefinition, value: FieldValue | undefined): string {
  if (isEmpty(value) || value === undefined || value === null) return '';
  if (Array.isArray(value)) {
    return value
      .map((item: string) => (field.dictionary === undefined ? item : labelOf(field.dictionary, item)))
      .join('、');
  }
  const text = String(value);
  switch (field.kind) {
    case 'code':
    case 'codes':
      return field.dictionary === undefined ? text : labelOf(field.dictionary, text);
    case 'flag':
      return value === true ? '是' : '否';
    case 'money':
      return typeof value === 'number' ? moneyInWords(value) : text;
    case 'phone':
      return grouped(text);
    case 'path':
      return text.split('/').join(' · ');
    case 'dateTime':
      return text.replace('T', ' ');
    default:
      return text;
  }
}

/** The same, with what must not stand open in a list shown in part (K43). */
export function showMasked(field: FieldDefinition, value: FieldValue | undefined): string {
  if (field.sensitivity !== 'masked' || typeof value !== 'string' || value === '')
    return showValue(field, value);
  return mask(field.mask ?? 'idNumber', value);
}

/** The same inside an opened file, where a clerk needs the phone and not the identity number (K43). */
export function showInFile(field: FieldDefinition, value: FieldValue | undefined): string {
  return field.mask === 'phone' ? showValue(field, value) : showMasked(field, value);
}

/**
 * A place of the inner tree as a narrow list shows it: the team with its workshop, the workshop alone. The first places
 * are the same for everybody, and the last is what tells people apart.
 */
export function shortPath(path: string): string {
  const parts = path.split('/');
  const last = parts.at(-1) ?? '';
  return parts.length < 3 ? last : `${(parts.at(-2) ?? '').replace(/车间$/, '')} · ${last}`;
}

/** A value that cannot wait (`alarm` of its field). */
export function isAlarm(field: FieldDefinition | undefined, value: FieldValue | undefined): boolean {
  return typeof value === 'string' && field?.alarm?.values.includes(value) === true;
}

/** Right-aligned in tables. */
export function isNumeric(field: FieldDefinition | undefined): boolean {
  return field?.kind === 'money' || field?.kind === 'integer';
}
