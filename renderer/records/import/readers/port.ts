import { fail } from '../../../../domain/result.ts';
import type { Failure, Result } from '../../../../domain/result.ts';

/** How a sheet said it: what kind of cell held the text. `uncached`: a formula nobody has calculated yet (K52). */
export type CellKind = 'empty' | 'text' | 'number' | 'date' | 'flag' | 'error' | 'uncached';

export interface Cell {
  readonly kind: CellKind;
  /** As a person reads it: dates as `YYYY-MM-DD`, whole numbers without exponent. */
  readonly text: string;
  /** What the file holds when it differs from the text: the serial number of a date. */
  readonly raw?: string;
}

export interface SheetRow {
  /** As the spreadsheet program numbers it, from 1. */
  readonly number: number;
  readonly cells: readonly Cell[];
  /** Filtered or hidden by a person (K50). */
  readonly hidden?: boolean;
  /** Every cell with text is struck through, or the whole row is filled with a colour: HR marks leavers so (K50). */
  readonly struck?: boolean;
  readonly coloured?: boolean;
}

/** Cells joined into one; its text stands in the first. Rows as the spreadsheet program numbers them, columns from 0. */
export interface MergedCells {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export interface SheetInfo {
  readonly name: string;
  readonly hidden: boolean;
}

export type ReadCode =
  | 'empty'
  | 'notWorkbook'
  | 'oldWorkbook'
  | 'otherWorkbook'
  | 'webPage'
  | 'password'
  | 'wrongPassword'
  | 'damaged'
  | 'unsafe'
  | 'tooLarge'
  | 'tooLong'
  | 'cancelled'
  | 'readerLost';
export type ReadFailure = Failure<ReadCode>;

/** Bounds on hostile input: a roster of 200,000 people stays far below each of them. */
export interface ReadLimits {
  readonly bytes: number;
  readonly unpackedBytes: number;
  readonly cells: number;
  readonly columns: number;
  readonly milliseconds: number;
}

export const defaultLimits: ReadLimits = {
  bytes: 256 * 1024 * 1024,
  unpackedBytes: 1536 * 1024 * 1024,
  cells: 20_000_000,
  columns: 1024,
  milliseconds: 180_000,
};

export interface RowOptions {
  /** Columns to read, from 0; others come back empty and their text is never built (K45). Absent = all. */
  readonly columns?: ReadonlySet<number>;
  /** Stop after this many rows. */
  readonly maxRows?: number;
  readonly signal?: AbortSignal;
}

/** One opened file. Rows come in batches; asking again reads the file again, no row is kept. */
export interface SheetSource {
  /** What the file is, whatever it is called; `page`: a table of a web page, `xml2003`: SpreadsheetML. */
  readonly format: 'xlsx' | 'xls' | 'page' | 'xml2003' | 'text';
  readonly sheets: readonly SheetInfo[];
  /** Ends early by a thrown `ReadStop`; `collect` below turns it into a value. */
  rows(sheet: number, options?: RowOptions): AsyncGenerator<readonly SheetRow[], void, undefined>;
  /** Absent for formats that have none. Costs no second reading of a long sheet. */
  merged?(sheet: number, signal?: AbortSignal): Promise<readonly MergedCells[]>;
  /** Gives back what the file holds open elsewhere; a reader in another worker ends. */
  close?(): void;
}

/** `password`: what the clerk typed after `password` or `wrongPassword`; it is used for this reading and kept nowhere (K14). */
export type OpenSheets = (
  blob: Blob,
  limits: ReadLimits,
  password?: string,
) => Promise<Result<SheetSource, ReadFailure>>;

const sentences: Readonly<Record<ReadCode, string>> = {
  empty: '这个文件是空的，里面没有内容。请重新选一个文件。',
  notWorkbook: '这个文件不是表格，读不出花名册。请选 .xlsx、.xls 或 .csv 文件。',
  oldWorkbook: '这份表格的格式太旧（如早年的 .et），本程序读不出来。请用 WPS 打开后另存为 .xlsx，再导入。',
  otherWorkbook: '这种表格（如 .numbers、.ods、.xlsb）本程序读不出来。请用 WPS 打开后另存为 .xlsx，再导入。',
  webPage: '这是一个网页，里面没有表格，或者表格存在另外的文件里。请用 WPS 打开后另存为 .xlsx，再导入。',
  password:
    '这份表格加了密码，本程序打不开。请在 WPS 中输入密码打开，另存一份不加密的再导入；导入完成后请删除那一份。',
  wrongPassword: '密码不对，没有打开。没有写入任何内容。请再输一次；大小写要和设的时候一样。',
  damaged: '这份表格有损坏，读到一半读不下去。没有写入任何内容。请在 WPS 中打开并另存一份再导入。',
  unsafe: '这份表格的内部结构不正常，为了安全没有打开。没有写入任何内容。请让人事重新导出一份。',
  tooLarge: '这份表格太大，解开后超过了本程序能读的上限。没有写入任何内容。请拆成几份再导入。',
  tooLong: '这份表格读了太久还没读完，已经停下。没有写入任何内容。请拆成几份再导入。',
  cancelled: '已取消。没有写入任何内容。',
  readerLost:
    '读表格的程序中途停了。没有写入任何内容。请再选一次这份表；如果又停下，请关掉别的程序，或把表拆成几份再导入。',
};

/** Carries a typed failure out of a generator, where no value can be returned to the consumer. */
export class ReadStop extends Error {
  readonly failure: ReadFailure;
  constructor(code: ReadCode, detail?: ReadFailure['detail']) {
    super(code);
    this.failure = readFailure(code, detail);
  }
}

export function readFailure(code: ReadCode, detail?: ReadFailure['detail']): ReadFailure {
  return { code, message: sentences[code], ...(detail ? { detail } : {}) };
}

export function refuseRead(code: ReadCode, detail?: ReadFailure['detail']): Result<never, ReadFailure> {
  return fail(code, sentences[code], detail ? { detail } : {});
}

/** Runs a read to its end as a value. Whatever a hostile file makes a parser throw is damage, never a crash. */
export async function settleRead<T>(work: () => Promise<T>): Promise<Result<T, ReadFailure>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (error instanceof ReadStop) return { ok: false, error: error.failure };
    return refuseRead('damaged', { reason: error instanceof Error ? error.name : 'unknown' });
  }
}

export const emptyCell: Cell = { kind: 'empty', text: '' };
