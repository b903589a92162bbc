import { isRealDate } from '../../../domain/rules/calendar.ts';
import type { FieldDefinition, FieldValue } from '../../../domain/records/definition.ts';
import { judgePhone } from '../../../domain/rules/phone.ts';
import { normaliseIdentityNumber } from '../../../domain/rules/identityNumber.ts';

const two = (part: number): string => String(part).padStart(2, '0');

/** 2019.9.1 · 2019/09/01 · 20190901 · 2019年9月1日 → 2019-09-01; anything else stays as typed and is named by the check. */
export function parseDateText(text: string): string {
  const plain = text.normalize('NFKC').trim();
  const match = /^(\d{4})(?:[-./年\s]\s?)?(\d{1,2})(?:[-./月\s]\s?)?(\d{1,2})日?$/.exec(plain);
  if (match === null) return plain;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return isRealDate(year, month, day) ? `${year}-${two(month)}-${two(day)}` : plain;
}

function parseMonthText(text: string): string {
  const plain = text.normalize('NFKC').trim();
  const match = /^(\d{4})[-./年\s]?(\d{1,2})月?$/.exec(plain);
  return match === null ? plain : `${match[1] ?? ''}-${two(Number(match[2]))}`;
}

function parseMinuteText(text: string): string {
  const [day = '', clock = ''] = text
    .normalize('NFKC')
    .trim()
    .split(/[T\s]+/);
  const match = /^(\d{1,2})[:：](\d{2})$/.exec(clock);
  return match === null ? text.trim() : `${parseDateText(day)}T${two(Number(match[1]))}:${match[2] ?? ''}`;
}

/** 1,234.5 or ¥1234.5元 → cents, without going through binary fractions. */
export function parseMoneyText(text: string): FieldValue {
  const plain = text.normalize('NFKC').replace(/[\s,¥￥元]/g, '');
  const match = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(plain);
  if (match === null) return text.trim();
  const cents = Number(match[2]) * 100 + Number((match[3] ?? '').padEnd(2, '0'));
  return match[1] === '-' ? -cents : cents;
}

/**
 * What was typed as it will be stored. What cannot be read is kept as text, so that nothing typed is lost and the check
 * can say what is wrong with it.
 */
export function parseTyped(field: FieldDefinition, text: string): FieldValue {
  const plain = text.trim();
  if (plain === '') return null;
  switch (field.kind) {
    case 'date':
      return parseDateText(plain);
    case 'month':
      return parseMonthText(plain);
    case 'dateTime':
      return parseMinuteText(plain);
    case 'money':
      return parseMoneyText(plain);
    case 'integer': {
      const digits = plain.normalize('NFKC').replace(/[,\s]/g, '');
      return /^-?\d{1,15}$/.test(digits) ? Number(digits) : plain;
    }
    case 'idNumber':
      return normaliseIdentityNumber(plain);
    case 'phone': {
      const verdict = judgePhone(plain);
      return verdict.ok && verdict.rest === undefined ? verdict.value : plain;
    }
    case 'path':
      return plain
        .split(/\s*[/·／]\s*/)
        .filter((part) => part !== '')
        .join('/');
    case 'longText':
      return text.replace(/\s+$/, '');
    default:
      return plain;
  }
}

/** A stored value as the box shows it for editing. */
export function editText(field: FieldDefinition, value: FieldValue | undefined): string {
  if (value === undefined || value === null) return '';
  if (field.kind === 'money' && typeof value === 'number') return (value / 100).toFixed(2);
  if (field.kind === 'dateTime' && typeof value === 'string') return value.replace('T', ' ');
  return String(value);
}
