import { labelOf } from '../../../../domain/dictionaries/lookup.ts';
import { validateRecord } from '../../../../domain/records/validate.ts';
import type { Books } from './books.ts';
import { derivedOf, diffRow } from './diff.ts';
import { matchRow } from './match.ts';
import { factsOf } from './facts.ts';
import { NewRecords } from './newRecord.ts';
import { readStates, stepOf } from './steps.ts';
import { findTwins } from './twins.ts';
import type { Presence } from './presence.ts';
import type { FieldDiff, JudgeOptions, ProposedStep, RowResult, SheetRecord } from './types.ts';
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

/** Compares a whole sheet with our books. Pure; 100,000 rows against 100,000 records take about a second. */
export function judgeSheet(
  definition: RecordDefinition,
  books: Books,
  rows: readonly SheetRecord[],
  options: JudgeOptions,
): Judgement {
  const judge = new Judge(definition, books, options);
  const twins = findTwins(definition, rows);
  const results = rows.map((row, place): RowResult => {
    const twin = twins.get(place);
    if (twin) {
      judge.seen(row);
      return {
        record: row,
        verdict: twin.kind,
        message: twin.message,
        otherRow: twin.other,
        ...noticesOf(row),
      };
    }
    return judge.row(row);
  });
  const { missing, expected } = judge.missing();
  return { results, missing, expected };
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
  private readonly claimed = new Map<number, number>();
  private readonly newRecords: NewRecords;

  constructor(definition: RecordDefinition, books: Books, options: JudgeOptions) {
    this.definition = definition;
    this.books = books;
    this.options = options;
    this.presence = factsOf(definition).presence;
    this.newRecords = new NewRecords(definition, options);
  }

  /** Somebody the sheet names, whatever becomes of the row, is not missing from it. */
  seen(row: SheetRecord): void {
    const match = matchRow(this.definition, this.books, row.data);
    const places = match.kind === 'one' ? [match.place] : match.kind === 'ask' ? match.places : [];
    for (const place of places) if (!this.claimed.has(place)) this.claimed.set(place, -1);
  }

  row(row: SheetRecord): RowResult {
    if (row.refusal !== undefined) {
      this.seen(row);
      return { record: row, verdict: 'refused', message: row.refusal, ...noticesOf(row) };
    }
    const match = matchRow(this.definition, this.books, row.data);
    if (match.kind === 'ask') {
      for (const place of match.places) if (!this.claimed.has(place)) this.claimed.set(place, -1);
      return {
        record: row,
        verdict: 'ask',
        message: match.message,
        candidates: match.places,
        ...noticesOf(row),
      };
    }
    if (match.kind === 'none') return this.unmatched(row);
    const other = this.claimed.get(match.place);
    if (other !== undefined && other > 0) {
      return {
        record: row,
        verdict: 'twice',
        message: `和第 ${other} 行是系统里的同一个人，以第 ${other} 行为准。`,
        otherRow: other,
        book: match.place,
        ...noticesOf(row),
      };
    }
    this.claimed.set(match.place, row.number);
    return this.matched(row, match.place, match.notice === undefined ? [] : [match.notice]);
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

  missing(): { missing: readonly number[]; expected: number } {
    const { coverage } = this.options;
    if (!this.presence || (coverage.kind !== 'all' && coverage.kind !== 'departments'))
      return { missing: [], expected: 0 };
    const missing: number[] = [];
    let expected = 0;
    for (const [place, record] of this.books.records.entries()) {
      if (record.voided || !this.books.present(place) || !this.isCovered(record.data)) continue;
      expected += 1;
      if (!this.claimed.has(place)) missing.push(place);
    }
    return { missing, expected };
  }

  private isCovered(data: RecordData): boolean {
    const { coverage } = this.options;
    if (coverage.kind !== 'departments') return true;
    const path = data[this.definition.treeField ?? ''];
    return (
      typeof path === 'string' && coverage.paths.some((node) => path === node || path.startsWith(`${node}/`))
    );
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
