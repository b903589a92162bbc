import { oneSheet } from '../layout/rowIds.ts';
import type { RowIds } from '../layout/rowIds.ts';
import type { Books } from './books.ts';
import type { Decisions, MissingDecision } from './decisions.ts';
import type { Judgement } from './judge.ts';
import type { FieldDiff, RowResult, RowVerdict } from './types.ts';
import type { FieldValue, RecordData, RecordDefinition } from '../../../../domain/records/definition.ts';

/** A row as a virtual list shows it: only what is on the screen ever leaves the worker. */
export interface RowView {
  /** The row's id, by which decisions name it. */
  readonly row: number;
  /** As the spreadsheet program numbers it. */
  readonly number: number;
  /** Its sheet, where several are read. */
  readonly sheet?: string;
  readonly verdict: RowVerdict;
  readonly title: string;
  readonly subtitle: string;
  readonly tree: string;
  readonly id?: string;
  readonly message?: string;
  readonly notices: readonly string[];
  readonly otherRow?: number;
  /** The other row in words. */
  readonly otherWords?: string;
  readonly diffs: readonly FieldDiff[];
  readonly step?: {
    readonly name: string;
    readonly label: string;
    readonly fields: RecordData;
    readonly lacks: readonly string[];
    readonly needsTick: boolean;
    readonly ticked: boolean;
  };
  readonly candidates: readonly {
    readonly id: string;
    readonly title: string;
    readonly subtitle: string;
    readonly tree: string;
  }[];
}

/** One line of 有改动: a person, a column, before and after. */
export interface ChangeLine extends FieldDiff {
  readonly row: number;
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  readonly ticked: boolean;
}

export interface MissingView {
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  readonly tree: string;
  readonly data: RecordData;
  readonly decision?: MissingDecision;
}

const textOf = (value: FieldValue | undefined): string => (typeof value === 'string' ? value : '');

export class Views {
  private readonly definition: RecordDefinition;
  private readonly books: Books;
  private readonly judgement: Judgement;
  private readonly decisions: Decisions;
  private readonly byVerdict = new Map<RowVerdict, RowResult[]>();
  private lines: { readonly result: RowResult; readonly diff: FieldDiff }[] | undefined;

  private readonly ids: RowIds;

  constructor(
    definition: RecordDefinition,
    books: Books,
    judgement: Judgement,
    decisions: Decisions,
    ids: RowIds = oneSheet,
  ) {
    this.ids = ids;
    this.definition = definition;
    this.books = books;
    this.judgement = judgement;
    this.decisions = decisions;
    for (const result of judgement.results) {
      const list = this.byVerdict.get(result.verdict);
      if (list) list.push(result);
      else this.byVerdict.set(result.verdict, [result]);
    }
  }

  rows(verdict: RowVerdict, offset: number, limit: number): readonly RowView[] {
    return (this.byVerdict.get(verdict) ?? [])
      .slice(offset, offset + limit)
      .map((result) => this.rowView(result));
  }

  changes(
    offset: number,
    limit: number,
    field?: string,
  ): { readonly total: number; readonly lines: readonly ChangeLine[] } {
    this.lines ??= (this.byVerdict.get('changed') ?? []).flatMap((result) =>
      (result.diffs ?? []).map((diff) => ({ result, diff })),
    );
    const wanted = field === undefined ? this.lines : this.lines.filter(({ diff }) => diff.field === field);
    const lines = wanted.slice(offset, offset + limit).map(({ result, diff }): ChangeLine => {
      const { title, subtitle } = this.namesOf(this.dataOf(result));
      const id = this.books.records[result.book ?? -1]?.id ?? '';
      const ticked = this.decisions.isTicked(result.record.number, diff.field);
      return { ...diff, row: result.record.number, id, title, subtitle, ticked };
    });
    return { total: wanted.length, lines };
  }

  missing(offset: number, limit: number): readonly MissingView[] {
    return this.judgement.missing.slice(offset, offset + limit).flatMap((place): readonly MissingView[] => {
      const record = this.books.records[place];
      if (!record) return [];
      const decision = this.decisions.missing.get(record.id);
      return [
        { id: record.id, ...this.namesOf(record.data), data: record.data, ...(decision ? { decision } : {}) },
      ];
    });
  }

  private rowView(result: RowResult): RowView {
    const id = this.books.records[result.book ?? -1]?.id;
    const { step } = result;
    return {
      row: result.record.number,
      ...this.ids.placeOf(result.record.number),
      verdict: result.verdict,
      ...this.namesOf(this.dataOf(result)),
      notices: result.notices ?? [],
      diffs: result.diffs ?? [],
      candidates: (result.candidates ?? []).map((place) => ({
        id: this.books.records[place]?.id ?? '',
        ...this.namesOf(this.books.data(place)),
      })),
      ...(id === undefined ? {} : { id }),
      ...(result.message === undefined ? {} : { message: result.message }),
      ...(result.otherRow === undefined
        ? {}
        : { otherRow: result.otherRow, otherWords: this.ids.words(result.otherRow) }),
      ...(step
        ? {
            step: {
              name: step.name,
              label: this.definition.transitions?.[step.name]?.label ?? step.name,
              fields: step.fields,
              lacks: this.decisions.lacksOf(step),
              needsTick: step.needsTick,
              ticked: this.decisions.isTicked(result.record.number, '@step'),
            },
          }
        : {}),
    };
  }

  /** The row's own words, with ours where it has none. */
  private dataOf(result: RowResult): RecordData {
    if (result.book === undefined) return result.record.data;
    const own = Object.entries(result.record.data).filter(([, value]) => value !== null);
    return { ...this.books.data(result.book), ...Object.fromEntries(own) };
  }

  private namesOf(data: RecordData): { title: string; subtitle: string; tree: string } {
    return {
      title: textOf(data[this.definition.titleField]),
      subtitle: textOf(data[this.definition.subtitleField ?? '']),
      tree: textOf(data[this.definition.treeField ?? '']),
    };
  }
}
