import type { Compartment, Role } from '../../domain/access.ts';
import type { Conflict } from '../../domain/protocol/record.ts';
import type { OfficeScope } from '../../domain/organisation.ts';
import type { Condition } from '../../domain/records/conditions.ts';
import type { FieldValue, Issue, RecordData } from '../../domain/records/definition.ts';
import type { Failure, Result } from '../../domain/result.ts';
import type {
  BatchOutcome,
  FindInput,
  FoundByNumbers,
  ManyPreview,
  MovePlaceInput,
  MovedPlace,
  SetManyInput,
  SettleManyInput,
  SettledMany,
  TakeBackInput,
  TransitionInput,
} from './actsPort.ts';
import type { Query, QueryPage, SyncState, TreeNode } from './index/port.ts';
import type { SlotSummary } from './keys/port.ts';
import type { TwinsAsked, TwinsPage } from './twinsPort.ts';
import type { ReportAnswer, ReportAsked, ReportFigure, ReportNames } from './reportPort.ts';

/**
 * The page's only way to data: a typed port into the store worker, which owns Dexie, keys, crypto, index, outbox and
 * sealing (R16). Everything that crosses is plain data. No call rejects for an expected reason.
 */
export interface StorePort {
  // ── this PC and its users ──
  status(): Promise<StoreStatus>;
  /** Reads a 开通码 (string or file text) and, when online, asks the province about it. Writes nothing. */
  readCode(text: string): Promise<Result<CodePreview>>;
  enrol(input: {
    code: string;
    user: { name: string; passphrase: string };
    alone: boolean;
  }): Promise<Result<void>>;
  unlock(input: { userId: string; passphrase: string }): Promise<Result<void>>;
  lock(reason: 'button' | 'idle' | 'sleep'): Promise<void>;
  addUser(input: { name: string; roles: readonly Role[]; passphrase: string }): Promise<Result<void>>;
  /** 停用: their slot goes, and the keys they had are made anew (R14). */
  removeUser(input: { id: string }): Promise<Result<void>>;
  /** 改角色: from that user's next unlock on. */
  setRoles(input: { id: string; roles: readonly Role[] }): Promise<Result<void>>;
  listUsers(): Promise<readonly UserSummary[]>;
  /** Who let whom into a restricted compartment at an unlock (R12), newest first. */
  keyGrants(): Promise<readonly GrantLine[]>;
  changePassphrase(input: { old: string; next: string }): Promise<Result<void>>;

  // ── records ──
  get(type: string, id: string): Promise<Result<RecordView>>;
  /** One save is one transaction: unit, outbox, history, audit, index delta (R16). */
  save(input: SaveInput): Promise<Result<SaveOutcome>>;
  /** Deliberate steps for one or many; one act, one audit entry. Records whose state forbids it are listed, not changed. */
  transition(input: TransitionInput): Promise<Result<BatchOutcome>>;
  /** The same fields for many records (整列填写); empty values are refused. */
  setMany(input: SetManyInput & { readonly label: string }): Promise<Result<BatchOutcome>>;
  /** Moves everybody at and below one place of a path field in one act (K3): 改名, 移动 and 合并 are the same move. */
  movePlace(input: MovePlaceInput): Promise<Result<MovedPlace>>;
  /** Stops an act that was given this id, while nothing of it is written; later it does nothing. */
  cancelAct(actId: string): Promise<void>;
  /** What `setMany` would do, counted. */
  setManyPreview(input: SetManyInput): Promise<Result<ManyPreview>>;
  voidRecords(input: { type: string; ids: readonly string[]; reason: string }): Promise<Result<BatchOutcome>>;
  /** What this PC knows of it, at once. */
  history(type: string, id: string): Promise<readonly HistoryLine[]>;
  /** Fetches and keeps what only the province knows of it; a notice about the record follows when lines came (S22). */
  earlierHistory(type: string, id: string): Promise<HistoryReach>;
  /** Logs that a masked value was shown (K43); reason asked for lists, print and export only. */
  logReveal(input: { type: string; id: string; field: string; reason?: string }): Promise<void>;
  /** Logs an export and returns the rows' data; the caller writes the file. `ids` = of these only those. */
  exportRows(input: {
    query: Query;
    ids?: readonly string[];
    fields: readonly string[];
    reason: string;
    reveal: boolean;
  }): Promise<Result<readonly RecordData[]>>;
  /** The same for a paper, named in the log by its title; each row says whose it is, because units print apart (K8). */
  printRows(input: {
    query: Query;
    ids?: readonly string[];
    fields: readonly string[];
    paper: string;
    reason: string;
    reveal: boolean;
  }): Promise<Result<readonly PrintRow[]>>;
  auditLog(limit: number): Promise<readonly AuditLine[]>;
  saveDraft(input: { type: string; id: string; data: RecordData }): Promise<Result<void>>;
  readDraft(type: string, id: string): Promise<{ data: RecordData; at: string } | undefined>;

  // ── queries ──
  query(query: Query, offset: number, limit: number): Promise<QueryPage>;
  ids(query: Query): Promise<readonly string[]>;
  counts(query: Query, field: string): Promise<readonly { value: FieldValue; count: number }[]>;
  tree(query: Query): Promise<readonly TreeNode[]>;
  /** Records by numbers that name them (工号, 证件号码), as they were copied from somewhere; in the order given. */
  findByNumbers(input: FindInput): Promise<FoundByNumbers>;
  /** Counts a report of the type's definition over all records, as they are now. */
  report(asked: ReportAsked): Promise<Result<ReportAnswer>>;
  /** The names behind a figure of the report asked last, from the same counting: names and figure cannot disagree. */
  reportNames(asked: ReportAsked, figure: ReportFigure, offset: number, limit: number): Promise<ReportNames>;
  /** Other records that share an identity rung with this data, for the form's duplicate link. */
  duplicates(
    type: string,
    organisation: string,
    data: RecordData,
    except?: string,
  ): Promise<readonly { id: string; title: string; rung: readonly string[] }[]>;

  /** 疑似重复 by one of the type's rules (TwinRule): groups, the largest first. */
  twins(asked: TwinsAsked, offset: number, limit: number): Promise<TwinsPage>;
  /** 不是同一个人: remembered on this PC; the group is not asked about again until somebody else joins it. */
  setApart(input: { type: string; ids: readonly string[] }): Promise<Result<void>>;
  /** Those of these records that meet all conditions; read record by record, so the page asks in portions. */
  whoMeets(input: {
    type: string;
    ids: readonly string[];
    conditions: readonly Condition[];
  }): Promise<Result<readonly string[]>>;

  // ── imports (renderer/records/import drives these) ──
  /** Full data of many records, for comparing a sheet with the books; with `filters` of those only that match (one year of dues). */
  readAll(
    type: string,
    organisation: string,
    fields: readonly string[],
    filters?: Query['filters'],
  ): Promise<readonly { id: string; data: RecordData; voided: boolean }[]>;
  importBegin(input: ImportBegin): Promise<Result<{ importId: string }>>;
  /** Staged, invisible, in chunks (R18). */
  importStage(importId: string, changes: readonly ImportChange[]): Promise<Result<void>>;
  /** One small strict transaction makes all of it visible. */
  importCommit(importId: string): Promise<Result<ImportSummary>>;
  importCancel(importId: string): Promise<void>;
  /** Unfinished import found at start, swept; the screen says that nothing was written. */
  interruptedImport(): Promise<{ fileLabel: string; at: string } | undefined>;
  imports(type: string): Promise<readonly ImportSummary[]>;
  undoPreview(importId: string): Promise<Result<UndoPreview>>;
  undoImport(importId: string): Promise<Result<UndoPreview>>;
  /** Takes an undo back (R18): `reversed` counts what is there again. */
  restoreImport(importId: string): Promise<Result<UndoPreview>>;
  readSetting(key: string): Promise<string | undefined>;
  writeSetting(key: string, value: string): Promise<Result<void>>;

  /**
   * Only of the page's port: a port to the store worker that answers the calls of an import and no others, for the
   * import worker. The page passes it on and sees none of the rows; locking closes it.
   */
  readonly importPort?: () => MessagePort;

  // ── sync ──
  syncSummary(): Promise<SyncSummary>;
  syncNow(): Promise<SyncSummary>;
  pending(limit: number): Promise<readonly PendingItem[]>;
  sent(limit: number): Promise<readonly SentBatch[]>;
  rejected(): Promise<readonly RejectedItem[]>;
  /** 放弃修改: the only way a person drops unsent work; the value stays in the history (R32). */
  giveUp(op: string): Promise<Result<void>>;
  conflicts(): Promise<readonly ConflictItem[]>;
  settle(input: {
    type: string;
    id: string;
    choices: readonly { conflictId: string; version: number; value: FieldValue }[];
  }): Promise<Result<void>>;

  /** One column of many records in one act; each choice is an operation of its own (S10). */
  settleMany(input: SettleManyInput): Promise<Result<SettledMany>>;
  /** 全部改回来: what stood there before the choice, where nobody has gone on since. */
  takeBackMany(input: TakeBackInput): Promise<Result<BatchOutcome>>;

  // ── safety ──
  /** Stored pieces this user's keys open and that cannot be read; they lie where they lay, the rest is usable. */
  damage(): Promise<number>;
  exportBackup(passphrase: string): Promise<Result<Uint8Array>>;
  restoreBackup(bytes: Uint8Array, passphrase: string): Promise<Result<{ records: number }>>;

  /** Small notices: what changed, so that screens ask again. The callback gets plain data (comlink.proxy). */
  subscribe(listener: (event: StoreEvent) => void): Promise<void>;
}

export type StoreEvent =
  | { readonly kind: 'records'; readonly type: string; readonly ids?: readonly string[] }
  | { readonly kind: 'sync'; readonly summary: SyncSummary }
  | { readonly kind: 'locked'; readonly reason: string }
  /** The organisations this office works for are others than before: `status` tells them. */
  | { readonly kind: 'office' }
  /** `total` 0: not known yet. `load` comes while nobody is in yet. */
  | {
      readonly kind: 'progress';
      readonly task: 'load' | 'snapshot' | 'undo' | 'act';
      readonly done: number;
      readonly total: number;
    };

export interface StoreStatus {
  /** `taken`: another window owns this profile (R16). */
  readonly phase: 'new' | 'locked' | 'open' | 'taken' | 'damaged';
  readonly slots: readonly SlotSummary[];
  readonly officeName?: string;
  readonly lockedBecause?: { readonly reason: string; readonly at: string };
  readonly user?: UserSummary;
  readonly scope?: OfficeScope;
  readonly alone?: boolean;
}

export interface UserSummary {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Has no slot on this PC: can be changed only where they have one. */
  readonly elsewhere?: boolean;
}

export interface GrantLine {
  readonly at: string;
  /** Whose unlock did it. */
  readonly by: string;
  readonly to: string;
  readonly compartment: Compartment;
}

export interface CodePreview {
  readonly officeName: string;
  readonly parentName?: string;
  readonly codeTail: string;
  readonly expires: string;
  readonly realData: boolean;
  readonly online: boolean;
}

export interface RecordView {
  readonly type: string;
  readonly id: string;
  readonly organisation: string;
  readonly data: RecordData;
  readonly voided: boolean;
  readonly sync: SyncState;
  /** Fields not yet acknowledged by the province. */
  readonly dirty: readonly string[];
  readonly rejected: readonly { readonly op: string; readonly field?: string; readonly message: string }[];
  readonly conflicts: readonly Conflict[];
  /** Rises with every local change; `save` refuses to overwrite what the form has not seen. */
  readonly version: number;
  /** What is sealed in it lies on the PC where it was written, and can be neither read nor filled in here (R21). */
  readonly contentElsewhere?: true;
}

export interface PrintRow {
  readonly organisation: string;
  readonly data: RecordData;
}

export interface SaveInput {
  readonly type: string;
  /** Absent for a new record. */
  readonly id?: string;
  readonly organisation: string;
  /** Only changed fields of an existing record; all fields of a new one. */
  readonly fields: RecordData;
  /** `RecordView.version` the form was opened with; fields changed since on both sides are answered, not overwritten. */
  readonly version?: number;
}
export interface SaveOutcome {
  readonly id: string;
  readonly version: number;
  readonly issues: readonly Issue[];
}

export interface HistoryLine {
  readonly at: string;
  readonly userName: string;
  readonly what: string;
  readonly changes: readonly { readonly field: string; readonly from: FieldValue; readonly to: FieldValue }[];
  readonly state: 'saved' | 'backedUp' | 'reported' | 'rejected' | 'givenUp';
  /** When the province had it, where the clock of the PC that made it was ahead (R43). */
  readonly received?: string;
}
/** Whether the history reaches back to the record's beginning; `unavailable`: the province does not tell it now. */
export type HistoryReach = 'whole' | 'offline' | 'unavailable';
/** No values (R23): who, what kind, which record, fields' names. */
export interface AuditLine {
  readonly at: string;
  readonly userName: string;
  /** As whom they did it; roles change, the line does not. */
  readonly roles?: readonly Role[];
  readonly act: string;
  readonly type?: string;
  readonly count?: number;
  readonly fields?: readonly string[];
  readonly reason?: string;
}

export interface ImportBegin {
  readonly type: string;
  readonly organisation: string;
  readonly fileLabel: string;
  readonly coverage: string;
  readonly rows: number;
  /**
   * What was done, in words, when many records are changed at once by something other than a sheet's import (三方核对).
   * It is taken back like an import, and leaves earlier imports their own 撤回.
   */
  readonly act?: string;
}
export type ImportChange =
  | { readonly kind: 'create'; readonly data: RecordData }
  | { readonly kind: 'edit'; readonly id: string; readonly fields: RecordData }
  | { readonly kind: 'transition'; readonly id: string; readonly name: string; readonly fields: RecordData };
export interface ImportSummary {
  readonly importId: string;
  readonly organisation: string;
  readonly at: string;
  readonly userName: string;
  readonly fileLabel: string;
  /** As given to `importBegin`: this is no import of a sheet. */
  readonly act?: string;
  readonly created: number;
  readonly changed: number;
  readonly undoneAt?: string;
  /** Until when 撤回本次导入 is offered: 7 days or the next import of the same kind (K44). */
  readonly undoUntil?: string;
  /** Until when an undone import can be brought back. */
  readonly restoreUntil?: string;
}
/** n withdrawn (never sent), n reversed by counter-steps, n left because edited since (R18). */
export interface UndoPreview {
  readonly withdrawn: number;
  readonly reversed: number;
  readonly left: readonly { readonly id: string; readonly title: string }[];
}

export interface SyncSummary {
  readonly online: boolean;
  /** In words for the status bar when sync cannot run for a reason a clerk can mend. */
  readonly trouble?: string;
  /** This PC's clock is more than five minutes off the province's (R43). */
  readonly wrongClock?: boolean;
  readonly waiting: number;
  readonly rejected: number;
  readonly conflicts: number;
  /** Waiting for a counsellor's session, as a count only (R11). */
  readonly waitingForOthers: number;
  /** Kept on this PC only (`held: sealing`, R21). */
  readonly localOnly: number;
  readonly lastSuccess?: string;
  readonly busy: boolean;
}
export interface PendingItem {
  readonly type: string;
  readonly id: string;
  readonly title: string;
  readonly what: string;
  readonly at: string;
  readonly userName: string;
  /** Why it cannot go up, in words: the office no longer acts for its organisation (R19). It stays readable. */
  readonly stuck?: string;
}
export interface SentBatch {
  readonly batchId: string;
  readonly at: string;
  readonly organisation: string;
  readonly count: number;
  readonly merged: number;
  readonly conflicts: number;
  readonly rejected: number;
  readonly state: 'sealed' | 'answered' | 'refused';
}
export interface RejectedItem {
  readonly op: string;
  readonly type: string;
  readonly id: string;
  readonly title: string;
  readonly subtitle?: string;
  readonly field?: string;
  readonly message: string;
  readonly at: string;
  readonly values: RecordData;
}
export interface ConflictItem {
  readonly type: string;
  readonly id: string;
  readonly title: string;
  readonly subtitle?: string;
  readonly conflicts: readonly Conflict[];
  /** Fields that only one side changed, already merged. */
  readonly merged: readonly {
    readonly field: string;
    readonly value: FieldValue;
    readonly userName: string;
    readonly at: string;
  }[];
}
export type StoreFailure = Failure;
