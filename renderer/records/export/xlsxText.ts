/** Text as it may stand in a sheet's XML: characters XML forbids go, and what looks like an escape is escaped itself. */
export function sheetText(text: string): string {
  const bare = /[\p{Cc}\p{Surrogate}\uffff\ufffe]/u.test(text)
    ? text.replace(/[^\P{Cc}\t\r\n]|\p{Surrogate}|[\ufffe\uffff]/gu, '')
    : text;
  const safe = bare.includes('_x') ? bare.replace(/_x(?=[0-9A-Fa-f]{4}_)/g, '_x005F_x') : bare;
  return /[&<>"]/.test(safe)
    ? safe.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
    : safe;
}

/** A sheet's name within the 31 letters and without the signs that spreadsheet programs refuse. */
export function sheetName(name: string): string {
  const bare = name
    .replace(/[\\/?*[\]:]/g, ' ')
    .replace(/^'+|'+$/g, '')
    .trim();
  return [...(bare === '' ? '表一' : bare)].slice(0, 31).join('');
}

/** `A`, `B` … `AA`. */
export function columnName(index: number): string {
  let rest = index;
  let name = '';
  for (;;) {
    name = String.fromCharCode(65 + (rest % 26)) + name;
    rest = Math.floor(rest / 26) - 1;
    if (rest < 0) return name;
  }
}
