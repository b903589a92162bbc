import { fail, ok } from '../../../domain/result.ts';
import { Analysis } from './analysis.ts';
import { mappingOf, rememberMapping, unreadHeaders } from './layout/mapping.ts';
import { offersOf, viewOffers } from './offers.ts';
import { SheetView } from './layout/sheetView.ts';
import { openSheets } from './readers/open.ts';
import { defaultLimits, refuseRead } from './readers/port.ts';
import { readRecords } from './readRecords.ts';
import { refusedWorkbook } from './refused.ts';
import { writeImport } from './run.ts';
import { Books } from './verdict/books.ts';
import { Decisions } from './verdict/decisions.ts';
import { factsOf } from './verdict/facts.ts';
import { SheetGathering } from './verdict/gather.ts';
import type { Column, Target } from './layout/mapping.ts';
import type { OpenSheets, ReadLimits, SheetInfo } from './readers/port.ts';
import type { OfferView } from './offers.ts';
import type { ReadSheet, UnknownWord } from './readRecords.ts';
import type { ImportStore, Progress } from './run.ts';
import type { AskDecision, MissingDecision } from './verdict/decisions.ts';
import type { Summary } from './verdict/summary.ts';
import type { Coverage, JudgeOptions, Offer, RowVerdict, SheetRecord } from './verdict/types.ts';
import type { ChangeLine, MissingView, RowView } from './verdict/views.ts';
import type { RecordData, RecordDefinition } from '../../../domain/records/definition.ts';
import type { Result } from '../../../domain/result.ts';
import type { ImportSummary } from '../../store/port.ts';

export interface Preview {
  readonly fileLabel: string;
  readonly sheets: readonly SheetInfo[];
  readonly sheet: number;
  /** Row number of the headers; absent when none was found and the clerk must point at it. */
  readonly headerRow?: number;
  readonly columns: readonly Column[];
  /** Where the caller keeps `remembered()` with StorePort.writeSetting. */
  readonly layoutKey: string;
  /** The sheet's first rows as text, for the picture on the left. */
  readonly rows: readonly {
    readonly number: number;
    readonly hidden: boolean;
    readonly cells: readonly string[];
  }[];
  /** State fields of new records that the clerk is asked about (K1), and whether a column says it. */
  readonly stateQuestions: readonly StateQuestion[];
  /** Whether coverage can be asked: the type knows leaving and coming back. */
  readonly asksCoverage: boolean;
  /** Offered as 整列填写 for new records that lack them (K4); on until switched off. */
  readonly offers: readonly OfferView[];
}

export interface StateQuestion {
  readonly field: string;
  readonly label: string;
  readonly start: string;
  readonly hasColumn: boolean;
}

export interface AnalysisReport extends Summary {
  /** Columns that were not read beyond the preview (K45). */
  readonly unread: readonly string[];
  readonly skipped: number;
  readonly hidden: number;
  /** Most frequent first; answer them with `answerWord` and analyse again. */
  readonly unknownWords: readonly UnknownWord[];
}

/**
 * One import from file to books. It lives in the import worker (or in a test) and gives the page only what is on the
 * screen. Nothing is written before `run`, and `run` writes all or nothing (R18).
 */
export class ImportSession {
  private readonly definition: RecordDefinition;
  private readonly organisation: string;
  private readonly limits: ReadLimits;
  private readonly openSheets: OpenSheets;
  private view: SheetView | undefined;
  private fileLabel = '';
  private coverage: Coverage = { kind: 'extra' };
  private startStates: Readonly<Record<string, string>> = {};
  private constants: RecordData = {};
  private readonly offers: readonly Offer[];
  private readonly offersOff = new Set<string>();
  private readonly answers: Record<string, Record<string, string>> = {};
  private decisions = new Decisions();
  private analysis: Analysis | undefined;
  private read: ReadSheet | undefined;
  private stopper = new AbortController();

  constructor(
    definition: RecordDefinition,
    organisation: string,
    limits: ReadLimits = defaultLimits,
    organisationName?: string,
    open: OpenSheets = openSheets,
  ) {
    this.definition = definition;
    this.organisation = organisation;
    this.limits = limits;
    this.openSheets = open;
    this.offers = offersOf(definition, organisationName);
  }

  // ── 选文件 ──

  /** `password`: what the clerk typed after `password` or `wrongPassword`; it goes to the reader and is kept nowhere (K14). */
  async openFile(
    file: Blob | Uint8Array<ArrayBuffer>,
    name: string,
    password?: string,
  ): Promise<Result<Preview>> {
    this.forget();
    this.stopper = new AbortController();
    this.view?.source.close?.();
    this.view = undefined;
    const blob = file instanceof Blob ? file : new Blob([file]);
    const source = await this.openSheets(blob, this.limits, password);
    if (!source.ok) return source;
    const opened = await SheetView.open(this.definition, source.value, this.stopper.signal);
    if (!opened.ok) {
      source.value.close?.();
      return opened;
    }
    this.view = opened.value;
    this.fileLabel = name;
    return ok(this.previewOf(opened.value));
  }

  async chooseSheet(sheet: number): Promise<Result<Preview>> {
    const { view } = this;
    if (!view) return noFile();
    this.forget();
    const chosen = await view.choose(sheet, this.stopper.signal);
    return chosen.ok ? ok(this.previewOf(view)) : chosen;
  }

  /** The clerk points at the header row by its number. */
  chooseHeader(number: number): Result<Preview> {
    const { view } = this;
    if (!view) return noFile();
    this.forget();
    const chosen = view.chooseHeader(number);
    return chosen.ok ? ok(this.previewOf(view)) : chosen;
  }

  // ── 对列 ──

  setTarget(index: number, target: Target): Result<readonly Column[]> {
    this.forget();
    return this.view ? this.view.setTarget(index, target) : noFile();
  }

  /** Applies what `remembered()` gave for the same layout earlier. */
  recall(remembered: string): readonly Column[] {
    this.forget();
    return this.view?.recall(remembered) ?? [];
  }

  remembered(): string {
    return rememberMapping(this.view?.columns ?? []);
  }

  setCoverage(coverage: Coverage): void {
    this.coverage = coverage;
    this.forget();
  }

  /** Starting states of new records where no column says it: `{membershipStatus: '02'}` for 都已入会. */
  setStartStates(states: Readonly<Record<string, string>>): void {
    this.startStates = states;
    this.forget();
  }

  /** The same value for every new record whose row lacks it (整列填写). */
  setConstants(constants: RecordData): void {
    this.constants = constants;
    this.forget();
  }

  /** The clerk takes an offered constant away, or back. */
  switchOffer(field: string, on: boolean): void {
    if (on) this.offersOff.delete(field);
    else this.offersOff.add(field);
    this.forget();
  }

  /** What a word that nobody knew means, for the next analysis. */
  answerWord(field: string, word: string, code: string): void {
    this.answers[field] = { ...this.answers[field], [word]: code };
    this.forget();
  }

  preview(): Result<Preview> {
    return this.view ? ok(this.previewOf(this.view)) : noFile();
  }

  private previewOf(view: SheetView): Preview {
    const mapped = new Set(mappingOf(view.columns).values());
    const presence = factsOf(this.definition).presence?.field;
    const states = Object.entries(this.definition.states ?? {}).filter(([field]) => field !== presence);
    return {
      fileLabel: this.fileLabel,
      sheets: view.source.sheets,
      sheet: view.sheet,
      columns: view.columns,
      layoutKey: view.layoutKey,
      rows: view.sample.slice(0, 40).map((row) => ({
        number: row.number,
        hidden: row.hidden === true,
        cells: row.cells.map((cell) => cell.text),
      })),
      stateQuestions: states.map(([field, start]) => {
        const label = this.definition.fields[field]?.label ?? field;
        return { field, start, label, hasColumn: mapped.has(field) };
      }),
      asksCoverage: presence !== undefined,
      offers: viewOffers(this.definition, this.offers, this.offersOff),
      ...(view.header ? { headerRow: view.header.number } : {}),
    };
  }

  // ── 看结果 ──

  /** Reads the mapped columns and compares them with the books. */
  async analyse(store: Pick<ImportStore, 'readAll'>, onProgress?: Progress): Promise<Result<AnalysisReport>> {
    const ready = this.checkReady();
    if (!ready.ok) return ready;
    this.stopper = new AbortController();
    const { signal } = this.stopper;
    const options: JudgeOptions = {
      coverage: this.coverage,
      startStates: this.startStates,
      constants: this.constants,
      offers: this.offers.filter(({ field }) => !this.offersOff.has(field)),
      switchedOff: this.decisions.switchedOff,
    };
    const gathering = new SheetGathering(this.definition, { ...options, switchedOff: new Set() });
    // The store unpacks the books while the sheet is read.
    const asked = this.askBooks(store, gathering);
    const take = (record: SheetRecord): void => {
      gathering.add(record);
    };
    const read = await readRecords(this.definition, ready.value, this.answers, take, signal, onProgress);
    if (!read.ok) return read;
    const answer = await asked;
    if ('error' in answer) throw answer.error;
    if (!(await gathering.catchUp(signal, onProgress))) return refuseRead('cancelled');
    this.read = read.value;
    this.analysis = new Analysis(this.definition, answer.books, gathering, this.decisions, options);
    return ok(this.report(ready.value, this.analysis, read.value));
  }

  private askBooks(
    store: Pick<ImportStore, 'readAll'>,
    gathering: SheetGathering,
  ): Promise<{ readonly books: Books } | { readonly error: unknown }> {
    const { type, fields } = this.definition;
    return store.readAll(type, this.organisation, Object.keys(fields)).then(
      (records) => {
        const books = new Books(this.definition, records);
        gathering.compareWith(books);
        return { books };
      },
      (error: unknown) => ({ error }),
    );
  }

  private checkReady(): Result<SheetView> {
    const { view } = this;
    if (!view) return noFile();
    if (!view.header) return fail('noHeader', '没有找到列名所在的一行。请在左边点一下列名那一行。');
    const asked = view.columns.find((column) => column.target.kind === 'ask');
    if (asked) {
      return fail('columnAsked', `“${asked.header}”一列还没有定下来。请在右边选它是哪一栏，或选“不导入”。`);
    }
    if (mappingOf(view.columns).size === 0) {
      return fail('nothingMapped', '还没有一列对上。请在右边选每一列是哪一栏。');
    }
    return ok(view);
  }

  private report(view: SheetView, analysis: Analysis, read: ReadSheet): AnalysisReport {
    const { skipped, hidden, unknownWords } = read;
    return { ...analysis.summary(), unread: unreadHeaders(view.columns), skipped, hidden, unknownWords };
  }

  summary(): AnalysisReport | undefined {
    const { view, analysis, read } = this;
    return view && analysis && read ? this.report(view, analysis, read) : undefined;
  }

  rows(verdict: RowVerdict, offset: number, limit: number): readonly RowView[] {
    return this.analysis?.views().rows(verdict, offset, limit) ?? [];
  }

  changes(
    offset: number,
    limit: number,
    field?: string,
  ): { readonly total: number; readonly lines: readonly ChangeLine[] } {
    return this.analysis?.views().changes(offset, limit, field) ?? { total: 0, lines: [] };
  }

  missing(offset: number, limit: number): readonly MissingView[] {
    return this.analysis?.views().missing(offset, limit) ?? [];
  }

  // ── decisions; each answers with the new numbers ──

  /** `field`: a field's key, or `@step` for a proposed step. */
  tick(rows: readonly number[], field: string, on: boolean): AnalysisReport | undefined {
    for (const row of rows) this.decisions.tick(row, field, on);
    return this.summary();
  }

  /** Ticks or unticks every row that waits for this tick. */
  tickAll(field: string, on: boolean): AnalysisReport | undefined {
    return this.tick(this.analysis?.waitingFor(field) ?? [], field, on);
  }

  switchColumn(field: string, on: boolean): AnalysisReport | undefined {
    this.analysis?.switchColumn(field, on);
    return this.summary();
  }

  /** `undefined` takes a decision back: 暂不处理. */
  decideMissing(
    ids: readonly string[] | 'all',
    decision: MissingDecision | undefined,
  ): AnalysisReport | undefined {
    this.analysis?.decideMissing(ids, decision);
    return this.summary();
  }

  decideAsk(row: number, decision: AskDecision | undefined): AnalysisReport | undefined {
    this.analysis?.decideAsk(row, decision);
    return this.summary();
  }

  /** One date (and reason) for all rows of a step that lack it. */
  setStepFields(name: string, fields: RecordData): AnalysisReport | undefined {
    this.decisions.stepDefaults.set(name, fields);
    return this.summary();
  }

  /** The clerk says that so many missing people are right. */
  acceptMissing(): AnalysisReport | undefined {
    this.decisions.acceptsMissing = true;
    return this.summary();
  }

  // ── 写入 ──

  /** Writes the plan in one act. Cancelled or failed, nothing of it is ever seen. */
  async run(store: ImportStore, onProgress?: Progress): Promise<Result<ImportSummary>> {
    const { analysis } = this;
    if (!analysis) return fail('notAnalysed', '还没有核对这份表。请先点“看结果”。');
    const { stop } = analysis.summary();
    if (stop !== undefined) return fail('tooManyMissing', stop);
    this.stopper = new AbortController();
    const begin = {
      type: this.definition.type,
      organisation: this.organisation,
      fileLabel: this.fileLabel,
      coverage: this.coverage.kind,
      rows: analysis.rowCount,
    };
    return writeImport(
      store,
      begin,
      analysis.chunks(),
      analysis.changeCount(),
      this.stopper.signal,
      onProgress,
    );
  }

  /** The rows that cannot be imported, as they came, with the reason behind them. */
  async refusedWorkbook(): Promise<Result<Uint8Array<ArrayBuffer>>> {
    const { view, analysis } = this;
    if (!view?.header || !analysis) return noFile();
    return refusedWorkbook(view.source, view.sheet, view.header, analysis.refusals());
  }

  /** Stops whatever is running. Nothing has been written, or nothing of it will be seen. */
  cancel(): void {
    this.stopper.abort();
  }

  private forget(): void {
    this.analysis = undefined;
    this.read = undefined;
    this.decisions = new Decisions();
  }
}

function noFile(): Result<never> {
  return fail('noFile', '还没有选文件。请先选一份花名册。');
}
