import { Budget } from './budget.ts';
import { encodingOf } from './encoding.ts';
import { isErrorText, ownText } from './markup.ts';
import { ReadStop, emptyCell } from './port.ts';
import type { TextEncoding } from './encoding.ts';
import type { Cell, ReadLimits, RowOptions, SheetRow, SheetSource } from './port.ts';

/** Opens a .csv or .txt whatever its encoding and separator: by what is in it, never by its name. */
export async function openText(blob: Blob, limits: ReadLimits): Promise<SheetSource> {
  const encoding = await encodingOf(blob, limits);
  const sample = await sampleOf(blob, encoding);
  const named = /^\ufeff?"?sep=(.)"?(?:\r|\n)/i.exec(sample)?.[1];
  const separator = named ?? separatorOf(sample);
  return {
    format: 'text',
    sheets: [{ name: '', hidden: false }],
    // A line `sep=;` above everything is a word between spreadsheet programs and none of the table's.
    rows: (_sheet, options = {}) => readRows(blob, encoding, separator, named !== undefined, limits, options),
  };
}

async function sampleOf(blob: Blob, encoding: TextEncoding): Promise<string> {
  return new TextDecoder(encoding).decode(await blob.slice(0, 65_536).arrayBuffer());
}

const separators = [',', '\t', ';'] as const;

/** The separator that most lines of the beginning agree on. */
export function separatorOf(sample: string): string {
  const lines = sample
    .replace(/"[^"]*"/g, '')
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, 40);
  let best: { separator: string; score: number } = { separator: ',', score: 0 };
  for (const separator of separators) {
    const counts = lines.map((line) => line.split(separator).length - 1).filter((count) => count > 0);
    const score = counts.reduce((sum, count) => sum + count, 0);
    if (score > best.score) best = { separator, score };
  }
  return best.separator;
}

async function* readRows(
  blob: Blob,
  encoding: TextEncoding,
  separator: string,
  skipsFirst: boolean,
  limits: ReadLimits,
  options: RowOptions,
): AsyncGenerator<readonly SheetRow[], void, undefined> {
  const budget = new Budget(limits, options.signal);
  const decoder = new TextDecoder(encoding);
  const cutter = new LineCutter(separator, limits, options.columns);
  const reader = blob.stream().getReader();
  let left = options.maxRows ?? Number.POSITIVE_INFINITY;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (value) budget.payBytes(value.byteLength);
      const rows = cutter
        .feed(decoder.decode(value, { stream: !done }), done)
        .filter((row) => row.number > 1 || !skipsFirst)
        .slice(0, left);
      for (const row of rows) budget.payCells(row.cells.length);
      left -= rows.length;
      if (rows.length > 0) yield rows;
      if (done || left <= 0) return;
    }
  } finally {
    await reader.cancel();
  }
}

const longestRecord = 4 * 1024 * 1024;

/** RFC 4180 with the habits of spreadsheet programs: quotes doubled inside quotes, line breaks inside quotes, any line end. */
class LineCutter {
  private rest = '';
  private number = 0;
  private readonly separator: string;
  private readonly limits: ReadLimits;
  private readonly columns: ReadonlySet<number> | undefined;

  constructor(separator: string, limits: ReadLimits, columns: ReadonlySet<number> | undefined) {
    this.separator = separator;
    this.limits = limits;
    this.columns = columns;
  }

  feed(text: string, last: boolean): readonly SheetRow[] {
    const source = this.rest + text;
    const rows: SheetRow[] = [];
    let at = 0;
    while (at < source.length) {
      const end = this.recordEnd(source, at, last);
      if (end === undefined) break;
      this.number += 1;
      const cells = this.cellsOf(source.slice(at, end.text));
      if (cells.length > 0) rows.push({ number: this.number, cells });
      at = end.next;
    }
    this.rest = source.slice(at);
    if (this.rest.length > longestRecord) throw new ReadStop('damaged', { record: this.rest.length });
    return rows;
  }

  /** Where the record that begins at `from` ends; undefined when the text so far does not say. */
  private recordEnd(source: string, from: number, last: boolean): { text: number; next: number } | undefined {
    let quoted = false;
    for (let i = from; i < source.length; i += 1) {
      const letter = source.charCodeAt(i);
      if (letter === 34 && (quoted || this.opensQuote(source, i, from))) quoted = !quoted;
      else if (!quoted && (letter === 10 || letter === 13)) {
        if (letter === 13 && i + 1 === source.length && !last) return undefined;
        return { text: i, next: letter === 13 && source.charCodeAt(i + 1) === 10 ? i + 2 : i + 1 };
      }
    }
    return last ? { text: source.length, next: source.length } : undefined;
  }

  /** A quote opens a quoted cell only where a cell begins, or right after the quote that just closed (a doubled one). */
  private opensQuote(source: string, at: number, from: number): boolean {
    const before = source[at - 1];
    return at === from || before === this.separator || before === '"';
  }

  private cellsOf(line: string): readonly Cell[] {
    const cells: Cell[] = [];
    const parts = line.includes('"') ? quotedParts(line, this.separator) : line.split(this.separator);
    for (const [index, part] of parts.entries()) {
      const text = part.trim();
      if (text === '' || (this.columns !== undefined && !this.columns.has(index))) continue;
      if (index >= this.limits.columns) throw new ReadStop('tooLarge', { columns: index + 1 });
      while (cells.length < index) cells.push(emptyCell);
      // `="00123"` is how people keep leading zeros in a .csv.
      const kept = /^="([^"]*)"$/.exec(text)?.[1];
      cells[index] = { kind: isErrorText(text) ? 'error' : 'text', text: ownText(kept ?? text) };
    }
    return cells;
  }
}

function quotedParts(line: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let at = 0;
  while (at <= line.length) {
    if (line[at] !== '"') {
      const end = line.indexOf(separator, at);
      parts.push(end < 0 ? line.slice(at) : line.slice(at, end));
      if (end < 0) return parts;
      at = end + 1;
      continue;
    }
    let text = '';
    at += 1;
    for (;;) {
      const end = line.indexOf('"', at);
      text += end < 0 ? line.slice(at) : line.slice(at, end);
      at = end < 0 ? line.length : end + 1;
      if (line[at] !== '"' || end < 0) break;
      text += '"';
      at += 1;
    }
    const next = line.indexOf(separator, at);
    parts.push(text + (next < 0 ? line.slice(at) : line.slice(at, next)));
    if (next < 0) return parts;
    at = next + 1;
  }
  return parts;
}
