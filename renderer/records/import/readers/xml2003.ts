import { RowMarks, filledFormat, isColour, struckFormat } from './marks.ts';
import { attribute, decodeText, ownText } from './markup.ts';
import { openMarkup } from './markupSource.ts';
import { dateOfSerial, isDateFormat, numberText } from './numbers.ts';
import { ReadStop, emptyCell } from './port.ts';
import type { TextEncoding } from './encoding.ts';
import type { SheetListener, SheetParser } from './markupSource.ts';
import type { Cell, ReadLimits, SheetSource } from './port.ts';
import type { Token } from './tokens.ts';

/** Opens SpreadsheetML 2003: one XML file with everything in it, which WPS and many HR systems save as .xls. */
export async function openXml2003(
  blob: Blob,
  encoding: TextEncoding,
  limits: ReadLimits,
): Promise<SheetSource> {
  const parser = (listener: SheetListener): SheetParser => new WorkbookParser(listener, limits);
  const source = await openMarkup({ format: 'xml2003', blob, encoding, limits, parser });
  if (source.sheets.length === 0) throw new ReadStop('damaged', { part: 'sheets' });
  return source;
}

interface Format {
  marks: number;
  isDate: boolean;
}

interface OpenCell {
  readonly format: Format;
  readonly hasFormula: boolean;
  type: string;
  text: string;
  hasData: boolean;
}

const mostRows = 1_048_576;
const plain: Format = { marks: 0, isDate: false };
const dateNames = /date|time/i;

class WorkbookParser implements SheetParser {
  private readonly listener: SheetListener;
  private readonly limits: ReadLimits;
  private readonly formats = new Map<string, Format>();
  private readonly marks = new RowMarks();
  private format: Format | undefined;
  private since1904 = false;
  private number = 0;
  /** Rows that one element stands for beyond itself. */
  private more = 0;
  private column = 0;
  private row: Cell[] | undefined;
  private rowFormat = plain;
  private isHidden = false;
  private cell: OpenCell | undefined;
  /** Of the elements whose text counts: in a comment or a phonetic guide stands the same `Data`. */
  private aside = 0;
  private isData = false;
  private isOption = '';
  private isEnded = false;

  constructor(listener: SheetListener, limits: ReadLimits) {
    this.listener = listener;
    this.limits = limits;
  }

  take(token: Token): void {
    if (token.kind === 'text') this.takeText(token.source);
    else if (token.kind === 'open') {
      this.open(token);
      if (token.isEmpty) this.close(token.name);
    } else this.close(token.name);
  }

  end(): void {
    if (!this.isEnded) throw new ReadStop('damaged', { part: 'workbook' });
  }

  private takeText(source: string): void {
    if (this.isData && this.aside === 0 && this.cell) {
      if (this.cell.text.length < 1024 * 1024) this.cell.text += source;
    } else if (this.isOption === 'visible' && /^\s*Sheet(VeryHidden|Hidden)/.test(source))
      this.listener.hide();
    else if (this.isOption === 'date1904' && /^\s*(1|true)?\s*$/i.test(source)) this.since1904 = true;
  }

  private open({ name, source }: Token): void {
    switch (name) {
      case 'style':
        this.format = { ...(this.formats.get(attribute(source, 'Parent') ?? '') ?? plain) };
        this.formats.set(attribute(source, 'ID') ?? '', this.format);
        break;
      case 'font':
        if (this.format && attribute(source, 'StrikeThrough') === '1') this.format.marks |= struckFormat;
        break;
      case 'interior':
        if (this.format && isFill(source)) this.format.marks |= filledFormat;
        break;
      case 'numberformat':
        if (this.format) this.format.isDate = isDate(attribute(source, 'Format') ?? '');
        break;
      case 'date1904':
        this.since1904 = true;
        break;
      case 'visible':
        this.isOption = name;
        break;
      case 'worksheet':
        this.number = 0;
        this.more = 0;
        this.listener.sheet({ name: attribute(source, 'Name') ?? '', hidden: false });
        break;
      case 'row':
        this.openRow(source);
        break;
      case 'cell':
        this.openCell(source);
        break;
      case 'comment':
      case 'phonetictext':
        this.aside += 1;
        break;
      case 'data':
        this.openData(source);
        break;
      default:
    }
  }

  private close(name: string): void {
    if (name === 'style') this.format = undefined;
    else if (name === 'visible') this.isOption = '';
    else if (name === 'row') this.endRow();
    else if (name === 'cell') this.endCell();
    else if (name === 'data' && this.aside === 0) this.isData = false;
    else if (name === 'comment' || name === 'phonetictext') this.aside = Math.max(0, this.aside - 1);
    else if (name === 'workbook') this.isEnded = true;
  }

  private openRow(source: string): void {
    this.number = indexOf(source, this.number + this.more + 1, mostRows);
    this.more = Math.max(0, Number.parseInt(attribute(source, 'Span') ?? '0', 10) || 0);
    this.row = [];
    this.column = 0;
    this.isHidden = attribute(source, 'Hidden') === '1';
    this.rowFormat = this.formatOf(source) ?? plain;
    this.marks.clear();
  }

  private formatOf(source: string): Format | undefined {
    const id = attribute(source, 'StyleID');
    return id === undefined ? undefined : this.formats.get(id);
  }

  private openCell(source: string): void {
    if (!this.row) return;
    this.column = indexOf(source, this.column + 1, 16_384);
    const hasFormula = attribute(source, 'Formula') !== undefined;
    this.cell = {
      format: this.formatOf(source) ?? this.rowFormat,
      hasFormula,
      type: '',
      text: '',
      hasData: false,
    };
    const across = spanOf(source, 'MergeAcross');
    const down = spanOf(source, 'MergeDown');
    const [top, left] = [this.number, this.column - 1];
    if (left + across >= this.limits.columns && (across > 0 || hasFormula))
      throw new ReadStop('tooLarge', { columns: left + across + 1 });
    if (across > 0 || down > 0)
      this.listener.merge({ top, bottom: Math.min(top + down, mostRows), left, right: left + across });
    this.cellColumn = left;
    this.column += across;
  }

  private cellColumn = 0;

  private openData(source: string): void {
    if (this.aside > 0 || !this.cell) return;
    this.isData = true;
    this.cell.hasData = true;
    this.cell.type = attribute(source, 'Type') ?? 'String';
  }

  private endCell(): void {
    const { cell, row } = this;
    this.cell = undefined;
    this.isData = false;
    if (!cell || !row) return;
    const value = this.valueOf(cell);
    if (value === emptyCell) return;
    if (this.cellColumn >= this.limits.columns)
      throw new ReadStop('tooLarge', { columns: this.cellColumn + 1 });
    this.marks.add(cell.format.marks);
    while (row.length < this.cellColumn) row.push(emptyCell);
    row[this.cellColumn] = value;
  }

  private valueOf({ type, text: source, format, hasFormula, hasData }: OpenCell): Cell {
    if (!hasData) return hasFormula ? { kind: 'uncached', text: '' } : emptyCell;
    const text = decodeText(source);
    if (text.trim() === '') return emptyCell;
    switch (type) {
      case 'Number':
        return this.numberOf(text, format);
      case 'DateTime': {
        const [, day, time] = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}))?/.exec(text.trim()) ?? [];
        if (day === undefined) return { kind: 'text', text: ownText(text) };
        const shown = time === undefined || time === '00:00' ? day : `${day} ${time}`;
        return { kind: 'date', text: ownText(shown), raw: ownText(text.trim()) };
      }
      case 'Boolean':
        return { kind: 'flag', text: text.trim() === '1' ? '是' : '否', raw: ownText(text.trim()) };
      case 'Error':
        return { kind: 'error', text: ownText(text.trim()) };
      default:
        return { kind: 'text', text: ownText(text) };
    }
  }

  private numberOf(source: string, format: Format): Cell {
    const text = ownText(numberText(source));
    const date = format.isDate ? dateOfSerial(Number(text), this.since1904) : undefined;
    return date === undefined ? { kind: 'number', text } : { kind: 'date', text: date, raw: text };
  }

  private endRow(): void {
    const { row } = this;
    this.row = undefined;
    if (!row || row.length === 0) return;
    const hidden = this.isHidden ? { hidden: true } : {};
    this.listener.row({ number: this.number, cells: row, ...hidden, ...this.marks.found });
  }
}

/** Where a row or a cell stands, from 1: after the one before it unless it says so; never before it. */
function indexOf(source: string, next: number, most: number): number {
  const said = attribute(source, 'Index');
  const index = said === undefined ? next : Number.parseInt(said, 10);
  if (!(index >= next && index <= most)) throw new ReadStop('damaged', { index: next });
  return index;
}

function spanOf(source: string, name: string): number {
  const value = Number.parseInt(attribute(source, name) ?? '0', 10);
  return value >= 1 ? Math.min(value, mostRows) : 0;
}

function isFill(source: string): boolean {
  const pattern = attribute(source, 'Pattern');
  return isColour(attribute(source, 'Color') ?? '') && pattern !== undefined && pattern !== 'None';
}

/** Formats are codes, or one of the names that stand for one: `Short Date`, `General Date`, `Long Time`. */
function isDate(format: string): boolean {
  return (
    dateNames.test(format) ||
    (!/^(general|standard|currency|euro|fixed|percent|scientific|yes|true|on)/i.test(format) &&
      isDateFormat(-1, format))
  );
}
