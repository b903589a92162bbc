import type { Compartment, Role } from '../access.ts';
import type { RecordDefinition } from '../records/definition.ts';
import type { OpId } from './operation.ts';
import type { Attribution, ServerRecord } from './record.ts';
import type { RejectionCode } from './wire.ts';

/** What became of an operation of this device that a later one was made upon (R2). */
export type AfterAnswer =
  | { readonly kind: 'rev'; readonly rev: number }
  | { readonly kind: 'rejected' }
  | { readonly kind: 'conflict'; readonly conflictId: string }
  | { readonly kind: 'unknown' };

/** Everything a merge may know besides the record and the operation; no clock, so no winner depends on one (R43). */
export interface MergeContext {
  readonly definition: RecordDefinition | undefined;
  readonly organisation: string;
  /** The revision this operation takes if it is not rejected. */
  readonly rev: number;
  readonly by: Attribution;
  readonly roles: readonly Role[];
  readonly compartment: Compartment;
  /**
   * The last day that a deliberate step may be dated, by the province's clock; it orders nothing and picks no winner.
   * Undefined where nobody knows the day.
   */
  readonly today?: string;
  resolveAfter(op: OpId, field: string): AfterAnswer;
  /** Who set the value the province holds, when that is known per field; else the record's last author is named. */
  authorOf?(field: string): Attribution | undefined;
}

export type MergeOutcome =
  | {
      readonly kind: 'applied' | 'merged' | 'conflict';
      readonly record: ServerRecord;
      /** `merged`: fields others had changed meanwhile; `conflict`: fields that wait for a choice. */
      readonly fields: readonly string[];
      /** `voided`: the edit reached a voided record; its values are kept as candidates (R29). */
      readonly code?: 'voided';
    }
  | Rejection;

export interface Rejection {
  readonly kind: 'rejected';
  readonly code: RejectionCode;
  readonly field?: string;
  readonly message: string;
}
