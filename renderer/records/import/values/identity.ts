import { judgeResidentNumber, normaliseIdentityNumber } from '../../../../domain/rules/identityNumber.ts';
import { cleanText } from './cleanText.ts';
import { valueOf } from './parsed.ts';
import type { Parsed } from './parsed.ts';
import type { Cell } from '../readers/port.ts';

/** Spreadsheet programs keep fifteen digits of a number; the rest became zeros or an exponent. */
export function isRuinedNumber(cell: Cell): boolean {
  return (
    (cell.kind === 'number' && cell.text.replace(/\D/g, '').length > 15) ||
    /^\d(\.\d+)?E\+?\d+$/i.test(cell.text.trim())
  );
}

/** For K48: an 18-digit number that ends in 000, or one that already shows the damage. */
export function looksRuined(cell: Cell): boolean {
  return isRuinedNumber(cell) || /^\d{15}000$/.test(normaliseIdentityNumber(cell.text));
}

const ruined =
  '身份证号被 Excel 改成了数字，后几位已经丢了，无法还原。请让人事把这一列设为“文本”后重新导出。';

/**
 * A document number. What has the form of a resident number must be one; every other form is judged with its document
 * type when the whole row is known.
 */
export function parseIdentity(cell: Cell): Parsed {
  if (isRuinedNumber(cell)) return { kind: 'refuse', message: ruined };
  const value = normaliseIdentityNumber(cleanText(cell.text));
  if (!/^\d{14,18}X?$/.test(value)) return valueOf(value);
  const verdict = judgeResidentNumber(value);
  return verdict.ok ? valueOf(verdict.value) : { kind: 'refuse', message: verdict.message };
}

/** Document type that a number's own form names; rosters seldom carry a column for it. */
export function documentTypeOf(number: string): string | undefined {
  if (/^\d{17}[\dX]$/.test(number)) {
    if (/^8[12]/.test(number)) return 'B01';
    if (number.startsWith('83')) return 'B02';
    return number.startsWith('9') ? '553' : '111';
  }
  if (/^[HM](\d{8}|\d{10})$/.test(number)) return '516';
  if (/^[A-Z]{3}\d{12}$/.test(number)) return '553';
  if (/^[A-Z][A-Z0-9]\d{7}$/.test(number)) return '414';
  return undefined;
}
