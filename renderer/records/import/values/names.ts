import { cleanText } from './cleanText.ts';
import { valueOf } from './parsed.ts';
import type { Parsed } from './parsed.ts';

const isHan = (text: string): boolean => /^\p{Script=Han}$/u.test(text);

/** A name as it stands in a document (K46): padding between single characters goes, every other inner space stays. */
export function parseName(raw: string): Parsed {
  const text = cleanText(raw).replace(/[•・‧∙⋅．]/g, '·');
  const { name, tail } = withoutTail(text);
  const parts = name.split(' ');
  const joined = parts.length > 1 && parts.every(isHan) ? parts.join('') : name;
  if (tail === '') return valueOf(joined);
  const notice = `姓名后面的“${tail}”没有当作姓名，请看一眼。`;
  return {
    kind: 'value',
    value: joined,
    notice,
    rest: tail.replace(/^[（(［[【]([^（）()［］[\]【】]*)[）)\]］】]$/u, '$1'),
  };
}

/** 赵六-离职, 钱七A: remarks without brackets, behind Han characters only; `刘-海` and `Anna` are names. */
const bareTail =
  /^(\p{Script=Han}{2,5})\s*(?:[-—–_/／]\s*(已?离职|辞职|自离|试用|外包|派遣|实习|返聘|产假|病假|调出|转出|新|男|女)|([A-Ea-e]))$/u;

/** 张三（离职）, 李四*, 王五(女): HR's remarks behind a name. A name that is nothing but brackets keeps them. */
function withoutTail(text: string): { name: string; tail: string } {
  const match = /^(.+?)\s*((?:[（(［[【][^）)\]］】]*[）)\]］】]|[*＊#★△▲]+|\d{1,2})+)$/u.exec(text);
  if (!match) {
    const bare = bareTail.exec(text);
    return bare ? { name: bare[1] ?? text, tail: bare[2] ?? bare[3] ?? '' } : { name: text, tail: '' };
  }
  return { name: match[1] ?? text, tail: match[2] ?? '' };
}
