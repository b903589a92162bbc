import { pinyin } from 'pinyin-pro';

const cache = new Map<string, string>();

/** 汉族 → “hz hanzu 汉族”: what a box with type-to-find is searched by. */
export function findable(label: string): string {
  let text = cache.get(label);
  if (text === undefined) {
    const syllables = pinyin(label, { toneType: 'none', type: 'array', nonZh: 'consecutive' });
    text = `${syllables.map((part) => part[0] ?? '').join('')} ${syllables.join('')} ${label}`.toLowerCase();
    cache.set(label, text);
  }
  return text;
}

/** Whether what was typed finds this label: by initials, by pinyin from its beginning, or by its characters. */
export function finds(typed: string, label: string): boolean {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return true;
  const [initials = '', whole = '', ...words] = findable(label).split(' ');
  return initials.startsWith(wanted) || whole.startsWith(wanted) || words.join(' ').includes(wanted);
}
