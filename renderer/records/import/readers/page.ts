import { RowMarks, filledFormat, struckFormat } from './marks.ts';
import { decodeText, isErrorText, ownText } from './markup.ts';
import { openMarkup } from './markupSource.ts';
import { dateOfSerial, isDateFormat, numberText } from './numbers.ts';
import { PageLooks, pageAttribute } from './pageStyle.ts';
import { ReadStop, emptyCell } from './port.ts';
import type { TextEncoding } from './encoding.ts';
import type { Look } from './pageStyle.ts';
import type { SheetListener, SheetParser } from './markupSource.ts';
import type { Cell, ReadLimits, SheetSource } from './port.ts';
import type { Token } from './tokens.ts';

/** Opens a web page whose tables are a roster: what web HR systems save as .xls, and what spreadsheet programs export. */
export async function openPage(blob: Blob, encoding: TextEncoding, limits: ReadLimits): Promise<SheetSource> {
  const parser = (listener: SheetListener): SheetParser => new PageParser(listener, limits);
  const source = await openMarkup({ format: 'page', blob, encoding, limits, parser });
  if (source.sheets.length === 0) throw new ReadStop('webPage');
  return source;
}

const named: Readonly<Record<string, string>> = {
  nbsp: ' ',
  ensp: ' ',
  emsp: ' ',
  thinsp: ' ',
  middot: '·',
  bull: '•',
  times: '×',
  radic: '√',
  deg: '°',
  yen: '¥',
  mdash: '—',
  ndash: '–',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  laquo: '«',
  raquo: '»',
};

function pageText(source: string): string {
  const text = source.replace(/[ \t\r\n\f]+/g, ' ');
  if (!text.includes('&')) return text;
  const own = text.replace(/&([a-z]{2,8});/gi, (whole, name: string) => named[name.toLowerCase()] ?? whole);
  return decodeText(own).replaceAll('\u00a0', ' ');
}

const breaks = new Set(['br', 'p', 'div', 'li', 'tr', 'h1', 'h2', 'h3', 'h4']);
const strikes = new Set(['s', 'strike', 'del']);
const empties = new Set(['br', 'img', 'input', 'hr', 'col', 'wbr', 'meta', 'link']);
const deepest = 256;
const mostRows = 1_048_576;

interface OpenCell {
  readonly column: number;
  readonly source: string;
  readonly marks: number;
  text: string;
  hasPlain: boolean;
  hasStruck: boolean;
}

/**
 * All tables of a page stand below one another in one sheet, as spreadsheet programs show them: systems put the header,
 * or each printed page, into a table of its own. LibreOffice names its sheets by anchors; each begins a sheet.
 */
class PageParser implements SheetParser {
  private readonly listener: SheetListener;
  private readonly limits: ReadLimits;
  private readonly looks = new PageLooks();
  private readonly marks = new RowMarks();
  private tables = 0;
  private number = 0;
  private row: Cell[] | undefined;
  private rowLook: Look = { marks: 0, isHidden: false };
  private column = 0;
  private cell: OpenCell | undefined;
  /** Row to which a cell above reaches down, by column. */
  private covered: number[] = [];
  private inside: { readonly name: string; readonly strikes: boolean }[] = [];
  private style: string | undefined;
  private title: string | undefined;
  private isStarted = false;

  constructor(listener: SheetListener, limits: ReadLimits) {
    this.listener = listener;
    this.limits = limits;
  }

  take(token: Token): void {
    if (token.kind === 'text') this.takeText(token.source);
    else if (token.kind === 'open') this.open(token);
    else this.close(token.name);
  }

  end(): void {
    // A file that was cut off ends inside its table; half a roster must not pass for a whole one.
    if (this.tables > 0) throw new ReadStop('damaged', { part: 'table' });
  }

  private takeText(source: string): void {
    if (this.style !== undefined) {
      if (this.style.length < 1024 * 1024) this.style += source;
      return;
    }
    const { cell } = this;
    if (!cell) {
      if (this.title !== undefined && this.title.length < 200) this.title += pageText(source);
      return;
    }
    const text = pageText(source);
    if (text.trim() !== '') {
      const isStruck = (cell.marks & struckFormat) !== 0 || this.inside.some((element) => element.strikes);
      if (isStruck) cell.hasStruck = true;
      else cell.hasPlain = true;
    }
    if (cell.text.length < 1024 * 1024)
      cell.text += cell.text === '' || /\s$/.test(cell.text) ? text.trimStart() : text;
  }

  private open({ name, source, isEmpty }: Token): void {
    if (name === 'style') this.style = '';
    else if (name === 'table') this.openTable();
    else if (this.tables === 0) this.openOutside(name, source);
    else if (this.tables > 1) this.breakText(name);
    else if (name === 'tr') this.openRow(source);
    else if (name === 'td' || name === 'th') this.openCell(source);
    else if (this.cell) {
      this.breakText(name);
      if (isEmpty || empties.has(name) || this.inside.length >= deepest) return;
      const strikesOut = strikes.has(name) || (this.looks.of(source).marks & struckFormat) !== 0;
      this.inside.push({ name, strikes: strikesOut });
    }
  }

  private openOutside(name: string, source: string): void {
    if (name !== 'a' || !/^table\d{1,4}$/.test(pageAttribute(source, 'name') ?? '')) return;
    this.title = '';
  }

  private openTable(): void {
    this.breakText('div');
    this.tables += 1;
    if (this.tables > 1) return;
    if (!this.isStarted || this.title !== undefined) {
      // `Sheet 1: 在职`, as LibreOffice writes it.
      const name = (this.title ?? '').replace(/^[^:：]{0,20}[:：]/, '').trim();
      this.listener.sheet({ name, hidden: false });
      this.number = 0;
    }
    this.isStarted = true;
    this.title = undefined;
    this.covered = [];
  }

  private close(name: string): void {
    if (name === 'style') {
      this.looks.learn(this.style ?? '');
      this.style = undefined;
    } else if (name === 'table' && this.tables > 0) {
      if (this.tables === 1) this.endRow();
      this.tables -= 1;
    } else if (this.tables === 1 && name === 'tr') this.endRow();
    else if (this.tables === 1 && (name === 'td' || name === 'th')) this.endCell();
    else {
      this.breakText(name);
      const at = this.inside.findLastIndex((element) => element.name === name);
      if (at >= 0) this.inside.length = at;
    }
  }

  private breakText(name: string): void {
    const { cell } = this;
    if (cell && breaks.has(name) && cell.text.trim() !== '' && !cell.text.endsWith('\n')) cell.text += '\n';
  }

  private openRow(source: string): void {
    this.endRow();
    this.number += 1;
    if (this.number > mostRows) throw new ReadStop('tooLarge', { rows: this.number });
    this.row = [];
    this.rowLook = this.looks.of(source);
    this.column = 0;
    this.marks.clear();
  }

  private openCell(source: string): void {
    if (!this.row) this.openRow('');
    this.endCell();
    while ((this.covered[this.column] ?? 0) >= this.number) this.column += 1;
    const across = spanOf(source, 'colspan', this.limits.columns);
    const down = spanOf(source, 'rowspan', 65_536);
    const marks = this.looks.of(source).marks | this.rowLook.marks;
    this.cell = { column: this.column, source, marks, text: '', hasPlain: false, hasStruck: false };
    if (this.column + across > this.limits.columns)
      throw new ReadStop('tooLarge', { columns: this.column + across });
    if (across > 1 || down > 1) {
      const [top, left] = [this.number, this.column];
      this.listener.merge({ top, bottom: top + down - 1, left, right: left + across - 1 });
      while (this.covered.length < left) this.covered.push(0);
      for (let column = left; column < left + across; column += 1) this.covered[column] = top + down - 1;
    }
    this.column += across;
  }

  private endCell(): void {
    const { cell, row } = this;
    this.cell = undefined;
    this.inside = [];
    if (!cell || !row) return;
    const value = cellOf(cell);
    if (value === emptyCell) return;
    const isStruck = cell.hasStruck && !cell.hasPlain;
    this.marks.add((cell.marks & filledFormat) | (isStruck ? struckFormat : 0));
    while (row.length < cell.column) row.push(emptyCell);
    row[cell.column] = value;
  }

  private endRow(): void {
    this.endCell();
    const { row } = this;
    this.row = undefined;
    if (!row || row.length === 0) return;
    const hidden = this.rowLook.isHidden ? { hidden: true } : {};
    this.listener.row({ number: this.number, cells: row, ...hidden, ...this.marks.found });
  }
}

function spanOf(source: string, name: string, most: number): number {
  const value = Number.parseInt(pageAttribute(source, name) ?? '1', 10);
  return value >= 1 ? Math.min(value, most) : 1;
}

/**
 * As the page shows it. What spreadsheet programs add to a tag is asked in two cases only: a number shown with an exponent,
 * and a day that LibreOffice shows in the order of its own country.
 */
function cellOf(cell: OpenCell): Cell {
  const text = cell.text.trim();
  if (text === '') return emptyCell;
  if (isErrorText(text)) return { kind: 'error', text };
  const value = numberText(pageAttribute(cell.source, 'x:num') ?? pageAttribute(cell.source, 'sdval') ?? '');
  if (value !== '' && /^-?\d(\.\d+)?E\+\d+$/i.test(text)) return { kind: 'number', text: value };
  const format = pageAttribute(cell.source, 'sdnum')?.split(';').slice(2).join(';') ?? '';
  const day = value !== '' && isDateFormat(-1, format) ? dateOfSerial(Number(value), false) : undefined;
  return day === undefined ? { kind: 'text', text: ownText(text) } : { kind: 'date', text: day, raw: value };
}
