import { judgePhone } from '../../../../domain/rules/phone.ts';
import { cleanText } from './cleanText.ts';
import { unread, valueOf } from './parsed.ts';
import type { Parsed } from './parsed.ts';
import type { FieldDefinition } from '../../../../domain/records/definition.ts';
import type { Cell } from '../readers/port.ts';

/** A phone cell as HR fills it (clerks.md 2.5): one number, two, one with a remark, or the plant's short number alone. */
export function parsePhone(field: FieldDefinition, cell: Cell): Parsed {
  const verdict = judgePhone(cell.text);
  if (verdict.ok && verdict.rest === undefined) return valueOf(verdict.value);
  const found = verdict.ok ? { value: verdict.value, rest: verdict.rest ?? '' } : numberAmong(cell.text);
  if (found) return withRest(field, found.value, cleanText(found.rest));
  const short = cell.text.normalize('NFKC').replace(/[\s-]|短号[:：]?/g, '');
  if (field.restTo !== undefined && /^\d{3,8}$/.test(short)) {
    const notice = `“${field.label}”写的是短号 ${short}，不是手机号，记到了备用的那一栏。`;
    return { kind: 'rest', rest: short, notice };
  }
  return unread(cell.text, `“${field.label}”不像电话号码，这一格没有导入。`);
}

function withRest(field: FieldDefinition, value: string, rest: string): Parsed {
  if (rest === '') return valueOf(value);
  const what = /\d/.test(rest)
    ? '有两个号码，取了第一个能用的'
    : `还写着“${rest.slice(0, 20)}”，没有当作号码`;
  return { kind: 'value', value, notice: `“${field.label}”一格里${what}。`, rest };
}

/** Words that only say that a number follows. */
const idle = /^(?:本人|手机号?码?|电话号?码?|联系方式|tel|mobile)$/i;

/** The first real number among the pieces of a cell, and the other pieces: 66123/170…, 170…（家）, 020-8383…转802. */
function numberAmong(raw: string): { readonly value: string; readonly rest: string } | undefined {
  const text = raw.normalize('NFKC');
  for (const between of splits) {
    const pieces = text
      .split(between)
      .map((piece) => piece.trim())
      .filter((piece) => piece !== '' && !idle.test(piece));
    for (const [at, piece] of pieces.entries()) {
      const verdict = judgePhone(piece);
      if (!verdict.ok) continue;
      const rest = pieces.filter((_, other) => other !== at).join('；');
      return { value: verdict.value, rest };
    }
  }
  return undefined;
}

/** A dash stands inside numbers too, so it parts them only where nothing else does. */
const splits: readonly RegExp[] = [/[\s/、,;|():转]+/, /[\s/、,;|():转-]+/];
