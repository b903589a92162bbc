import { decodeEscapes, decodeText, ownText } from './markup.ts';
import { dateOfSerial, numberText } from './numbers.ts';
import { ReadStop, emptyCell } from './port.ts';
import type { Cell, ReadLimits, SheetRow } from './port.ts';

/** What cells refer to elsewhere in the workbook. */
export interface RowContext {
  readonly strings: readonly string[];
  /** Cell formats that show a date, by the number cells give. */
  readonly dateFormats: ReadonlySet<number>;
  readonly since1904: boolean;
  readonly limits: ReadLimits;
  readonly columns?: ReadonlySet<number>;
}

const lastRow = 1_048_576;

/** One `<row>` element as a row of cells. This is the inner loop of every import: plain index searches, no regular expressions. */
export function rowOf(xml: string, previous: number, context: RowContext): SheetRow {
  const headEnd = xml.indexOf('>');
  const head = xml.slice(0, headEnd);
  const number = rowNumber(head, previous);
  const cells: Cell[] = [];
  let at = headEnd + 1;
  let column = -1;
  for (;;) {
    const start = cellStart(xml, at);
    if (start < 0) break;
    const tagEnd = xml.indexOf('>', start);
    if (tagEnd < 0) throw new ReadStop('damaged', { row: number });
    const tag = xml.slice(start, tagEnd);
    const selfClosed = xml.charCodeAt(tagEnd - 1) === 47;
    const end = selfClosed ? tagEnd : xml.indexOf('</c>', tagEnd);
    if (end < 0) throw new ReadStop('damaged', { row: number });
    column = columnOf(tag) ?? column + 1;
    at = end + 1;
    if (selfClosed || (context.columns !== undefined && !context.columns.has(column))) continue;
    const cell = cellOf(tag, xml.slice(tagEnd + 1, end), context);
    if (cell === emptyCell) continue;
    if (column >= context.limits.columns) throw new ReadStop('tooLarge', { columns: column + 1 });
    while (cells.length < column) cells.push(emptyCell);
    cells[column] = cell;
  }
  return head.includes('hidden="1"') || head.includes('hidden="true"')
    ? { number, cells, hidden: true }
    : { number, cells };
}

function rowNumber(head: string, previous: number): number {
  const at = head.indexOf(' r="');
  const number = at < 0 ? previous + 1 : Number.parseInt(head.slice(at + 4), 10);
  if (!(number >= 1 && number <= lastRow)) throw new ReadStop('damaged', { row: previous });
  return number;
}

function cellStart(xml: string, from: number): number {
  let at = from;
  for (;;) {
    at = xml.indexOf('<c', at);
    if (at < 0) return -1;
    const next = xml.charCodeAt(at + 2);
    if (next === 32 || next === 62 || next === 47 || next === 10 || next === 13 || next === 9) return at;
    at += 2;
  }
}

/** Column of a reference such as `AB12`, from 0. */
function columnOf(tag: string): number | undefined {
  const at = tag.indexOf(' r="');
  if (at < 0) return undefined;
  let column = 0;
  for (let i = at + 4; i < tag.length; i += 1) {
    const letter = tag.charCodeAt(i);
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
    if (column > 16_384) return undefined;
  }
  return column === 0 ? undefined : column - 1;
}

function plainAttribute(tag: string, name: string): string {
  const at = tag.indexOf(` ${name}="`);
  if (at < 0) return '';
  const start = at + name.length + 3;
  return tag.slice(start, tag.indexOf('"', start));
}

function cellOf(tag: string, body: string, context: RowContext): Cell {
  const type = plainAttribute(tag, 't');
  if (type === 'inlineStr') return textCell(runsOf(body));
  const value = between(body, '<v', '</v>');
  if (value === undefined) return body.includes('<f') ? { kind: 'uncached', text: '' } : emptyCell;
  switch (type) {
    case 's': {
      const text = context.strings[Number(value)];
      if (text === undefined) throw new ReadStop('damaged', { strings: 'index' });
      return textCell(text);
    }
    case 'str':
      return textCell(decodeEscapes(decodeText(value)));
    case 'e':
      return { kind: 'error', text: decodeText(value) };
    case 'b':
      return { kind: 'flag', text: value.trim() === '1' ? '是' : '否', raw: value.trim() };
    case 'd':
      return { kind: 'date', text: value.slice(0, 10), raw: value };
    default:
      return numberCell(tag, value, context);
  }
}

function numberCell(tag: string, value: string, context: RowContext): Cell {
  const text = numberText(value);
  if (text === '') return emptyCell;
  if (context.dateFormats.size > 0 && context.dateFormats.has(Number(plainAttribute(tag, 's') || '0'))) {
    const date = dateOfSerial(Number(text), context.since1904);
    if (date !== undefined) return { kind: 'date', text: date, raw: text };
  }
  return { kind: 'number', text };
}

function textCell(text: string): Cell {
  return text === '' ? emptyCell : { kind: 'text', text: ownText(text) };
}

function between(body: string, open: string, close: string): string | undefined {
  const start = body.indexOf(open);
  if (start < 0) return undefined;
  const from = body.indexOf('>', start) + 1;
  if (body.charCodeAt(from - 2) === 47) return '';
  const end = body.indexOf(close, from);
  return end < 0 ? undefined : body.slice(from, end);
}

/** Text of an `<is>` or `<si>`: its runs joined, without the phonetic guides. */
export function runsOf(body: string): string {
  const plain = body.includes('<rPh') ? body.replace(/<rPh[\s\S]*?<\/rPh>/g, '') : body;
  let text = '';
  let at = 0;
  for (;;) {
    at = plain.indexOf('<t', at);
    if (at < 0) return decodeEscapes(decodeText(text));
    const next = plain.charCodeAt(at + 2);
    const open = plain.indexOf('>', at);
    if (open < 0) return decodeEscapes(decodeText(text));
    at = open + 1;
    if ((next !== 62 && next !== 32 && next !== 47) || plain.charCodeAt(open - 1) === 47) continue;
    const end = plain.indexOf('</t>', at);
    if (end < 0) return decodeEscapes(decodeText(text));
    text += plain.slice(at, end);
    at = end;
  }
}
