import { RowMarks } from './marks.ts';
import { decodeEscapes, decodeText, ownText } from './markup.ts';
import { dateOfSerial, numberText } from './numbers.ts';
import { ReadStop, emptyCell } from './port.ts';
import type { Cell, ReadLimits, SheetRow } from './port.ts';

/** What cells refer to elsewhere in the workbook. */
export interface RowContext {
  /** The shared strings as cells: a text that stands in 100,000 rows is one object in all of them. */
  readonly texts: readonly Cell[];
  /** Cell formats that show a date, by the number cells give. */
  readonly dateFormats: ReadonlySet<number>;
  /** What cell formats mark, by the same number (marks.ts); absent where none does. */
  readonly marks?: Uint8Array;
  /** Dates met so far, by what the file holds; filled here. */
  readonly dates: Map<string, Cell>;
  readonly since1904: boolean;
  readonly limits: ReadLimits;
  readonly columns?: ReadonlySet<number>;
}

const lastRow = 1_048_576;
const mostDates = 50_000;
/** One for all rows: they are cut one after the other. */
const rowMarks = new RowMarks();

/**
 * One `<row>` element as a row of cells. This is the inner loop of every import: index searches and character codes, no
 * regular expressions, and no piece of text is cut out that is not a cell's.
 */
export function rowOf(xml: string, previous: number, context: RowContext): SheetRow {
  const headEnd = xml.indexOf('>');
  const head = xml.slice(0, headEnd);
  const number = rowNumber(head, previous);
  const cells: Cell[] = [];
  const tag: Tag = { column: -1, type: '', style: '0' };
  let at = headEnd + 1;
  let column = -1;
  const { marks } = context;
  for (;;) {
    const start = cellStart(xml, at);
    if (start < 0) break;
    const tagEnd = xml.indexOf('>', start);
    if (tagEnd < 0) throw new ReadStop('damaged', { row: number });
    const selfClosed = xml.charCodeAt(tagEnd - 1) === 47;
    const end = selfClosed ? tagEnd : xml.indexOf('</c>', tagEnd);
    if (end < 0) throw new ReadStop('damaged', { row: number });
    readTag(xml, start, tagEnd, tag);
    column = tag.column < 0 ? column + 1 : tag.column;
    at = end + 1;
    if (selfClosed || (context.columns !== undefined && !context.columns.has(column))) continue;
    const cell = cellOf(tag, xml, tagEnd + 1, end, context);
    if (cell === emptyCell) continue;
    if (column >= context.limits.columns) throw new ReadStop('tooLarge', { columns: column + 1 });
    while (cells.length < column) cells.push(emptyCell);
    cells[column] = cell;
  }
  const isHidden = head.includes('hidden="1"') || head.includes('hidden="true"');
  if (!isHidden && !marks) return { number, cells };
  return {
    number,
    cells,
    ...(isHidden ? { hidden: true } : {}),
    ...(marks ? marksOf(xml, headEnd + 1, marks) : {}),
  };
}

/**
 * A run of its own, over all cells whatever columns are wanted: most workbooks mark nothing, and the loop above is the one
 * that every cell of every import goes through.
 */
function marksOf(xml: string, from: number, marks: Uint8Array): typeof rowMarks.found {
  const tag: Tag = { column: -1, type: '', style: '0' };
  rowMarks.clear();
  for (let at = cellStart(xml, from); at >= 0; at = cellStart(xml, at)) {
    const tagEnd = xml.indexOf('>', at);
    if (tagEnd < 0) break;
    readTag(xml, at, tagEnd, tag);
    const isEmpty = xml.charCodeAt(tagEnd - 1) === 47 || xml.startsWith('</c>', tagEnd + 1);
    if (!isEmpty) rowMarks.add(marks[Number(tag.style)] ?? 0);
    at = tagEnd;
  }
  return rowMarks.found;
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

/** What a cell's tag says; one object for a whole row. */
interface Tag {
  /** From 0; -1 when the cell follows the one before it. */
  column: number;
  type: string;
  style: string;
}

const [letterR, letterS, letterT] = [114, 115, 116];

function readTag(xml: string, start: number, end: number, tag: Tag): void {
  tag.column = -1;
  tag.type = '';
  tag.style = '0';
  for (let at = start + 2; at < end - 3; at += 1) {
    // ` r="`, ` s="`, ` t="`: nothing else of a cell's attributes is of use here.
    if (xml.charCodeAt(at) !== 32 || xml.charCodeAt(at + 2) !== 61 || xml.charCodeAt(at + 3) !== 34) continue;
    const name = xml.charCodeAt(at + 1);
    if (name === letterR) tag.column = columnAt(xml, at + 4, end);
    else if (name === letterT) tag.type = valueAt(xml, at + 4);
    else if (name === letterS) tag.style = valueAt(xml, at + 4);
    at += 3;
  }
}

const valueAt = (xml: string, from: number): string => xml.slice(from, xml.indexOf('"', from));

/** Column of a reference such as `AB12`, from 0; -1 when there is none. */
function columnAt(xml: string, from: number, end: number): number {
  let column = 0;
  for (let at = from; at < end; at += 1) {
    const letter = xml.charCodeAt(at);
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
    if (column > 16_384) return -1;
  }
  return column - 1;
}

function cellOf(tag: Tag, xml: string, from: number, end: number, context: RowContext): Cell {
  if (tag.type === 's') {
    const place = wholeAt(xml, from, end);
    const cell = place < 0 ? undefined : context.texts[place];
    if (cell !== undefined) return cell;
  }
  const body = xml.slice(from, end);
  if (tag.type === 'inlineStr') return textCell(runsOf(body));
  const value = between(body, '<v', '</v>');
  if (value === undefined) return body.includes('<f') ? { kind: 'uncached', text: '' } : emptyCell;
  switch (tag.type) {
    case 's': {
      const cell = context.texts[Number(value)];
      if (cell === undefined) throw new ReadStop('damaged', { strings: 'index' });
      return cell;
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

/** The number of `<v>123</v>` when that is all the cell holds, as it nearly always is; otherwise -1. */
function wholeAt(xml: string, from: number, end: number): number {
  if (xml.charCodeAt(from) !== 60 || xml.charCodeAt(from + 1) !== 118 || xml.charCodeAt(from + 2) !== 62)
    return -1;
  let value = 0;
  let at = from + 3;
  for (; at < end; at += 1) {
    const digit = xml.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  return at > from + 3 && at === end - 4 && xml.startsWith('</v>', at) ? value : -1;
}

function numberCell(tag: Tag, value: string, context: RowContext): Cell {
  const isDate = context.dateFormats.size > 0 && context.dateFormats.has(Number(tag.style));
  const known = isDate ? context.dates.get(value) : undefined;
  if (known) return known;
  const text = numberText(value);
  if (text === '') return emptyCell;
  const date = isDate ? dateOfSerial(Number(text), context.since1904) : undefined;
  if (date === undefined) return { kind: 'number', text };
  const cell: Cell = { kind: 'date', text: date, raw: text };
  if (context.dates.size < mostDates) context.dates.set(ownText(value), cell);
  return cell;
}

export function textCell(text: string): Cell {
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
