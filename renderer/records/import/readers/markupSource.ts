import { Budget } from './budget.ts';
import { ReadStop, emptyCell } from './port.ts';
import { tokensOf } from './tokens.ts';
import type { TextEncoding } from './encoding.ts';
import type { Cell, MergedCells, ReadLimits, RowOptions, SheetInfo, SheetRow, SheetSource } from './port.ts';
import type { Token } from './tokens.ts';

/** Told by a parser of marked-up sheets, in the order of the file. */
export interface SheetListener {
  sheet(info: SheetInfo): void;
  /** Facts that stand behind a sheet's rows. */
  hide(): void;
  row(row: SheetRow): void;
  merge(area: MergedCells): void;
}

/** Takes tokens and tells what sheets they make. `end` after the last one. */
export interface SheetParser {
  take(token: Token): void;
  end(): void;
}

interface Markup {
  readonly format: 'page' | 'xml2003';
  readonly blob: Blob;
  readonly encoding: TextEncoding;
  readonly limits: ReadLimits;
  readonly parser: (listener: SheetListener, limits: ReadLimits) => SheetParser;
}

const mostAreas = 200_000;

/**
 * Sheets out of one marked-up file. A first run over it finds the sheets and the merged cells, which stand anywhere; each
 * reading is another run, so that no row is kept.
 */
export async function openMarkup(markup: Markup): Promise<SheetSource> {
  const budget = new Budget(markup.limits);
  const survey = new Survey(budget);
  const parser = markup.parser(survey, markup.limits);
  for await (const tokens of tokensOf(markup.blob, markup.encoding, budget, markup.format === 'page')) {
    for (const token of tokens) parser.take(token);
  }
  parser.end();
  const sheets = survey.sheets.map(({ name, hidden }) => ({ name, hidden }));
  return {
    format: markup.format,
    sheets,
    rows: (sheet, options = {}) => readRows(markup, sheet, options),
    merged: (sheet) => Promise.resolve(survey.sheets[sheet]?.areas ?? []),
  };
}

class Survey implements SheetListener {
  readonly sheets: { name: string; hidden: boolean; areas: MergedCells[] }[] = [];
  private areas = 0;
  private readonly budget: Budget;

  constructor(budget: Budget) {
    this.budget = budget;
  }

  sheet({ name, hidden }: SheetInfo): void {
    if (this.sheets.length >= 4096) throw new ReadStop('tooLarge', { sheets: this.sheets.length });
    this.sheets.push({ name, hidden, areas: [] });
  }

  hide(): void {
    const last = this.sheets.at(-1);
    if (last) last.hidden = true;
  }

  row(row: SheetRow): void {
    this.budget.payCells(row.cells.length);
  }

  merge(area: MergedCells): void {
    this.areas += 1;
    if (this.areas > mostAreas) throw new ReadStop('tooLarge', { merged: this.areas });
    this.sheets.at(-1)?.areas.push(area);
  }
}

class Gathering implements SheetListener {
  private current = -1;
  private rows: SheetRow[] = [];
  private readonly wanted: number;
  private readonly columns: ReadonlySet<number> | undefined;

  constructor(wanted: number, columns: ReadonlySet<number> | undefined) {
    this.wanted = wanted;
    this.columns = columns;
  }

  get isPast(): boolean {
    return this.current > this.wanted;
  }

  sheet(): void {
    this.current += 1;
  }

  hide(): void {
    return undefined;
  }

  merge(): void {
    return undefined;
  }

  row(row: SheetRow): void {
    if (this.current !== this.wanted) return;
    const cells = this.columns ? only(row.cells, this.columns) : row.cells;
    if (cells.length > 0) this.rows.push(cells === row.cells ? row : { ...row, cells });
  }

  take(): readonly SheetRow[] {
    const { rows } = this;
    this.rows = [];
    return rows;
  }
}

function only(cells: readonly Cell[], columns: ReadonlySet<number>): readonly Cell[] {
  const kept = cells.map((cell, column) => (columns.has(column) ? cell : emptyCell));
  while (kept.at(-1) === emptyCell) kept.pop();
  return kept;
}

async function* readRows(
  { format, blob, encoding, limits, parser: start }: Markup,
  sheet: number,
  { columns, maxRows, signal }: RowOptions,
): AsyncGenerator<readonly SheetRow[], void, undefined> {
  const budget = new Budget(limits, signal);
  const gathering = new Gathering(sheet, columns);
  const parser = start(gathering, limits);
  let left = maxRows ?? Number.POSITIVE_INFINITY;
  function* given(): Generator<readonly SheetRow[], void, undefined> {
    const rows = gathering.take().slice(0, left);
    for (const row of rows) budget.payCells(row.cells.length);
    left -= rows.length;
    if (rows.length > 0) yield rows;
  }
  for await (const tokens of tokensOf(blob, encoding, budget, format === 'page')) {
    for (const token of tokens) parser.take(token);
    yield* given();
    if (left <= 0 || gathering.isPast) return;
  }
  parser.end();
  yield* given();
}
