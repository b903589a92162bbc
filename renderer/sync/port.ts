import type { Compartment } from '../../domain/access.ts';
import type { ScopeAnswer } from '../../domain/protocol/api.ts';
import type { HistoryOperation } from '../../domain/protocol/history.ts';
import type { ChangesPage, Receipt, SnapshotPage } from '../../domain/protocol/wire.ts';
import type { Result } from '../../domain/result.ts';

/** A batch as stored before its first send and never changed after (R2). */
export interface SealedBatch {
  readonly batchId: string;
  readonly organisation: string;
  readonly compartment: Compartment;
  readonly incarnation: string;
  readonly seq: number;
  readonly sha256: string;
  readonly body: Uint8Array;
  readonly deviceSignature: string;
  readonly userSignature: string;
  readonly count: number;
}

export interface Cursor {
  /** Feed position already applied; 0 with `snapshot` while a fresh PC pages its first load. */
  readonly seq: number;
  readonly epoch: string;
  readonly snapshot?: {
    readonly next: { readonly type: string; readonly id: string } | null;
    readonly head: number;
  };
}

/** What the engine needs of the local store. Each call is one transaction; the engine keeps no state worth saving. */
export interface SyncStore {
  lanes(): readonly { readonly organisation: string; readonly compartment: Compartment }[];
  /** Sealed batches without an answer, of this session's compartments, in order of their sequence. */
  unanswered(): Promise<readonly SealedBatch[]>;
  /** Seals at most one batch from open work of a lane; `undefined` when there is none. Stored before it returns. */
  sealNext(
    organisation: string,
    compartment: Compartment,
    /** Fewer operations than the protocol allows, after a batch was too large. */
    operations?: number,
  ): Promise<Result<SealedBatch | undefined>>;
  /** Verified receipt → envelopes, batch state, log lines; unknown or repeated receipts change nothing (R2). */
  applyReceipt(receipt: Receipt, jws: string): Promise<Result<void>>;
  /** 409 forked or batchReused: continue under a new incarnation, then `reconcile` (R3). */
  newIncarnation(): Promise<Result<void>>;
  /** Operations of this device the server already holds, after a restore or clone (R3). */
  acknowledgeKnown(
    known: readonly { op: string; type: string; id: string; digests: Readonly<Record<string, string>> }[],
  ): Promise<Result<void>>;
  cursor(organisation: string, compartment: Compartment): Promise<Cursor | undefined>;
  /** Page and cursor in one transaction (R19); a record is applied only if its rev is newer; dirty bases never move (R1). */
  applyChanges(page: ChangesPage, cursor: Cursor): Promise<Result<void>>;
  applySnapshot(page: SnapshotPage, cursor: Cursor): Promise<Result<void>>;
  applyScope(scope: ScopeAnswer): Promise<Result<void>>;
  /** User registrations made offline and not yet at the province (R10, R12). */
  pendingUsers(): Promise<readonly { readonly id: string; readonly registration: string }[]>;
  /** With `registration`, only that one: a later one of the same user may wait behind it. */
  userAcknowledged(id: string, registration?: string): Promise<Result<void>>;
  /** Batches carried for colleagues; absent in a store that has none. */
  readonly relays?: RelayDesk;
  needsReconcile(): boolean;
  connection(): ServerConnection | undefined;
}

/** A restricted batch wrapped to the province (R11): this session can read neither it nor its answer. */
export interface CarriedBatch {
  readonly batchId: string;
  readonly organisation: string;
  readonly body: Uint8Array;
}
/** An answer that somebody else's session fetched; without `answer` it does not open and is of no use. */
export interface InboxAnswer {
  readonly batchId: string;
  readonly answer?: { readonly batch: SealedBatch; readonly jws: string };
}
export interface RelayDesk {
  /** Unanswered batches of compartments this session does not open. */
  carried(): Promise<readonly CarriedBatch[]>;
  keepAnswer(batchId: string, sealed: string): Promise<Result<void>>;
  /** Answers to batches of compartments this session opens. */
  inbox(): Promise<readonly InboxAnswer[]>;
  /** The wrapped copy only; the batch itself stays and waits for its own session. */
  drop(batchId: string): Promise<Result<void>>;
}

export interface ServerConnection {
  readonly url: string;
  /** Pinned fingerprint of the server's signing key (R5). */
  readonly serverKey: string;
  /** The key itself, as the enrolment answer gave it; checked against the fingerprint before every use (R5). */
  readonly serverJwk: Readonly<Record<string, unknown>>;
  readonly device: string;
  readonly user: string;
  assertAsUser(payload: Readonly<Record<string, unknown>>): Promise<string>;
  assertAsDevice(payload: Readonly<Record<string, unknown>>): Promise<string>;
}

export interface HistoryPlace {
  readonly organisation: string;
  readonly type: string;
  readonly id: string;
}
/** Verified operations of a record, oldest first, as of its revision `rev`. */
export interface HistoryTold {
  readonly rev: number;
  readonly operations: readonly HistoryOperation[];
}
export type HistoryAnswer =
  ({ readonly kind: 'told' } & HistoryTold) | { readonly kind: 'offline' | 'unavailable' };

/** The network as the engine sees it: one request, one classified answer. Nothing throws. */
export interface HttpPort {
  send(request: HttpRequest): Promise<HttpAnswer>;
}
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  readonly timeoutMs: number;
}
export type HttpAnswer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Uint8Array;
    }
  | { readonly kind: 'noConnection'; readonly reason: 'refused' | 'timeout' | 'tls' | 'aborted' };

export interface ClockPort {
  now(): number;
  sleep(ms: number): Promise<void>;
  random(): number;
}
