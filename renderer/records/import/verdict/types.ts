import type { RowIds } from '../layout/rowIds.ts';
import type { FieldValue, RecordData } from '../../../../domain/records/definition.ts';

/** One row of the sheet, read but not yet compared. */
export interface SheetRecord {
  /** The row's id (RowIds): its number as the spreadsheet program shows it, and of which sheet where several are read. */
  readonly number: number;
  /** Every mapped field, null where the cell is empty: one shape for all rows. */
  readonly data: RecordData;
  /** Fields that the row empties on purpose (清空). */
  readonly clears?: readonly string[];
  /** Dates of which the sheet gives only year and month. */
  readonly monthOnly?: readonly string[];
  readonly notices?: readonly string[];
  /** Parts cut from other cells, for the fields that take them (restTo). */
  readonly rests?: Readonly<Record<string, string>>;
  /** Why the row cannot be imported at all. */
  readonly refusal?: string;
}

/** A record of our books, as the store gives it. */
export interface BookRecord {
  readonly id: string;
  readonly data: RecordData;
  readonly voided: boolean;
}

export const rowVerdicts = [
  'new',
  'rehired',
  'leaving',
  'changed',
  'unchanged',
  'twice',
  'refused',
  'ask',
] as const;
/** Every row of the sheet has exactly one, so the numbers add up to the sheet's rows. */
export type RowVerdict = (typeof rowVerdicts)[number];
/** `missing`: in our books, not in this sheet (K6). */
export type Verdict = RowVerdict | 'missing';

export interface FieldDiff {
  readonly field: string;
  readonly from: FieldValue;
  readonly to: FieldValue;
  readonly kind: 'filled' | 'changed' | 'cleared';
  /** A changed 姓名 or 证件号 may be another person: it needs a tick of its own (K15). */
  readonly needsTick: boolean;
}

/** A deliberate step that the row speaks for; states never change by a plain edit. */
export interface ProposedStep {
  readonly name: string;
  readonly fields: RecordData;
  /** Asked fields that the row does not give and the clerk must (离职日期). */
  readonly lacks: readonly string[];
  readonly needsTick: boolean;
}

export interface RowResult {
  readonly record: SheetRecord;
  readonly verdict: RowVerdict;
  readonly message?: string;
  readonly notices?: readonly string[];
  /** Place of the matched record in the books. */
  readonly book?: number;
  /** Places of records it may be (ask). */
  readonly candidates?: readonly number[];
  /** The other row of a pair (K47). */
  readonly otherRow?: number;
  readonly diffs?: readonly FieldDiff[];
  readonly step?: ProposedStep;
  readonly gaps?: readonly string[];
  /** Who these are, when they start in another state than the clerk said of the sheet (K1). */
  readonly startsOtherwise?: string;
}

/** A value offered for all new records that lack it (整列填写, K4). */
export interface Offer {
  readonly field: string;
  readonly value: FieldValue;
  /** Only for records whose fields hold one of these. */
  readonly where?: Readonly<Record<string, readonly string[]>>;
}

/** What the sheet covers (K6). */
export type Coverage =
  | { readonly kind: 'all' }
  | { readonly kind: 'departments'; readonly paths: readonly string[] }
  | { readonly kind: 'joiners' }
  | { readonly kind: 'leavers' }
  | { readonly kind: 'extra' };

export interface JudgeOptions {
  readonly coverage: Coverage;
  /** Starting values of state fields for new records, where the sheet does not say (K1: 都已入会 / 都未入会). */
  readonly startStates: Readonly<Record<string, string>>;
  /** Same value for every new record that lacks it (整列填写). */
  readonly constants: RecordData;
  /** Offered constants that the clerk left on. */
  readonly offers?: readonly Offer[];
  /** Columns switched off for existing records. */
  readonly switchedOff: ReadonlySet<string>;
  /** How rows are named in sentences. */
  readonly rows?: RowIds;
}
