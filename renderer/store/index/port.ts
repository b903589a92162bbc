import type { FieldValue, RecordDefinition } from '../../../domain/records/definition.ts';
import type { ReadPack } from './pack/readPack.ts';

/** What the index keeps of a record: list columns, search fields, filters, sync state and where the record lies. */
export interface IndexRow {
  readonly id: string;
  readonly organisation: string;
  readonly values: Readonly<Record<string, FieldValue>>;
  /** Fields needed to report that are empty (信息待补). */
  readonly gaps: readonly string[];
  readonly sync: SyncState;
  readonly voided: boolean;
  /** Counter of the oldest operation or edit not yet sealed; 0 = nothing to seal. Orders the outbox. */
  readonly work: number;
}

/** 已保存 on this PC · 已备份 at the province · 被退回 · 待核对. A reported record shows its workflow state beside it. */
export type SyncState = 'saved' | 'backedUp' | 'rejected' | 'conflict';

/** Rows of one pack, by slot, that have no open work any more. */
export interface IndexMark {
  readonly slot: number;
  readonly count: number;
  readonly sync: SyncState;
}

export interface Query {
  readonly type: string;
  /** Empty = all organisations of this PC. */
  readonly organisations?: readonly string[];
  /** One box: name, pinyin, initials, 工号, tail of the identity number, phone; words separated by spaces are ANDed. */
  readonly search?: string;
  /** Field → wanted values (OR inside a field, AND between); `null` = empty. Pseudo fields: `@sync`, `@gap`, `@organisation`. */
  readonly filters?: Readonly<Record<string, readonly FieldValue[]>>;
  /** Prefix of the path in `treeField`. */
  readonly node?: string;
  /** The path field whose tree is meant; the definition's own when absent. */
  readonly treeField?: string;
  readonly ranges?: Readonly<Record<string, { readonly from?: FieldValue; readonly to?: FieldValue }>>;
  readonly sort?: { readonly field: string; readonly descending?: boolean };
  readonly includeVoided?: boolean;
}

export interface QueryPage {
  readonly total: number;
  /** All that match without search and filters, for “共 412 人（全部 8,126 人）”. */
  readonly all: number;
  readonly rows: readonly IndexRow[];
}

export interface TreeNode {
  readonly path: string;
  readonly name: string;
  readonly count: number;
  readonly children: readonly TreeNode[];
}

/** Answers every question lists ask, from memory; one instance per record type. No promise: it runs inside the worker. */
export interface RecordIndex {
  readonly definition: RecordDefinition;
  readonly size: number;
  /** Rows of one unit in slot order; each shadows the record's earlier place. */
  upsert(unit: number, rows: readonly IndexRow[]): void;
  remove(ids: readonly string[]): void;
  get(id: string): IndexRow | undefined;
  query(query: Query, offset: number, limit: number): QueryPage;
  /** Ids of all matches in order, for batch acts and exports. */
  ids(query: Query): readonly string[];
  /** Value → count under the query without that field's own filter. */
  counts(query: Query, field: string): readonly { readonly value: FieldValue; readonly count: number }[];
  tree(query: Query): readonly TreeNode[];
  /**
   * Groups of two or more matches that hold the same values in all these fields (pseudo fields too), none of them blank;
   * the largest first.
   */
  twins(query: Query, fields: readonly string[]): readonly (readonly string[])[];
  /** Ids whose fields equal these values (a rung of the match ladder); voided ones excluded. */
  match(organisation: string | undefined, fields: Readonly<Record<string, FieldValue>>): readonly string[];
  /**
   * Adds packs made by `packRows` (rowPack.ts), later ones winning, each with the number of the unit its records lie in.
   * Must be fast: 200,000 rows in well under a second (R24); the name haystack may be built after the call returns.
   * Returns the positions of packs that could not be read: the caller rebuilds those from their units (R17).
   */
  load(
    packs: readonly {
      readonly unit: number;
      readonly pack: Uint8Array | ReadPack;
      /** What became of some of its rows since it was written. */
      readonly marks?: readonly IndexMark[];
    }[],
  ): readonly number[];
  /** A pack made ready for `load`, while others are still on their way from the disk; undefined when it cannot be read. */
  read(pack: Uint8Array): ReadPack | undefined;
  /** Rows whose work was sealed or acknowledged while nothing else about them changed. */
  restate(ids: readonly string[], sync: SyncState): void;
  /** Unit number and position inside it of a record's newest place. */
  place(id: string): { readonly unit: number; readonly slot: number } | undefined;
  /** Ids with work the province has not acknowledged, of one organisation, oldest first; the outbox is derived from it. */
  openWork(organisation: string, limit: number): readonly string[];
  /** How many records are in each sync state, and how many hold unacknowledged work, all organisations. */
  syncCounts(): Readonly<Record<SyncState | 'work', number>>;
}

/** An index whose search texts can be built ahead: the worker calls `warm` between other work after `load` (R24). */
export interface WarmableIndex extends RecordIndex {
  /** One short step (a few milliseconds); false when nothing is left. Searching before is right, only slower once. */
  warm(): boolean;
}
