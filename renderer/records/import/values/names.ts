import { cleanText } from './cleanText.ts';
import { valueOf } from './parsed.ts';
import type { Parsed } from './parsed.ts';

const isHan = (text: string): boolean => /^\p{Script=Han}$/u.test(text);

/** A name as it stands in a document (K46): padding between two single characters goes, every other inner space stays. */
export function parseName(raw: string): Parsed {
  const text = cleanText(raw).replace(/[•・‧∙⋅．]/g, '·');
  const { name, tail } = withoutTail(text);
  const parts = name.split(' ');
  const joined = parts.length === 2 && parts.every(isHan) ? parts.join('') : name;
  if (tail === '') return valueOf(joined);
  const notice = `姓名后面的“${tail}”没有当作姓名，请看一眼。`;
  return {
    kind: 'value',
    value: joined,
    notice,
    rest: tail.replace(/^[（(［[【]([^（）()［］[\]【】]*)[）)\]］】]$/u, '$1'),
  };
}

/** 张三（离职）, 李四*, 王五(女): HR's remarks behind a name. A name that is nothing but brackets keeps them. */
function withoutTail(text: string): { name: string; tail: string } {
  const match = /^(.+?)\s*((?:[（(［[【][^）)\]］】]*[）)\]］】]|[*＊#★△▲]+|\d{1,2})+)$/u.exec(text);
  if (!match) return { name: text, tail: '' };
  return { name: match[1] ?? text, tail: match[2] ?? '' };
}
