import { judgeSheet } from './verdict/gather.ts';
import { judgeAnswer } from './verdict/judge.ts';
import { NewRecords } from './verdict/newRecord.ts';
import { planChunks } from './verdict/plan.ts';
import { presenceOf } from './verdict/presence.ts';
import { countColumns, summarise } from './verdict/summary.ts';
import { Views } from './verdict/views.ts';
import type { Books } from './verdict/books.ts';
import type { SheetGathering } from './verdict/gather.ts';
import type { AskDecision, Decisions, MissingDecision } from './verdict/decisions.ts';
import type { Judgement } from './verdict/judge.ts';
import type { ColumnCounts, Summary } from './verdict/summary.ts';
import type { JudgeOptions, RowResult, SheetRecord } from './verdict/types.ts';
import type { RecordDefinition } from '../../../domain/records/definition.ts';
import type { ImportChange } from '../../store/port.ts';

/** Rows of a store segment are packed together: whole multiples of 256 fill whole segments. */
const chunkSize = 2048;

/** A sheet compared with the books, and what a clerk decided about it. */
export class Analysis {
  private readonly definition: RecordDefinition;
  private readonly books: Books;
  private readonly rows: readonly SheetRecord[];
  private readonly decisions: Decisions;
  private readonly options: JudgeOptions;
  private readonly baseline: readonly ColumnCounts[];
  private judgement: Judgement;
  private cachedViews: Views | undefined;

  /** `gathered` compares with the same books by the same options, with no column switched off. */
  constructor(
    definition: RecordDefinition,
    books: Books,
    gathered: SheetGathering,
    decisions: Decisions,
    options: JudgeOptions,
  ) {
    const { rows } = gathered;
    this.definition = definition;
    this.books = books;
    this.rows = rows;
    this.decisions = decisions;
    this.options = { ...options, coverage: coverageOf(definition, rows, options) };
    const unswitched = gathered.finish(this.options.coverage);
    this.baseline = countColumns(definition, unswitched, decisions);
    this.judgement = unswitched;
    if (decisions.switchedOff.size > 0 || decisions.asks.size > 0) this.judge();
  }

  private judge(): void {
    const judged = judgeSheet(this.definition, this.books, this.rows, this.options);
    this.judgement = { ...judged, results: this.answered(judged) };
    this.cachedViews = undefined;
  }

  /** Rows whose person the clerk named; two rows cannot both be the same person of the books. */
  private answered(judged: Judgement): readonly RowResult[] {
    if (this.decisions.asks.size === 0) return judged.results;
    const taken = new Set(
      judged.results.flatMap((result) => (result.book === undefined ? [] : [result.book])),
    );
    return judged.results.map((result) => {
      const answer = result.verdict === 'ask' ? this.decisions.asks.get(result.record.number) : undefined;
      if (!answer) return result;
      const place =
        answer.kind === 'new'
          ? 'new'
          : (result.candidates ?? []).find((candidate) => this.books.records[candidate]?.id === answer.id);
      if (place === undefined || (place !== 'new' && taken.has(place))) return result;
      if (place !== 'new') taken.add(place);
      return judgeAnswer(this.definition, this.books, result.record, this.options, place);
    });
  }

  get rowCount(): number {
    return this.rows.length;
  }

  summary(): Summary {
    return summarise(this.definition, this.books, this.judgement, this.decisions, this.baseline);
  }

  views(): Views {
    this.cachedViews ??= new Views(
      this.definition,
      this.books,
      this.judgement,
      this.decisions,
      this.options.rows,
    );
    return this.cachedViews;
  }

  switchColumn(field: string, on: boolean): void {
    if (on) this.decisions.switchedOff.delete(field);
    else this.decisions.switchedOff.add(field);
    this.judge();
  }

  decideAsk(row: number, decision: AskDecision | undefined): void {
    if (decision) this.decisions.asks.set(row, decision);
    else this.decisions.asks.delete(row);
    this.judge();
  }

  decideMissing(ids: readonly string[] | 'all', decision: MissingDecision | undefined): void {
    const wanted = ids === 'all' ? undefined : new Set(ids);
    for (const place of this.judgement.missing) {
      const id = this.books.records[place]?.id;
      if (id === undefined || wanted?.has(id) === false) continue;
      if (decision) this.decisions.missing.set(id, decision);
      else this.decisions.missing.delete(id);
    }
  }

  /** Row numbers that show a change of this field (or a step) which needs a tick. */
  waitingFor(field: string): readonly number[] {
    return this.judgement.results
      .filter((result) =>
        field === '@step'
          ? result.step?.needsTick === true
          : result.diffs?.some((diff) => diff.field === field && diff.needsTick) === true,
      )
      .map((result) => result.record.number);
  }

  refusals(): ReadonlyMap<number, string> {
    const refused = this.judgement.results.filter((result) => result.verdict === 'refused');
    return new Map(refused.map((result) => [result.record.number, result.message ?? '']));
  }

  chunks(): Iterable<readonly ImportChange[]> {
    const { definition, books, decisions } = this;
    const context = { definition, books, decisions, newRecords: new NewRecords(definition, this.options) };
    return planChunks(context, this.judgement.results, this.judgement.missing, chunkSize);
  }

  changeCount(): number {
    const { created, edited, steps } = this.summary().willWrite;
    return created + edited + steps;
  }
}

/** 只是某些部门 without naming them means the departments that stand in the sheet. */
function coverageOf(
  definition: RecordDefinition,
  rows: readonly SheetRecord[],
  options: JudgeOptions,
): JudgeOptions['coverage'] {
  const { coverage } = options;
  const tree = definition.treeField;
  if (
    coverage.kind !== 'departments' ||
    coverage.paths.length > 0 ||
    tree === undefined ||
    !presenceOf(definition)
  )
    return coverage;
  const paths = new Set<string>();
  for (const row of rows) {
    const path = row.data[tree];
    if (typeof path === 'string' && path !== '') paths.add(path);
  }
  return { kind: 'departments', paths: [...paths] };
}
