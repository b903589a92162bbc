/** Rows of cells as they were copied from WPS, Excel, a chat or a web page. */
export type Block = readonly (readonly string[])[];

/** The part of a clipboard that is read. */
export interface Copied {
  getData(format: string): string;
}

/**
 * What was copied, cut into cells. A table's own text form has tabs; where a program put none there (a chat, a web
 * page), its HTML is read. Without either it is one column.
 */
export function blockOf(copied: Copied): Block {
  const plain = copied.getData('text/plain');
  if (plain.includes('\t')) return cellsOf(plain);
  const html = copied.getData('text/html');
  const table = html === '' ? [] : tableOf(html);
  return table.length > 0 ? table : cellsOf(plain);
}

/** Tab-separated text with the habits of spreadsheet programs: quotes doubled inside quotes, line breaks inside them. */
export function cellsOf(text: string): Block {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  const source = text.replace(/\r\n?/g, '\n');
  while (at < source.length) {
    const { cell, end } = cellAt(source, at);
    row.push(cell.trim());
    if (source[end] !== '\t') {
      rows.push(row);
      row = [];
    } else if (end + 1 === source.length) row.push('');
    at = end + 1;
  }
  if (row.length > 0) rows.push(row);
  return tidy(rows);
}

function cellAt(source: string, at: number): { readonly cell: string; readonly end: number } {
  const quoted = /"((?:[^"]|"")*)"(?=[\t\n]|$)/y;
  quoted.lastIndex = at;
  const found = quoted.exec(source);
  if (found !== null) return { cell: (found[1] ?? '').replaceAll('""', '"'), end: quoted.lastIndex };
  const stop = /[\t\n]/g;
  stop.lastIndex = at;
  const end = stop.exec(source)?.index ?? source.length;
  return { cell: source.slice(at, end), end };
}

/** The first table of copied HTML. Nothing of it is shown or run: only texts are taken out of a document of its own. */
function tableOf(html: string): Block {
  const table = new DOMParser().parseFromString(html, 'text/html').querySelector('table');
  return tidy(
    [...(table?.rows ?? [])].map((row) =>
      [...row.cells].flatMap((cell) => [
        (cell.textContent ?? '').replace(/\s+/g, ' ').trim(),
        ...Array.from({ length: Math.max(0, cell.colSpan - 1) }, () => ''),
      ]),
    ),
  );
}

/** All rows equally wide, empty rows left out. */
function tidy(rows: readonly (readonly string[])[]): Block {
  const width = Math.max(0, ...rows.map((row) => row.length));
  return rows
    .filter((row) => row.some((cell) => cell !== ''))
    .map((row) => [...row, ...Array.from({ length: width - row.length }, () => '')]);
}

/** A block as text that the import's reader cuts just so: no comma or semicolon of an address is seen as a separator. */
export function textOfBlock(block: Block): string {
  const quoted = (cell: string): string =>
    /[\t\n",;]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  return block.map((row) => row.map(quoted).join('\t')).join('\r\n');
}
