import type { Result } from '../../../domain/result.ts';

/**
 * The disk under the store: opaque encrypted values under random keys. It knows nothing of records, so IndexedDB could
 * be replaced by one adapter. One contract suite judges every adapter; the one in Chromium is the judge (R16).
 */
export const diskTables = [
  /** Segments and rows of records. */
  'units',
  /** Index segments: a cache that can be rebuilt from units (R17). */
  'index',
  /** Outbox entries: what is not yet acknowledged. */
  'outbox',
  /** Sealed batches and their receipts. */
  'batches',
  'history',
  'audit',
  /** Import manifests, pre-images, undo data. */
  'acts',
  /** Small single values: wrapped compartment keys, cursors, counters, manifest. Keys of this table are plain names. */
  'meta',
] as const;
export type DiskTable = (typeof diskTables)[number];

export interface DiskEntry {
  readonly key: string;
  /** Rising generation of the unit; plain because it orders units before they are decrypted (R17). */
  readonly gen: number;
  /** Which key opens it: 'general' | 'hardship' | 'counselling' | 'device' | 'plain'. */
  readonly box: string;
  readonly bytes: Uint8Array;
}

export interface DiskChange {
  /** Re-checked inside the transaction: gen found must equal; `null` = must not exist. A mismatch writes nothing. */
  readonly expect?: readonly {
    readonly table: DiskTable;
    readonly key: string;
    readonly gen: number | null;
  }[];
  readonly put?: readonly ({ readonly table: DiskTable } & DiskEntry)[];
  readonly remove?: readonly { readonly table: DiskTable; readonly key: string }[];
}

export interface DiskFailure {
  readonly code: 'stale' | 'full' | 'closed' | 'ioFailed';
  readonly message: string;
  readonly retryable?: boolean;
}

export interface Disk {
  /** All or nothing. `strict` reaches the medium before the promise resolves; staged bulk data may be `relaxed`. */
  commit(change: DiskChange, durability: 'strict' | 'relaxed'): Promise<Result<void, DiskFailure>>;
  read(table: DiskTable, key: string): Promise<DiskEntry | undefined>;
  readMany(table: DiskTable, keys: readonly string[]): Promise<readonly (DiskEntry | undefined)[]>;
  /** Every entry of a table, in chunks, oldest key order not guaranteed. */
  scan(table: DiskTable, each: (entries: readonly DiskEntry[]) => void | Promise<void>): Promise<void>;
  /** Bytes the browser grants and uses, for the free-space guard (R27). */
  estimate(): Promise<{ readonly used: number; readonly quota: number }>;
  close(): void;
  /** Removes everything; used by tests and by restoring a backup onto a fresh profile. */
  destroy(): Promise<void>;
}
