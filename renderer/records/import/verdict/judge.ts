import { labelOf } from '../../../../domain/dictionaries/lookup.ts';
import { validateRecord } from '../../../../domain/records/validate.ts';
import { oneSheet } from '../layout/rowIds.ts';
import type { RowIds } from '../layout/rowIds.ts';
import type { Books } from './books.ts';
import { derivedOf, diffRow } from './diff.ts';
import { matchRow, none } from './match.ts';
import { factsOf } from './facts.ts';
import { NewRecords } from './newRecord.ts';
import { readStates, stepOf } from './steps.ts';
import type { Match } from './match.ts';
import type { Presence } from './presence.ts';
import type { Twin } from './twins.ts';
import type { Coverage, FieldDiff, JudgeOptions, ProposedStep, RowResult, SheetRecord } from './types.ts';
import type {
  FieldValue,
  RecordData,
  RecordDefinition,
  StartsOtherwise,
} from '../../../../domain/records/definition.ts';

export interface Judgement {
  readonly results: readonly RowResult[];
  /** Places in the books of people the sheet should name and does not. */
  readonly missing: readonly number[];
  /** People whom the sheet should name: the base of the 15 % rule. */
  readonly expected: number;
}

/**
 * Compares the rows of a sheet with our books one by one, and settles at the end what depends on other rows: who is
 * named twice, and who is missing. So nearly all of it is done while the rest of the file is still being read.
 */
export class SheetJudge {
  private readonly definition: RecordDefinition;
  private readonly books: Books;
  private readonly judge: Judge;
  private readonly matches: Match[] = [];
  private readonly alone: RowResult[] = [];
  private readonly ids: RowIds;

  constructor(definition: RecordDefinition, books: Books, options: JudgeOptions) {
    this.definition = definition;
    this.books = books;
    this.judge = new Judge(definition, books, options);
    this.ids = options.rows ?? oneSheet;
  }

  get count(): number {
    return this.alone.length;
  }

  /** The next row, as if it were the only one. */
  add(row: SheetRecord): void {
    const match = matchRow(this.definition, this.books, row.data);
    this.matches.push(match);
    this.alone.push(this.judge.row(row, match));
  }

  /** The verdicts in the order of the sheet; `twins` are the rows that other rows speak for or against. */
  finish(twins: ReadonlyMap<number, Twin>, coverage: Coverage): Judgement {
    const claims = new Map<number, number>();
    const results = this.alone.map((result, at): RowResult => {
      const { record } = result;
      const match = this.matches[at] ?? none;
      const twin = twins.get(at);
      if (twin) {
        noteSeen(claims, match);
        const { kind, message, other } = twin;
        return { record, verdict: kind, message, otherRow: other, ...noticesOf(record) };
      }
      if (record.refusal !== undefined || match.kind !== 'one') {
        noteSeen(claims, match);
        return result;
      }
      const other = claims.get(match.place) ?? 0;
      if (other > 0) return sameAs(record, match.place, other, this.ids);
      claims.set(match.place, record.number);
      return result;
    });
    return { results, ...missingFrom(this.definition, this.books, claims, coverage) };
  }
}

/** Somebody the sheet names, whatever becomes of the row, is not missing from it. */
function noteSeen(claims: Map<number, number>, match: Match): void {
  const places = match.kind === 'one' ? [match.place] : match.kind === 'ask' ? match.places : [];
  for (const place of places) if (!claims.has(place)) claims.set(place, -1);
}

function sameAs(record: SheetRecord, place: number, other: number, ids: RowIds): RowResult {
  return {
    record,
    verdict: 'twice',
    message: `和${ids.words(other)}是系统里的同一个人，以${ids.words(other)}为准。`,
    otherRow: other,
    book: place,
    ...noticesOf(record),
  };
}

function missingFrom(
  definition: RecordDefinition,
  books: Books,
  claims: ReadonlyMap<number, number>,
  coverage: Coverage,
): { missing: readonly number[]; expected: number } {
  const missing: number[] = [];
  let expected = 0;
  if (!factsOf(definition).presence || (coverage.kind !== 'all' && coverage.kind !== 'departments'))
    return { missing, expected };
  for (const [place, record] of books.records.entries()) {
    if (record.voided || !books.present(place) || !isCovered(definition, coverage, record.data)) continue;
    expected += 1;
    if (!claims.has(place)) missing.push(place);
  }
  return { missing, expected };
}

function isCovered(definition: RecordDefinition, coverage: Coverage, data: RecordData): boolean {
  if (coverage.kind !== 'departments') return true;
  const path = data[definition.treeField ?? ''];
  return (
    typeof path === 'string' && coverage.paths.some((node) => path === node || path.startsWith(`${node}/`))
  );
}

const noticesOf = (row: SheetRecord, more: readonly string[] = []): { notices?: readonly string[] } => {
  const all = [...(row.notices ?? []), ...more];
  return all.length > 0 ? { notices: all } : {};
};

class Judge {
  private readonly definition: RecordDefinition;
  private readonly books: Books;
  private readonly options: JudgeOptions;
  private readonly presence: Presence | undefined;
  private readonly newRecords: NewRecords;

  constructor(definition: RecordDefinition, books: Books, options: JudgeOptions) {
    this.definition = definition;
    this.books = books;
    this.options = options;
    this.presence = factsOf(definition).presence;
    this.newRecords = new NewRecords(definition, options);
  }

  row(row: SheetRecord, match: Match): RowResult {
    if (row.refusal !== undefined)
      return { record: row, verdict: 'refused', message: row.refusal, ...noticesOf(row) };
    if (match.kind === 'none') return this.unmatched(row);
    if (match.kind === 'one')
      return this.matched(row, match.place, match.notice === undefined ? [] : [match.notice]);
    return {
      record: row,
      verdict: 'ask',
      message: match.message,
      candidates: match.places,
      ...noticesOf(row),
    };
  }

  /** Also used when a clerk answers an `ask` with 是新的人. */
  unmatched(row: SheetRecord): RowResult {
    const refuse = (message: string): RowResult => ({
      record: row,
      verdict: 'refused',
      message,
      ...noticesOf(row),
    });
    const { kind } = this.options.coverage;
    if (kind === 'leavers') return refuse('系统里没有这个人，不用办离职。');
    if (kind === 'extra') return refuse('系统里没有这个人。这份表选的是“只补充信息”，不新增人。');
    if (this.presence && !this.presence.isPresent(row.data))
      return refuse('表里写的是已离职，系统里也没有这个人，没有新增。');
    const data = this.newRecords.full(row);
    const gaps: string[] = [];
    const warnings: string[] = [];
    for (const issue of validateRecord(this.definition, data)) {
      if (issue.severity === 'refuse') return refuse(issue.message);
      if (issue.severity === 'gap') gaps.push(issue.field);
      else warnings.push(issue.message);
    }
    const exception = this.newRecords.exceptionOf(row);
    if (exception) warnings.push(this.wordsOf(exception));
    return {
      record: row,
      verdict: 'new',
      ...(exception ? { startsOtherwise: exception.label } : {}),
      ...(gaps.length > 0 ? { gaps } : {}),
      ...noticesOf(row, warnings),
    };
  }

  private wordsOf({ label, states }: StartsOtherwise): string {
    const words = Object.entries(states).map(([state, code]) =>
      labelOf(this.definition.fields[state]?.dictionary ?? '', code),
    );
    return `${label}按“${words.join('、')}”导入，和这份表的其他人不一样。确实不是这样的，写入后再单独办理。`;
  }

  /** Also used when a clerk answers an `ask` with a person of the books. */
  matched(row: SheetRecord, place: number, notices: readonly string[]): RowResult {
    const book = this.books.data(place);
    const presence = this.presence;
    const present = presence ? presence.isPresent(book) : true;
    if (presence && (this.options.coverage.kind === 'leavers' || !presence.isPresent(row.data))) {
      const verdict = present ? 'leaving' : 'unchanged';
      const step = present ? { step: stepOf(presence.leave.name, presence.leave, row, false) } : {};
      return { record: row, verdict, book: place, ...step, ...noticesOf(row, notices) };
    }
    const back = presence && !present ? stepOf(presence.back.name, presence.back, row, false) : undefined;
    const states = this.stateReading(row, book, back);
    const asked = new Set(Object.keys(states.step?.fields ?? {}));
    const diffs = diffRow(this.definition, book, row, this.options.switchedOff).filter(
      (diff) => !asked.has(diff.field),
    );
    const faulty = this.faultOf(book, diffs);
    if (faulty !== undefined)
      return { record: row, verdict: 'refused', message: faulty, book: place, ...noticesOf(row, notices) };
    const all = [...diffs, ...this.derivedDiffs(book, diffs)];
    const more = [...notices, ...(states.notice === undefined ? [] : [states.notice])];
    const verdict = back ? 'rehired' : all.length > 0 || states.step ? 'changed' : 'unchanged';
    return {
      record: row,
      verdict,
      book: place,
      ...(all.length > 0 ? { diffs: all } : {}),
      ...(states.step ? { step: states.step } : {}),
      ...noticesOf(row, more),
    };
  }

  private stateReading(
    row: SheetRecord,
    book: RecordData,
    back: ProposedStep | undefined,
  ): { step?: ProposedStep; notice?: string } {
    const reading = readStates(this.definition, book, row);
    if (back) return { step: back, ...(reading.notice === undefined ? {} : { notice: reading.notice }) };
    const presence = this.presence;
    const said = presence ? row.data[presence.field] : undefined;
    if (!presence || typeof said !== 'string' || said === book[presence.field]) return reading;
    const label = this.definition.fields[presence.field]?.label ?? '';
    return {
      ...reading,
      notice: reading.notice ?? `“${label}”和系统里不一样。这一项不随导入改，请单独办理。`,
    };
  }

  private faultOf(book: RecordData, diffs: readonly FieldDiff[]): string | undefined {
    if (diffs.length === 0) return undefined;
    const after: Record<string, FieldValue> = { ...book };
    for (const diff of diffs) after[diff.field] = diff.to;
    const touched = new Set(diffs.map((diff) => diff.field));
    // What was wrong before is not this row's fault and does not keep its other values out.
    return validateRecord(this.definition, after).find(
      (issue) => issue.severity === 'refuse' && touched.has(issue.field),
    )?.message;
  }

  private derivedDiffs(book: RecordData, diffs: readonly FieldDiff[]): readonly FieldDiff[] {
    const sources = new Set(diffs.map((diff) => diff.field));
    if (
      !Object.values(this.definition.fields).some((field) => field.derived && sources.has(field.derived.from))
    )
      return [];
    const after: Record<string, FieldValue> = { ...book };
    for (const diff of diffs) after[diff.field] = diff.to;
    return Object.entries(derivedOf(this.definition, after)).map(([field, to]) => ({
      field,
      from: null,
      to,
      kind: 'filled',
      needsTick: false,
    }));
  }
}

/** Judges one row again after a clerk said who it is: a place in the books, or somebody new. */
export function judgeAnswer(
  definition: RecordDefinition,
  books: Books,
  row: SheetRecord,
  options: JudgeOptions,
  place: number | 'new',
): RowResult {
  const judge = new Judge(definition, books, options);
  return place === 'new' ? judge.unmatched(row) : judge.matched(row, place, []);
}
