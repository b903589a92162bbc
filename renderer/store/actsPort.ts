import type { FieldValue, RecordData } from '../../domain/records/definition.ts';

export interface TransitionInput {
  readonly type: string;
  readonly ids: readonly string[];
  readonly name: string;
  readonly fields: RecordData;
}

export interface BatchOutcome {
  readonly changed: number;
  readonly skipped: readonly { readonly id: string; readonly title: string; readonly message: string }[];
}

export interface SetManyInput {
  readonly type: string;
  readonly ids: readonly string[];
  readonly fields: RecordData;
}

/** Records that hold nothing there yet, something else, the same already; and those that cannot take it. */
export interface ManyPreview {
  readonly fill: number;
  readonly change: number;
  readonly same: number;
  readonly skipped: number;
}

export interface SettleManyInput {
  readonly type: string;
  readonly field: string;
  readonly choices: readonly {
    readonly id: string;
    readonly conflictId: string;
    readonly version: number;
    readonly value: FieldValue;
  }[];
}

export interface FindInput {
  readonly type: string;
  /** Empty = all organisations of this PC. */
  readonly organisations: readonly string[];
  readonly numbers: readonly string[];
}

export interface FoundByNumbers {
  readonly ids: readonly string[];
  readonly missing: readonly string[];
  /** Numbers that more than one record has; none of them is taken. */
  readonly several: readonly string[];
}

export interface MovePlaceInput {
  readonly type: string;
  readonly organisation: string;
  /** A field of kind `path`. */
  readonly field: string;
  readonly from: string;
  /** Where those at `from` are afterwards; what lies below keeps its place under it. Never empty, nor below `from`. */
  readonly to: string;
  /** The clerk's word for it, for history and log (改名). */
  readonly word: string;
  /** For `cancelAct`. */
  readonly actId: string;
}

export interface TakeBackInput {
  readonly type: string;
  /** What the history and the log call it; 改回核对以前的 otherwise. */
  readonly label?: string;
  readonly field: string;
  readonly changes: readonly { readonly id: string; readonly from: FieldValue; readonly to: FieldValue }[];
}

export interface MovedPlace extends BatchOutcome {
  /** Enough for `takeBackMany`. */
  readonly changes: TakeBackInput['changes'];
}

export interface SettledMany extends BatchOutcome {
  readonly changes: TakeBackInput['changes'];
}
