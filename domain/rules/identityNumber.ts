import { isRealDate } from './calendar.ts';

/** Document types of domain/dictionaries/id_document_type.json. */
export const residentIdCard = '111';

export interface IdentityFacts {
  /** `YYYY-MM-DD`, or undefined when the document does not carry it. */
  readonly birthDate?: string;
  /** GB/T 2261.1: `1` 男, `2` 女. */
  readonly sex?: '1' | '2';
}

export type IdentityFault =
  | 'empty'
  | 'scientific'
  | 'fifteenDigits'
  | 'length'
  | 'characters'
  | 'province'
  | 'birthDate'
  | 'checkDigit'
  | 'ruinedTail'
  | 'form';

export type IdentityVerdict =
  | { readonly ok: true; readonly value: string; readonly facts: IdentityFacts }
  | { readonly ok: false; readonly fault: IdentityFault; readonly message: string };

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkCharacters = '10X98765432';
/**
 * First two digits that name a province, plus 83 (residence permit for 台湾 residents). Only these are checked: the six
 * digits hold the code at birth registration, and many of those are withdrawn today (GB 11643; facts 1.5, trap 2).
 */
const provinces = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(
    ' ',
  ),
);

/** Check character of the first seventeen digits (GB 11643, ISO 7064 MOD 11-2). */
export function checkCharacterOf(first17: string): string {
  let sum = 0;
  for (let i = 0; i < 17; i += 1) sum += (first17.charCodeAt(i) - 48) * (weights[i] ?? 0);
  return checkCharacters[sum % 11] ?? '';
}

/** Full-width to half-width, no spaces, hyphens or leading apostrophe, `x` to `X`. */
export function normaliseIdentityNumber(raw: string): string {
  // Nearly every number is judged several times on its way and is in this form after the first.
  if (/^\d{17}[\dX]$/.test(raw)) return raw;
  return raw
    .normalize('NFKC')
    .replace(/^['‘’`]/, '')
    .replace(/[\s\u200b-\u200f\ufeff-]/g, '')
    .toUpperCase();
}

const refuse = (fault: IdentityFault, message: string): IdentityVerdict => ({ ok: false, fault, message });

/** Judges a resident identity number, a residence permit of 港澳台 residents, or a 2023 foreigner's permanent residence card. */
export function judgeResidentNumber(raw: string): IdentityVerdict {
  const value = normaliseIdentityNumber(raw);
  if (value === '') return refuse('empty', '没有填证件号码。');
  if (/^\d(\.\d+)?E\+?\d+$/.test(value)) {
    return refuse(
      'scientific',
      '身份证号被表格软件改成了科学计数法，后几位已经丢了，无法还原。请让人事把这一列设为“文本”后重新导出。',
    );
  }
  if (/^\d{15}$/.test(value)) {
    return refuse('fifteenDigits', '这是 15 位的老身份证号，没有校验位。请填现在的 18 位号码。');
  }
  if (value.length !== 18)
    return refuse('length', `身份证号应是 18 位，这里是 ${value.length} 位。请对照证件改一下。`);
  if (!/^\d{17}[\dX]$/.test(value))
    return refuse('characters', '身份证号里有不该出现的字。前 17 位是数字，最后一位是数字或 X。');
  const foreigner = value.startsWith('9');
  if (!foreigner && !provinces.has(value.slice(0, 2)))
    return refuse('province', '身份证号开头两位不是任何省份的代码。请对照证件改一下。');
  const [year, month, day] = [value.slice(6, 10), value.slice(10, 12), value.slice(12, 14)];
  if (!isRealDate(Number(year), Number(month), Number(day))) {
    return refuse('birthDate', '身份证号里的出生日期不存在。请对照证件改一下。');
  }
  if (checkCharacterOf(value.slice(0, 17)) !== value[17]) {
    return value.endsWith('000')
      ? refuse(
          'ruinedTail',
          '身份证号疑似被 Excel 改坏（末三位变成 000），无法还原。请让人事把这一列设为“文本”后重新导出。',
        )
      : refuse('checkDigit', '身份证号最后一位校验不对，多半是输错了一位。请对照证件改一下。');
  }
  return {
    ok: true,
    value,
    facts: { birthDate: `${year}-${month}-${day}`, sex: Number(value[16]) % 2 === 1 ? '1' : '2' },
  };
}

const forms: Readonly<Record<string, { readonly pattern: RegExp; readonly message: string }>> = {
  '414': { pattern: /^[A-Z0-9]{5,17}$/, message: '护照号码是 5 至 17 位字母和数字。请对照证件改一下。' },
  '511': {
    pattern: /^(\d{8}|\d{10})$/,
    message: '台湾居民来往大陆通行证号码是 8 位数字（旧证 10 位）。请对照证件改一下。',
  },
  '516': {
    pattern: /^[HM](\d{8}|\d{10})$/,
    message: '港澳居民来往内地通行证号码是 H 或 M 加 8 位数字（旧证 10 位）。请对照证件改一下。',
  },
};

/** Judges a document number by its type (facts 1.5); 990 其他 and 军官证 are free text. */
export function judgeDocumentNumber(type: string, raw: string): IdentityVerdict {
  const value = normaliseIdentityNumber(raw);
  if (value === '') return refuse('empty', '没有填证件号码。');
  if (type === residentIdCard || type === 'B01' || type === 'B02') return judgeResidentNumber(raw);
  if (type === '553') {
    if (/^[A-Z]{3}\d{12}$/.test(value)) return { ok: true, value, facts: {} };
    return judgeResidentNumber(raw);
  }
  const form = forms[type];
  if (form && !form.pattern.test(value)) return refuse('form', form.message);
  if (value.length > 40) return refuse('length', '证件号码太长，最多 40 个字。');
  return { ok: true, value, facts: {} };
}
