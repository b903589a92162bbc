import type { FieldValue, RecordData } from '../records/definition.ts';

/** Two values of one field that a person must choose between. Values are kept until the choice, and after it in history. */
export interface Conflict {
  readonly conflictId: string;
  readonly field: string;
  /** Rises with every further candidate or change of the server's value. */
  readonly version: number;
  /** What the loser saw when starting to edit; null when unknown. */
  readonly baseValue: FieldValue;
  readonly serverValue: FieldValue;
  readonly serverBy: Attribution;
  readonly candidates: readonly { readonly value: FieldValue; readonly by: Attribution }[];
  readonly state: 'open' | 'settled';
  readonly chosen?: FieldValue;
}

export interface Attribution {
  readonly user: string;
  readonly userName: string;
  readonly device: string;
  /** Client time of the edit, for words only. */
  readonly at: string;
  /** The operation the value came from, so that its author's PC recognises its own value. */
  readonly op: string;
}

/** A record as the province holds it. Revisions are numbers of the organisation's feed: one sequence, gap-free. */
export interface ServerRecord {
  readonly organisation: string;
  readonly type: string;
  readonly id: string;
  readonly rev: number;
  readonly createdRev: number;
  /** Sparse (R9): a field that is not named has `createdRev`. */
  readonly fieldRevs: Readonly<Record<string, number>>;
  readonly schemaVersion: number;
  readonly data: RecordData;
  readonly voided: boolean;
  readonly claim?: 'held' | 'contested';
  readonly conflicts: readonly Conflict[];
  /** Who made the last change, for histories on other PCs. */
  readonly changedBy?: Attribution;
}

/** Revision of one field of a record. */
export function fieldRev(record: Pick<ServerRecord, 'createdRev' | 'fieldRevs'>, field: string): number {
  return record.fieldRevs[field] ?? record.createdRev;
}
