import { fail, ok } from '../../../../../domain/result.ts';
import type { Result } from '../../../../../domain/result.ts';
import { definition as duesDefinition } from '../../../../../domain/records/types/duesYear.ts';
import { definition as member } from '../../../../../domain/records/types/member.ts';
import { isEmpty } from '../../../../../domain/records/validate.ts';
import { mappingOf, unreadHeaders } from '../../../../records/import/layout/mapping.ts';
import { SheetSet } from '../../../../records/import/layout/sheetSet.ts';
import type { SheetView } from '../../../../records/import/layout/sheetView.ts';
import type { Preview } from '../../../../records/import/preview.ts';
import { defaultLimits } from '../../../../records/import/readers/port.ts';
import type { OpenSheets, SheetInfo } from '../../../../records/import/readers/port.ts';
import { readRecords } from '../../../../records/import/readRecords.ts';
import { refusedWorkbook } from '../../../../records/import/refused.ts';
import { writeImport } from '../../../../records/import/run.ts';
import type { ImportStore, Progress } from '../../../../records/import/run.ts';
import { Books } from '../../../../records/import/verdict/books.ts';
import { allIn } from '../../../../records/import/verdict/marks.ts';
import type { SheetRecord } from '../../../../records/import/verdict/types.ts';
import type { ImportSummary } from '../../../../store/port.ts';
import { changesFor, chunksOf } from './changes.ts';
import { payersOf, readBooks } from './people.ts';
import { payrollSheet, payrollUses } from './payrollSheet.ts';
import type { PayrollUse } from './payrollSheet.ts';
import { PayrollJudge, payrollVerdicts } from './payrollVerdict.ts';
import type { PayrollRow, PayrollVerdict } from './payrollVerdict.ts';

export interface PayrollPreview extends Pick<
  Preview,
  'fileLabel' | 'sheet' | 'headerRow' | 'headerFirst' | 'rows'
> {
  readonly sheets: readonly SheetInfo[];
  readonly columns: readonly { readonly index: number; readonly header: string; readonly sample: string }[];
  /** Column of each use; absent = not read. */
  readonly uses: Partial<Readonly<Record<PayrollUse, number>>>;
}

export interface PayrollReport {
  readonly rows: number;
  readonly counts: Readonly<Record<PayrollVerdict, number>>;
  /** People who will be written, what they owe and what was taken from them. */
  readonly people: number;
  readonly due: number;
  readonly paid: number;
  /** Rows that are no person: 合计, repeated headers. */
  readonly skipped: number;
  readonly unread: readonly string[];
}

/** A row as the screen shows it. */
export type PayrollLine = Omit<PayrollRow, 'payer' | 'values'>;

/** One payroll from file to books, beside the roster's import and over the same readers. All or nothing. */
export class PayrollSession {
  private readonly organisation: string;
  private readonly openSheets: OpenSheets;
  private sheets: SheetSet | undefined;
  private fileLabel = '';
  private month = '';
  private judged: readonly PayrollRow[] | undefined;
  private skipped = 0;
  private stopper = new AbortController();

  constructor(organisation: string, open: OpenSheets) {
    this.organisation = organisation;
    this.openSheets = open;
  }

  async openFile(file: Blob, name: string): Promise<Result<PayrollPreview>> {
    this.judged = undefined;
    this.stopper = new AbortController();
    this.sheets?.source.close?.();
    this.sheets = undefined;
    const source = await this.openSheets(file, defaultLimits);
    if (!source.ok) return source;
    const opened = await SheetSet.open(payrollSheet, source.value, this.stopper.signal);
    if (!opened.ok) {
      source.value.close?.();
      return opened;
    }
    this.sheets = opened.value;
    this.fileLabel = name;
    return ok(this.previewOf(opened.value.current));
  }

  /** The sheet on the screen is the one that is read. */
  private get view(): SheetView | undefined {
    return this.sheets?.current;
  }

  async chooseSheet(sheet: number): Promise<Result<PayrollPreview>> {
    const { sheets } = this;
    if (!sheets) return noFile();
    this.judged = undefined;
    const chosen = await sheets.choose(sheet, this.stopper.signal);
    return chosen.ok ? ok(this.previewOf(sheets.current)) : chosen;
  }

  chooseHeader(number: number): Result<PayrollPreview> {
    const { view } = this;
    if (!view) return noFile();
    this.judged = undefined;
    const chosen = view.chooseHeader(number);
    return chosen.ok ? ok(this.previewOf(view)) : chosen;
  }

  /** Takes a column for a use and from whatever it was before; no column = not read. */
  setUse(use: PayrollUse, index: number | undefined): Result<PayrollPreview> {
    const { view } = this;
    if (!view) return noFile();
    this.judged = undefined;
    for (const column of view.columns)
      if (column.target.kind === 'field' && column.target.field === use)
        view.setTarget(column.index, { kind: 'ignore', why: 'clerk' });
    if (index !== undefined) view.setTarget(index, { kind: 'field', field: use });
    return ok(this.previewOf(view));
  }

  private previewOf(view: SheetView): PayrollPreview {
    const uses: Partial<Record<PayrollUse, number>> = {};
    for (const [index, field] of mappingOf(view.columns)) {
      const use = payrollUses.find((each) => each === field);
      if (use !== undefined) uses[use] = index;
    }
    return {
      fileLabel: this.fileLabel,
      sheets: view.source.sheets,
      sheet: view.sheet,
      uses,
      columns: view.columns.map(({ index, header, sample }) => ({ index, header, sample: sample[0] ?? '' })),
      rows: view.sample.slice(0, 40).map((row) => ({
        number: row.number,
        hidden: row.hidden === true,
        cells: row.cells.map((cell) => cell.text),
      })),
      ...(view.header ? { headerRow: view.headerNumber, headerFirst: view.header.first } : {}),
    };
  }

  /** Compares the sheet with the books for a month (`YYYY-MM`). Writes nothing. */
  async check(
    store: Pick<ImportStore, 'readAll'>,
    month: string,
    onProgress?: Progress,
  ): Promise<Result<PayrollReport>> {
    const ready = this.checkReady();
    if (!ready.ok) return ready;
    this.stopper = new AbortController();
    const view = ready.value;
    const rows: SheetRecord[] = [];
    let nobody = 0;
    const take = (record: SheetRecord): void => {
      // 合计 often stands in the column of serial numbers, which is not read: a row that names nobody is no person.
      if (['idNumber', 'employeeNo', 'name'].every((key) => isEmpty(record.data[key])) && !record.refusal)
        nobody += 1;
      else rows.push(record);
    };
    const wishes = { answers: {}, marks: allIn };
    const [{ members, years }, read] = await Promise.all([
      readBooks(store, this.organisation, month),
      readRecords(payrollSheet, [view], wishes, take, this.stopper.signal, onProgress),
    ]);
    if (!read.ok) return read;
    const { payers } = payersOf(members, years);
    const judge = new PayrollJudge({
      member,
      books: new Books(member, members),
      payers: new Map(payers.map((payer) => [payer.id, payer])),
      month,
      uses: new Set(mappingOf(view.columns).values()),
    });
    this.month = month;
    this.skipped = read.value.skipped + nobody;
    this.judged = rows.map((row) => judge.judge(row));
    return ok(this.report(view, this.judged));
  }

  private checkReady(): Result<SheetView> {
    const { view } = this;
    if (!view) return noFile();
    if (!view.header) return fail('noHeader', '没有找到列名所在的一行。请在左边点一下列名那一行。');
    const used = new Set(mappingOf(view.columns).values());
    if (!used.has('base') && !used.has('paid'))
      return fail('noAmount', '还没有选金额。请选哪一列是会费基数，或哪一列是已扣的会费。没有写入任何内容。');
    const known = used.has('idNumber') || used.has('employeeNo') || (used.has('name') && used.has('mobile'));
    return known
      ? ok(view)
      : fail(
          'nobody',
          '认不出每一行是谁。请选证件号或工号是哪一列（没有的话，要有姓名和手机）。没有写入任何内容。',
        );
  }

  private report(view: SheetView, judged: readonly PayrollRow[]): PayrollReport {
    const counts = Object.fromEntries(payrollVerdicts.map((verdict) => [verdict, 0])) as Record<
      PayrollVerdict,
      number
    >;
    let [people, due, paid] = [0, 0, 0];
    for (const row of judged) {
      counts[row.verdict] += 1;
      if (row.values === undefined) continue;
      people += 1;
      due += row.due ?? 0;
      paid += row.values.paid === undefined ? 0 : (row.paid ?? 0);
    }
    const { skipped } = this;
    return { rows: judged.length, counts, people, due, paid, skipped, unread: unreadHeaders(view.columns) };
  }

  rows(verdict: PayrollVerdict, offset: number, limit: number): readonly PayrollLine[] {
    const found = (this.judged ?? []).filter((row) => row.verdict === verdict).slice(offset, offset + limit);
    return found.map(({ payer: _payer, values: _values, ...line }) => line);
  }

  /** Writes all rows that can be written, in one act; failed or cancelled, nothing of it is ever seen. */
  async write(store: ImportStore, onProgress?: Progress): Promise<Result<ImportSummary>> {
    const changes = (this.judged ?? []).flatMap(({ payer, values }) =>
      payer === undefined || values === undefined ? [] : changesFor(payer, new Map([[this.month, values]])),
    );
    if (changes.length === 0) return fail('nothingToWrite', '没有要写入的人：这份表和系统里记的一样。');
    this.stopper = new AbortController();
    const begin = {
      type: duesDefinition.type,
      organisation: this.organisation,
      fileLabel: `${this.month} 工资表 ${this.fileLabel}`,
      coverage: 'extra',
      rows: changes.length,
    };
    return writeImport(store, begin, chunksOf(changes), changes.length, this.stopper.signal, onProgress);
  }

  /** The rows that were not taken, as they came, with the reason behind them. */
  async refusedWorkbook(): Promise<Result<Uint8Array<ArrayBuffer>>> {
    const { view, judged } = this;
    if (!view?.header || !judged) return noFile();
    const refused = judged.filter(({ verdict }) => ['refused', 'notFound', 'notMember'].includes(verdict));
    const reasons = new Map(refused.map((row) => [row.number, row.message ?? '']));
    return refusedWorkbook([view], reasons);
  }

  cancel(): void {
    this.stopper.abort();
  }
}

function noFile(): Result<never> {
  return fail('noFile', '还没有选工资表。没有写入任何内容。');
}
