import { fail, ok } from '../../../domain/result.ts';
import { openSheets } from '../import/readers/open.ts';
import { defaultLimits, refuseRead } from '../import/readers/port.ts';
import { telling, writeImport } from '../import/run.ts';
import { isPersonal, planAdoption, planStep, presentOf } from './acts.ts';
import { compareLists } from './compare.ts';
import { booksList } from './lists.ts';
import { ListedSheet } from './sheet.ts';
import { bearingsOf } from './standing.ts';
import { reportOf } from './report.ts';
import { CompareViews } from './views.ts';
import { compareWorkbook } from './workbook.ts';
import { sourceLabels } from './words.ts';
import type { RecordData, RecordDefinition } from '../../../domain/records/definition.ts';
import type { Result } from '../../../domain/result.ts';
import type { ImportChange, ImportSummary } from '../../store/port.ts';
import type { BatchOutcome } from '../../store/actsPort.ts';
import type { Target } from '../import/layout/mapping.ts';
import type { OpenSheets, ReadLimits } from '../import/readers/port.ts';
import type { ImportStore, Progress } from '../import/run.ts';
import type { Plan } from './acts.ts';
import type { CompareReport } from './report.ts';
import type { ReadList, SheetPreview } from './sheet.ts';
import type { Answer, Lists, SheetSource } from './types.ts';
import type { DifferenceView, DoubtView, Listing, PeopleFilter, PeopleList, PersonView } from './views.ts';

/** Whom an act concerns: those ticked, or everybody of a list or a column but these. */
export type Chosen = { readonly except: readonly number[] } | readonly number[];

export interface ActDone extends BatchOutcome {
  /** Values written; for a step as many as people. */
  readonly places: number;
  /** By which the act is taken back; absent when nothing was written. */
  readonly summary?: ImportSummary;
}

/** Changes staged at once; see the import's own chunks. */
const chunkSize = 2048;

/**
 * 三方核对 of one organisation, from the files to the acts. It lives in a worker (or in a test) and gives the page only
 * what is on the screen. Nothing is written but by `step` and `adopt`, each as one act that can be taken back.
 */
export class CompareSession {
  private readonly definition: RecordDefinition;
  private readonly organisation: string;
  private readonly limits: ReadLimits;
  private readonly openSheets: OpenSheets;
  private readonly sheets = new Map<SheetSource, ListedSheet>();
  private readonly read = new Map<SheetSource, ReadList>();
  private readonly answers = new Map<string, Answer>();
  private views: CompareViews | undefined;
  private lists: Lists | undefined;
  private stopper = new AbortController();

  constructor(
    definition: RecordDefinition,
    organisation: string,
    limits: ReadLimits = defaultLimits,
    open: OpenSheets = openSheets,
  ) {
    this.definition = definition;
    this.organisation = organisation;
    this.limits = limits;
    this.openSheets = open;
  }

  // ── 选名单、对列 ──

  async openFile(source: SheetSource, file: Blob, name: string): Promise<Result<SheetPreview>> {
    this.stopper = new AbortController();
    const { signal } = this.stopper;
    const from = { open: this.openSheets, limits: this.limits, signal };
    const opened = await ListedSheet.open(this.definition, file, name, from);
    if (!opened.ok) return opened;
    this.removeFile(source);
    this.sheets.set(source, opened.value);
    return ok(opened.value.preview());
  }

  removeFile(source: SheetSource): void {
    this.sheets.get(source)?.close();
    this.sheets.delete(source);
    this.forget(source);
  }

  async chooseSheet(source: SheetSource, sheet: number): Promise<Result<SheetPreview>> {
    this.forget(source);
    return (await this.sheets.get(source)?.chooseSheet(sheet, this.stopper.signal)) ?? noFile;
  }

  chooseHeader(source: SheetSource, row: number): Result<SheetPreview> {
    this.forget(source);
    return this.sheets.get(source)?.chooseHeader(row) ?? noFile;
  }

  setTarget(source: SheetSource, column: number, target: Target): Result<SheetPreview> {
    this.forget(source);
    return this.sheets.get(source)?.setTarget(column, target) ?? noFile;
  }

  /** Applies what `remembered` gave for the same layout earlier, be it here or at an import. */
  recall(source: SheetSource, remembered: string): Result<SheetPreview> {
    this.forget(source);
    const sheet = this.sheets.get(source);
    return sheet ? ok(sheet.recall(remembered)) : noFile;
  }

  remembered(source: SheetSource, on: string): string {
    return this.sheets.get(source)?.remembered(on) ?? '[]';
  }

  preview(source: SheetSource): Result<SheetPreview> {
    const sheet = this.sheets.get(source);
    return sheet ? ok(sheet.preview()) : noFile;
  }

  /** Whether the columns of a file are settled. */
  check(source: SheetSource): Result<void> {
    return this.sheets.get(source)?.check() ?? noFile;
  }

  private forget(source: SheetSource): void {
    this.read.delete(source);
    this.views = undefined;
  }

  // ── 看结果 ──

  /** Reads what has not been read yet and compares it with the books as they are now. */
  async compare(store: Pick<ImportStore, 'readAll'>, onProgress?: Progress): Promise<Result<CompareReport>> {
    if (this.sheets.size === 0) return noFile;
    this.stopper = new AbortController();
    const { signal } = this.stopper;
    for (const [source, sheet] of this.sheets) {
      if (this.read.has(source)) continue;
      const checked = sheet.check();
      if (!checked.ok) return checked;
      const read = await sheet.read(signal, onProgress);
      if (!read.ok) return read;
      this.read.set(source, read.value);
    }
    return this.compareRead(store, onProgress);
  }

  private async compareRead(
    store: Pick<ImportStore, 'readAll'>,
    onProgress?: Progress,
  ): Promise<Result<CompareReport>> {
    const { definition } = this;
    const { signal } = this.stopper;
    const bearings = bearingsOf(definition);
    if (!bearings) return fail('notCompared', '这一类资料不能这样核对。');
    const books = await store.readAll(definition.type, this.organisation, Object.keys(definition.fields));
    const [hr, register] = [this.read.get('hr')?.list, this.read.get('register')?.list];
    const lists: Lists = {
      ours: booksList(definition, books),
      ...(hr ? { hr } : {}),
      ...(register ? { register } : {}),
    };
    const tell = telling(onProgress);
    const compared = await compareLists(definition, bearings, lists, this.answers, async (done, total) => {
      tell({ step: 'judge', done, total });
      // Lets 取消 in: it comes as a message, and a busy worker reads none.
      await new Promise((resolve) => {
        setTimeout(resolve);
      });
      return !signal.aborted;
    });
    if (!compared) return refuseRead('cancelled');
    this.lists = lists;
    this.views = new CompareViews(definition, bearings, lists, compared);
    return ok(reportOf(this.views, lists, this.read));
  }

  people(list: PeopleList, filter: PeopleFilter, offset: number, limit: number): readonly PersonView[] {
    const { views } = this;
    if (!views) return [];
    return views
      .chosen(list, filter)
      .slice(offset, offset + limit)
      .map((identity) => views.person(identity));
  }

  differences(field: string | undefined, offset: number, limit: number): readonly DifferenceView[] {
    const { views } = this;
    const lines = views?.lines(field).slice(offset, offset + limit) ?? [];
    return lines.flatMap((line) => views?.difference(line) ?? []);
  }

  doubts(offset: number, limit: number): readonly DoubtView[] {
    const { views } = this;
    if (!views) return [];
    const last = Math.min(views.doubtCount, offset + limit);
    return Array.from({ length: Math.max(0, last - offset) }, (_, at) => views.doubt(offset + at)).filter(
      (doubt) => doubt !== undefined,
    );
  }

  /** 是同一个人, or 不是; compared anew with what was read. */
  settle(
    store: Pick<ImportStore, 'readAll'>,
    pair: string,
    answer: Answer,
    onProgress?: Progress,
  ): Promise<Result<CompareReport>> {
    this.answers.set(pair, answer);
    return this.compare(store, onProgress);
  }

  // ── 办理 ──

  /** A step for people of one list (集体入会, 登记离职, 会籍转出). */
  async step(
    store: ImportStore,
    of: { readonly list: PeopleList; readonly filter: PeopleFilter; readonly chosen: Chosen },
    step: { readonly name: string; readonly fields: RecordData },
    onProgress?: Progress,
  ): Promise<Result<ActDone>> {
    const { views, definition } = this;
    if (!views) return notCompared;
    const identities = placesOf(of.chosen, () => views.chosen(of.list, of.filter));
    const transition = definition.transitions?.[step.name];
    const plan = planStep(views, await this.present(store), identities, step);
    return this.write(
      store,
      plan,
      `三方核对：${transition?.batchLabel ?? transition?.label ?? ''}`,
      onProgress,
    );
  }

  /** Writes what one of the files says over what our books say, for chosen lines or all of a column. */
  async adopt(
    store: ImportStore,
    of: { readonly from: SheetSource; readonly field?: string; readonly chosen: Chosen },
    onProgress?: Progress,
  ): Promise<Result<ActDone>> {
    const { views, definition } = this;
    if (!views) return notCompared;
    if ('except' in of.chosen && (of.field === undefined || isPersonal(definition, of.field)))
      return fail('oneByOne', '姓名和证件号码要一行一行选，不能整列改。没有改动任何内容。');
    const lines = placesOf(of.chosen, () => views.lines(of.field));
    const plan = planAdoption(views, await this.present(store), lines, of.from);
    return this.write(store, plan, `三方核对：采用${sourceLabels(definition)[of.from]}的`, onProgress);
  }

  private async present(store: Pick<ImportStore, 'readAll'>): Promise<ReturnType<typeof presentOf>> {
    const { type, fields } = this.definition;
    return presentOf(await store.readAll(type, this.organisation, Object.keys(fields)));
  }

  private async write(
    store: ImportStore,
    { changes, skipped, places }: Plan,
    label: string,
    onProgress?: Progress,
  ): Promise<Result<ActDone>> {
    if (changes.length === 0) return ok({ changed: 0, skipped, places: 0 });
    this.stopper = new AbortController();
    const begin = {
      type: this.definition.type,
      organisation: this.organisation,
      fileLabel: label,
      act: label,
      coverage: 'compare',
      rows: changes.length,
    };
    const { signal } = this.stopper;
    const written = await writeImport(store, begin, chunksOf(changes), changes.length, signal, onProgress);
    return written.ok
      ? ok({ changed: written.value.changed, skipped, places, summary: written.value })
      : written;
  }

  // ── 导出 ──

  /** A list as .xlsx, and the ids of our records in it, for the log of exports. */
  workbook(
    listing: Listing,
    reveal: boolean,
  ): Result<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly ids: readonly string[] }> {
    const { views, lists } = this;
    if (!views || !lists) return notCompared;
    const given = (['hr', 'register', 'ours'] as const).filter((source) => lists[source] !== undefined);
    return ok({ bytes: compareWorkbook(views, given, listing, reveal), ids: views.idsIn(listing) });
  }

  cancel(): void {
    this.stopper.abort();
  }
}

const noFile = fail('noFile', '还没有选名单。请先选一份人事名单或粤工惠的名单。');
const notCompared = fail('notCompared', '还没有核对。请先点“开始核对”。');

function placesOf(chosen: Chosen, all: () => readonly number[]): readonly number[] {
  if (!('except' in chosen)) return chosen;
  const left = new Set(chosen.except);
  return all().filter((place) => !left.has(place));
}

function* chunksOf(changes: readonly ImportChange[]): Generator<readonly ImportChange[], void, undefined> {
  for (let at = 0; at < changes.length; at += chunkSize) yield changes.slice(at, at + chunkSize);
}
