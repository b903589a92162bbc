/** Letters that sheets carry and nobody typed: zero-width marks, control characters, halves of a broken pair (R6). */
export function cleanText(text: string): string {
  // Most cells are plain letters, digits and Han characters with nothing to clean.
  if (/^[\x21-\x7e\u4e00-\u9fff]*$/.test(text)) return text;
  return text
    .replace(/[\t\r\n\u00a0\u3000]+/g, ' ')
    .replace(/[\p{Cc}\p{Surrogate}\u200b-\u200f\ufeff]/gu, '')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** Marks that people put into a cell to show that it is empty on purpose. */
export function isPlaceholder(text: string): boolean {
  return /^(?:[-—–_/\\.。·]+|无|暂无|未填|n\/?a|null|none|nil)$/i.test(text);
}

/** The word that empties a field; an empty cell never does (K15). */
export function isClearWord(text: string): boolean {
  return text === '清空';
}
