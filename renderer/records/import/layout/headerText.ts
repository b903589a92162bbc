/** Notes in a header that say how to fill a column, not what it is: （必填）, （元）, (格式：…), （18位）, （如本/专科）. */
const fillingNote =
  /[(［[【](?:必填|选填|可不填|非必填|格式.*?|如.*?|例.*?|即.*?|请.*?|填.*?|注.*?|\d+位.*?|单位.*?|万?元|√|yyyy.*?|年月日?)[)］\]】]/gi;

/** A header as it is compared (clerks.md 2.4): width, spaces, line breaks, stars, filling notes and numbering do not count. */
export function normaliseHeader(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\u200b-\u200f\ufeff]+/g, '')
    .replace(fillingNote, '')
    .replace(/[*:：]/g, '')
    .replace(/^\d{1,2}[.、]/, '')
    .toLowerCase();
}

/** The header without what stands in brackets: a weaker likeness (`姓名(拼音)` is no name). */
export function withoutBrackets(header: string): string {
  return header.replace(/[([［【][^)\]］】]*[)\]］】]/g, '');
}

/** Short key of a layout: the same headers in the same order are the same layout (K53). Not a secret, so not a cryptographic hash. */
export function layoutKey(type: string, headers: readonly string[]): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (const letter of headers.map(normaliseHeader).join('\u0001')) {
    const code = letter.codePointAt(0) ?? 0;
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  const hex = (part: number): string => (part >>> 0).toString(16).padStart(8, '0');
  return `import.layout.${type}.${hex(high)}${hex(low)}`;
}
