import type { Base, OpId } from '../../../domain/protocol/operation.ts';
import type { Conflict } from '../../../domain/protocol/record.ts';
import type { FieldValue, RecordData } from '../../../domain/records/definition.ts';

/**
 * One record as this PC keeps it: data and unfinished work in ONE value, so that a record can never lie on the disk
 * without its outbox entry, nor the other way round. The outbox is derived from envelopes (through the index), not kept
 * beside them. Pure functions in this folder change envelopes; the store writes them.
 */
export interface Envelope {
  readonly type: string;
  readonly id: string;
  readonly organisation: string;
  readonly schemaVersion: number;
  /** Rises with every change on this PC, local or pulled; never sent. */
  readonly version: number;
  /** What the clerk sees: the acknowledged values with this PC's work over them. Unknown fields pass through. */
  readonly data: RecordData;
  /** Absent until the province has acknowledged the record. */
  readonly acked?: {
    readonly rev: number;
    readonly createdRev: number;
    readonly fieldRevs: Readonly<Record<string, number>>;
    readonly claim?: 'held' | 'contested';
  };
  readonly voided: boolean;
  /**
   * Values under this PC's work, for fields that have work over them: what the province holds as far as this PC knows.
   * A pull moves these, never `data` and never a base (R1); giving work up brings them back.
   */
  readonly under?: RecordData;
  /** Fields answered `conflict` whose question has not come down yet; cleared by a record of at least this revision. */
  readonly asked?: readonly { readonly field: string; readonly value: FieldValue; readonly rev: number }[];
  /** Edits not yet sealed, per field, coalesced (R1). */
  readonly dirty: Readonly<Record<string, DirtyField>>;
  /** Deliberate operations not yet sealed, in order; they never coalesce. A `create` takes its data at sealing. */
  readonly steps: readonly PendingStep[];
  /** Sealed and not yet answered (R2), in order. */
  readonly sealed: readonly SealedWork[];
  /** Answered `rejected`, waiting for a person (R32). */
  readonly rejected: readonly RejectedWork[];
  readonly conflicts: readonly Conflict[];
  /** One line per save, oldest first; coalescing never touches it (R23). */
  readonly log: readonly LogLine[];
  /** The newest revision in which others did something: beyond `earlier` the province has lines that this PC has not. */
  readonly elsewhere?: number;
  /** The record came from another PC, and what is sealed in it stayed there (R21). */
  readonly contentElsewhere?: true;
  /** Lines of the whole record as the province told them, up to its revision `through` (S22); never part of any work. */
  readonly earlier?: { readonly through: number; readonly lines: readonly EarlierLine[] };
}

export interface Actor {
  readonly user: string;
  readonly userName: string;
}

export interface DirtyField {
  /** `{after: '#7'}` names a step of this envelope that is not sealed yet; sealing replaces it by the op id. */
  readonly base: Base;
  /** The acknowledged (or sealed) value the clerk saw when starting to edit; frozen at the first edit (R1). */
  readonly baseValue: FieldValue;
  /** The last person who changed the value: that person's key signs it (R10). The base stays frozen. */
  readonly actor: Actor;
  readonly at: string;
  /** Counter given at the first edit only to order the outbox; the op id is given at sealing (R3). */
  readonly order: number;
  /** `sealing`: a sealed-sensitivity field that must not leave this PC (R21). */
  readonly held?: 'sealing';
  readonly supersedes?: OpId;
  readonly act?: string;
}

export interface PendingStep {
  readonly kind: 'create' | 'transition' | 'void' | 'settle';
  /** Given once, when saved (R3). Counters start at 1. */
  readonly n: number;
  readonly actor: Actor;
  readonly at: string;
  readonly act?: string;
  readonly supersedes?: OpId;
  readonly name?: string;
  readonly base?: Base;
  /** Values a transition sets, or the value a settlement chose under `value`. */
  readonly fields?: Readonly<Record<string, FieldValue>>;
  /** Values before the step, to show and to undo. */
  readonly before?: Readonly<Record<string, FieldValue>>;
  /** The state a transition leads to. */
  readonly to?: FieldValue;
  /** Bases of the fields a transition sets. */
  readonly bases?: Readonly<Record<string, Base>>;
  readonly conflict?: string;
  readonly version?: number;
  /** Further choices of the same sitting (R30). */
  readonly also?: readonly {
    readonly conflict: string;
    readonly version: number;
    readonly value: FieldValue;
  }[];
  readonly reason?: string;
  readonly undo?: boolean;
  /** The line that the step adds to a journal, shown at once; the province writes its own. */
  readonly journal?: { readonly field: string; readonly line: string };
  /** Of a counter-step: the line it takes back. */
  readonly undoes?: string;
}

export interface SealedWork {
  readonly op: OpId;
  readonly n: number;
  /** Empty: its batch was refused, or its incarnation ended; the next batch carries it again as it is (R6, R3). */
  readonly batchId: string;
  readonly kind: 'create' | 'edit' | 'transition' | 'void' | 'settle';
  /** field → what was sent and what it was made upon; empty for a create, whose values are all of `data` at that time. */
  readonly fields: Readonly<
    Record<string, { readonly base: Base; readonly baseValue: FieldValue; readonly value: FieldValue }>
  >;
  readonly step?: PendingStep;
  readonly supersedes?: OpId;
  readonly act?: string;
  readonly actor: Actor;
  readonly at: string;
}

export interface RejectedWork {
  readonly work: SealedWork;
  readonly code: string;
  readonly field?: string;
  readonly message: string;
  readonly at: string;
}

export interface LogLine {
  readonly at: string;
  readonly userName: string;
  readonly what: string;
  readonly changes: readonly (readonly [field: string, from: FieldValue, to: FieldValue])[];
  /** Counter of the edit order or step this line belongs to, and the op once sealed: its state is derived from them. */
  readonly order?: number;
  readonly op?: OpId;
  readonly state: 'saved' | 'backedUp' | 'reported' | 'rejected' | 'givenUp';
  readonly act?: string;
  /** Of a line that came with a pulled record: its revision. */
  readonly rev?: number;
}

export interface EarlierLine extends LogLine {
  readonly rev: number;
  /** When the province had it, where the clock of its PC was ahead (R43). */
  readonly received?: string;
}
