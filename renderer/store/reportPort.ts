import type { FieldValue, ReportPeriod } from '../../domain/records/definition.ts';
import type { IndexRow } from './index/port.ts';

export interface ReportAsked {
  readonly type: string;
  /** A key of the definition's `reports`. */
  readonly report: string;
  /** Empty = all organisations of this PC. */
  readonly organisations: readonly string[];
  readonly period: ReportPeriod;
  /** `@organisation`, or one of the report's `dividedBy`. */
  readonly by: string;
}

export interface ReportGroup {
  readonly value: FieldValue;
  /** Column → sum; columns of nothing are left out. */
  readonly sums: Readonly<Record<string, number>>;
}

export interface ReportAnswer {
  readonly groups: readonly ReportGroup[];
  /** How many records the figures were counted from. */
  readonly counted: number;
}

/** One figure of a report; without `group` that of the sum line. */
export interface ReportFigure {
  readonly column: string;
  readonly group?: FieldValue;
}

/** The people behind a figure: as the list shows them, and what each adds to it. */
export interface ReportNames {
  readonly total: number;
  readonly rows: readonly { readonly row: IndexRow; readonly amount: number }[];
}
