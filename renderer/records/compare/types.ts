import type { FieldValue, RecordData } from '../../../domain/records/definition.ts';

/** HR's list, the outside register (粤工惠), and our own books: the three of 三方核对 (K10). */
export const sources = ['hr', 'register', 'ours'] as const;
export type Source = (typeof sources)[number];
/** The two that come as files. */
export type SheetSource = Exclude<Source, 'ours'>;

/** A person as one of the lists has them. */
export interface Entry {
  readonly data: RecordData;
  /** Dates of which the sheet gives only year and month. */
  readonly monthOnly?: readonly string[];
  /** Row as the spreadsheet program numbers it; only of sheets. */
  readonly row?: number;
  /** Id of the record; only of our books. */
  readonly id?: string;
}

export interface PersonList {
  readonly entries: readonly Entry[];
  /** Fields the list has a column for. */
  readonly fields: ReadonlySet<string>;
}

/** Our books are always there; of the sheets at least one. */
export interface Lists {
  readonly hr?: PersonList;
  readonly register?: PersonList;
  readonly ours: PersonList;
}

/** One person: their place in each list that has them. */
export type Identity = Readonly<Partial<Record<Source, number>>>;

/** Why entries may be one person, or may not: a clerk must look. */
export type Reason =
  /** Several people of one list under one number. */
  | { readonly kind: 'shared'; readonly source: Source; readonly field: string; readonly count: number }
  /** Alike in these fields, unlike in those. */
  | { readonly kind: 'like'; readonly same: readonly string[]; readonly differ: readonly string[] };

export interface Doubt {
  readonly identities: readonly number[];
  readonly reasons: readonly Reason[];
  /** Set when a clerk can settle it: two people of different lists, and the pair by which the answer is kept. */
  readonly pair?: string;
}

export type Answer = 'same' | 'apart';
/** What a clerk said of pairs, by `Doubt.pair`. */
export type Answers = ReadonlyMap<string, Answer>;

export interface Difference {
  readonly identity: number;
  readonly field: string;
  /** Only what a list says: an empty cell is no difference (K15). */
  readonly values: Readonly<Partial<Record<Source, FieldValue>>>;
}

/** Every identity is in `doubts`, or else judged for the three lists. */
export interface Comparison {
  readonly identities: readonly Identity[];
  readonly doubts: readonly Doubt[];
  /** 在厂未入会: works here and does not belong to the register, or to our members. */
  readonly notJoined: readonly number[];
  /** 已离职会籍未转: does not work here any more and is still a member, there or in our books. */
  readonly notReleased: readonly number[];
  /** 信息不一致, field by field. */
  readonly differences: readonly Difference[];
}
