import { fail, ok } from '../../../domain/result.ts';
import { Analysis } from './analysis.ts';
import { unreadHeaders } from './layout/mapping.ts';
import { offersOf } from './offers.ts';
import { previewOf } from './preview.ts';
import { RowIds } from './layout/rowIds.ts';
import { SheetSet } from './layout/sheetSet.ts';
import { openSheets } from './readers/open.ts';
import { defaultLimits, refuseRead } from './readers/port.ts';
import { readRecords } from './readRecords.ts';
import { readyViews } from './ready.ts';
import { refusedWorkbook } from './refused.ts';
import { writeImport } from './run.ts';
import { countSheetRows } from './sheetCounts.ts';
import { Books } from './verdict/books.ts';
import { Decisions } from './verdict/decisions.ts';
import { SheetGathering } from './verdict/gather.ts';
import { allIn } from './verdict/marks.ts';
import type { Target } from './layout/mapping.ts';
import type { SheetView } from './layout/sheetView.ts';
import type { Preview } from './preview.ts';
import type { OpenSheets, ReadLimits } from './readers/port.ts';
import type { ReadSheet, UnknownWord } from './readRecords.ts';
import type { ImportStore, Progress } from './run.ts';
import type { AskDecision, MissingDecision } from './verdict/decisions.ts';
import type { Mark, MarkChoice, MarkChoices, MarkCounts } from './verdict/marks.ts';
import type { Summary } from './verdict/summary.ts';
import type { Coverage, JudgeOptions, Offer, RowVerdict, SheetRecord } from './verdict/types.ts';
import type { ChangeLine, MissingView, RowView } from './verdict/views.ts';
import type { RecordData, RecordDefinition } from '../../../domain/records/definition.ts';
import type { Result } from '../../../domain/result.ts';
import type { ImportSummary } from '../../store/port.ts';

export interface AnalysisReport extends Summary {
  /** Columns that were not read beyond the preview (K45). */
  readonly unread: readonly string[];
  readonly skipped: number;
  /** People whose rows are hidden, struck through or coloured, and what was chosen for them (K50). */
  readonly marked: MarkCounts;
  readonly markChoices: MarkChoices;
  readonly leftOut: number;
  /** Names of the sheets that were read, where there are several. */
  readonly sheets: readonly string[];
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
  private sheets: SheetSet | undefined;
  /** Aborted when the sheets need not be counted any more. */
  private counter = new AbortController();
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
  private marks: MarkChoices = allIn;
  /** Whether the clerk said that sheets' names are departments, or are not. */
  private namesFill: boolean | undefined;
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
    this.counter.abort();
    this.stopper = new AbortController();
    this.sheets?.source.close?.();
    this.sheets = undefined;
    this.marks = allIn;
    this.namesFill = undefined;
    const blob = file instanceof Blob ? file : new Blob([file]);
    const source = await this.openSheets(blob, this.limits, password);
    if (!source.ok) return source;
    const opened = await SheetSet.open(this.definition, source.value, this.stopper.signal);
    if (!opened.ok) {
      source.value.close?.();
      return opened;
    }
    this.sheets = opened.value;
    this.fileLabel = name;
    return this.preview();
  }

  /** Puts another sheet on the screen. What is read stays as it is ticked. */
  async chooseSheet(sheet: number): Promise<Result<Preview>> {
    const chosen = await this.sheets?.choose(sheet, this.stopper.signal);
    return chosen?.ok === false ? chosen : this.preview();
  }

  async tickSheet(sheet: number, on: boolean): Promise<Result<Preview>> {
    this.forget();
    const ticked = await this.sheets?.tick(sheet, on, this.stopper.signal);
    return ticked?.ok === false ? ticked : this.preview();
  }

  /** Rows of each sheet, by its place. Asked for beside the preview: a long workbook is on the screen before it is counted. */
  async countSheets(): Promise<Result<Readonly<Record<number, number>>>> {
    if (!this.sheets) return noFile();
    this.counter.abort();
    this.counter = new AbortController();
    return countSheetRows(this.definition, this.sheets, this.counter.signal);
  }

  /** The clerk points at the header row by its number. */
  chooseHeader(number: number): Result<Preview> {
    this.forget();
    const chosen = this.sheets?.chooseHeader(number);
    return chosen?.ok === false ? chosen : this.preview();
  }

  // ── 对列 ──

  setTarget(index: number, target: Target): Result<Preview> {
    this.forget();
    const set = this.sheets?.setTarget(index, target);
    return set?.ok === false ? set : this.preview();
  }

  /** Applies what `remembered()` gave earlier, by layout key. */
  recall(remembered: Readonly<Record<string, string>>): Result<Preview> {
    this.forget();
    this.sheets?.recall(remembered);
    return this.preview();
  }

  /** The mappings that are read, by layout key; `on` is today as `YYYY-MM-DD`. */
  remembered(on: string): Readonly<Record<string, string>> {
    return this.sheets?.remembered(on) ?? {};
  }

  /** Whether the sheets' names are departments (K49). */
  fillNames(on: boolean): Result<Preview> {
    this.forget();
    this.namesFill = on;
    return this.preview();
  }

  /** What becomes of rows with a mark, from the next analysis on (K50). */
  chooseMark(mark: Mark, choice: MarkChoice): void {
    this.marks = { ...this.marks, [mark]: choice };
    this.forget();
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
    const { definition, fileLabel, sheets, offers, offersOff, fillsNames } = this;
    if (!sheets) return noFile();
    return ok(previewOf({ definition, fileLabel, sheets, offers, offersOff, namesFill: fillsNames }));
  }

  private get fillsNames(): boolean {
    return this.namesFill ?? this.sheets?.proposesNames ?? false;
  }

  // ── 看结果 ──

  /** Reads the mapped columns and compares them with the books. */
  async analyse(store: Pick<ImportStore, 'readAll'>, onProgress?: Progress): Promise<Result<AnalysisReport>> {
    if (!this.sheets) return noFile();
    const ready = readyViews(this.sheets);
    if (!ready.ok) return ready;
    const views = ready.value;
    this.counter.abort();
    this.stopper = new AbortController();
    const { signal } = this.stopper;
    const options: JudgeOptions = {
      coverage: this.coverage,
      startStates: this.startStates,
      constants: this.constants,
      offers: this.offers.filter(({ field }) => !this.offersOff.has(field)),
      switchedOff: this.decisions.switchedOff,
      rows: new RowIds(views.map(({ name }) => name)),
    };
    const gathering = new SheetGathering(this.definition, { ...options, switchedOff: new Set() });
    // The store unpacks the books while the sheet is read.
    const asked = this.askBooks(store, gathering);
    const take = (record: SheetRecord): void => {
      gathering.add(record);
    };
    const { answers, marks } = this;
    const tree = this.fillsNames ? this.definition.treeField : undefined;
    const wishes = { answers, marks, ...(tree === undefined ? {} : { namesFill: tree }) };
    const read = await readRecords(this.definition, views, wishes, take, signal, onProgress);
    if (!read.ok) return read;
    const answer = await asked;
    if ('error' in answer) throw answer.error;
    if (!(await gathering.catchUp(signal, onProgress))) return refuseRead('cancelled');
    this.read = read.value;
    this.analysis = new Analysis(this.definition, answer.books, gathering, this.decisions, options);
    return ok(this.report(views, this.analysis, read.value));
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

  private report(views: readonly SheetView[], analysis: Analysis, read: ReadSheet): AnalysisReport {
    const unread = new Set(views.flatMap((view) => unreadHeaders(view.columns)));
    const sheets = views.length > 1 ? views.map(({ name }) => name) : [];
    return { ...analysis.summary(), ...read, unread: [...unread], markChoices: this.marks, sheets };
  }

  summary(): AnalysisReport | undefined {
    const { sheets, analysis, read } = this;
    return sheets && analysis && read ? this.report(sheets.ticked, analysis, read) : undefined;
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
    const { sheets, analysis } = this;
    return sheets && analysis ? refusedWorkbook(sheets.ticked, analysis.refusals()) : noFile();
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
