import { read } from '@e965/xlsx';
import { sieve } from './biffSieve.ts';
import { Budget } from './budget.ts';
import { RowMarks } from './marks.ts';
import { ownText } from './markup.ts';
import { dateOfSerial, numberText } from './numbers.ts';
import { ReadStop, emptyCell } from './port.ts';
import type { CellObject } from '@e965/xlsx';
import type { BiffSheet, Sieved } from './biffSieve.ts';
import type { Cell, ReadLimits, RowOptions, SheetRow, SheetSource } from './port.ts';

/**
 * Opens the workbook stream of a .xls (BIFF8, and the BIFF5 of 1995). The library reads all of it at once and looks at no
 * clock: whoever calls this must be able to end the worker (remote.ts), and hands over a decrypted stream.
 */
export function openXls(stream: Uint8Array<ArrayBuffer>, limits: ReadLimits, budget: Budget): SheetSource {
  const sieved = sieve(stream, budget);
  const decode = decoderOf(sieved.codePage);
  const book = read(sieved.stream, {
    type: 'buffer',
    dense: true,
    cellFormula: false,
    cellHTML: false,
    cellText: false,
  });
  budget.checkTime();
  const sheets = sieved.sheets.map((facts, index) => {
    const name = book.SheetNames[index] ?? '';
    const data = (book.Sheets[name] as { '!data'?: Grid } | undefined)?.['!data'] ?? [];
    return { name: decode(name), facts, data };
  });
  if (sheets.length === 0) throw new ReadStop('damaged', { part: 'sheets' });
  return {
    format: 'xls',
    sheets: sheets.map(({ name, facts }) => ({ name, hidden: facts.isHidden })),
    rows: (index, options = {}) => {
      const sheet = sheets[index];
      if (!sheet) throw new ReadStop('damaged', { sheet: index });
      return readRows(new RowReader(sieved, sheet.facts, decode), sheet.data, limits, options);
    },
    merged: (index) => Promise.resolve(sheets[index]?.facts.merged ?? []),
  };
}

type Grid = readonly (readonly (CellObject | undefined)[] | undefined)[];
type Decode = (text: string) => string;

const batchSize = 1024;

async function* readRows(
  reader: RowReader,
  data: Grid,
  limits: ReadLimits,
  { columns, maxRows, signal }: RowOptions,
): AsyncGenerator<readonly SheetRow[], void, undefined> {
  const budget = new Budget(limits, signal);
  let batch: SheetRow[] = [];
  let left = maxRows ?? Number.POSITIVE_INFINITY;
  for (let index = 0; index < data.length && left > 0; index += 1) {
    const row = reader.row(index, data[index] ?? [], columns);
    if (row.cells.length === 0) continue;
    budget.payCells(row.cells.length);
    left -= 1;
    if (batch.push(row) < batchSize) continue;
    yield batch;
    batch = [];
    budget.checkTime();
  }
  budget.checkTime();
  if (batch.length > 0) yield batch;
}

const errors: Readonly<Record<number, string>> = {
  0x00: '#NULL!',
  0x07: '#DIV/0!',
  0x0f: '#VALUE!',
  0x17: '#REF!',
  0x1d: '#NAME?',
  0x24: '#NUM!',
  0x2a: '#N/A',
};

class RowReader {
  private readonly workbook: Sieved;
  private readonly sheet: BiffSheet;
  private readonly decode: Decode;
  private readonly marks = new RowMarks();
  /** A text that stands in many rows is one cell in all of them. */
  private readonly texts = new Map<string, Cell>();

  constructor(workbook: Sieved, sheet: BiffSheet, decode: Decode) {
    this.workbook = workbook;
    this.sheet = sheet;
    this.decode = decode;
  }

  row(
    index: number,
    line: readonly (CellObject | undefined)[],
    columns: ReadonlySet<number> | undefined,
  ): SheetRow {
    const formats = this.sheet.cellFormats.get(index) ?? [];
    const cells: Cell[] = [];
    this.marks.clear();
    for (const [column, object] of line.entries()) {
      const format = formats[column] ?? 0;
      const cell = object ? this.cell(object, format) : emptyCell;
      if (cell === emptyCell) continue;
      this.marks.add(this.workbook.formats.marksOf(format));
      if (columns && !columns.has(column)) continue;
      while (cells.length < column) cells.push(emptyCell);
      cells[column] = cell;
    }
    const hidden = this.sheet.hiddenRows.has(index) ? { hidden: true } : {};
    return { number: index + 1, cells, ...hidden, ...this.marks.found };
  }

  private cell({ t: type, v: value }: CellObject, format: number): Cell {
    if (type === 'n') return this.number(Number(value), format);
    if (type === 'b')
      return { kind: 'flag', text: value === true ? '是' : '否', raw: value === true ? '1' : '0' };
    if (type === 'e')
      return { kind: 'error', text: typeof value === 'number' ? (errors[value] ?? '#N/A') : String(value) };
    return type === 's' && typeof value === 'string' ? this.text(value) : emptyCell;
  }

  private number(value: number, format: number): Cell {
    const text = numberText(String(value));
    const { formats, since1904 } = this.workbook;
    const date = formats.isDate(format) ? dateOfSerial(value, since1904) : undefined;
    return date === undefined ? { kind: 'number', text } : { kind: 'date', text: date, raw: text };
  }

  private text(value: string): Cell {
    const known = this.texts.get(value);
    if (known) return known;
    const text = this.decode(value);
    const cell: Cell = text === '' ? emptyCell : { kind: 'text', text: ownText(text) };
    if (this.texts.size < 100_000) this.texts.set(value, cell);
    return cell;
  }
}

const pages: Readonly<Record<number, string>> = {
  936: 'gb18030',
  950: 'big5',
  932: 'shift_jis',
  949: 'euc-kr',
};

/** Before Unicode a text is bytes in the workbook's code page; the library gives one letter for each. */
function decoderOf(codePage: number): Decode {
  const label = pages[codePage];
  if (codePage === 1200 || label === undefined) return (text) => text;
  const decoder = new TextDecoder(label);
  return (text) => decoder.decode(Uint8Array.from(text, (letter) => letter.charCodeAt(0)));
}
