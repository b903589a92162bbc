/** Mobile numbers, `^1[3-9]\d{9}$` after cleaning (facts 1.6: a platform that knew only 13/15/18 silently lost the rest). */
export type PhoneVerdict =
  | { readonly ok: true; readonly value: string; readonly rest?: string }
  | { readonly ok: false; readonly message: string };

function clean(raw: string): string {
  return raw
    .normalize('NFKC')
    .replace(/[\s\-()\u200b-\u200f\ufeff]/g, '')
    .replace(/^(\+?0{0,2}86)(?=1[3-9]\d{9}$)/, '');
}

/** Mainland mobiles, landlines with area code, 港澳 numbers with 852/853, short numbers of a plant are not phones. */
export function judgePhone(raw: string): PhoneVerdict {
  // Nearly every number is a mobile written as it is stored, and an import judges each of 100,000 twice.
  if (isMobile(raw)) return { ok: true, value: raw };
  const [first = '', ...others] = raw
    .normalize('NFKC')
    .split(/[/、,，;；|]|\s{2,}/)
    .map((part) => part.trim())
    .filter(Boolean);
  const value = clean(first);
  const rest = others.join('；');
  if (/^\d(\.\d+)?E\+?\d+$/i.test(value)) {
    return {
      ok: false,
      message: '手机号被表格软件改成了科学计数法，后几位已经丢了。请把这一列设为“文本”后重新导出。',
    };
  }
  if (/^1[3-9]\d{9}$/.test(value) || /^0\d{9,11}$/.test(value) || /^(00|\+)?(852|853)\d{8}$/.test(value)) {
    return rest ? { ok: true, value, rest } : { ok: true, value };
  }
  return { ok: false, message: '这不像一个电话号码：手机号是 1 开头的 11 位数字，座机要带区号。' };
}

/** Whether a stored value is a mainland mobile. */
export function isMobile(value: string): boolean {
  return /^1[3-9]\d{9}$/.test(value);
}
