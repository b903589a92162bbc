import Dexie from 'dexie';
import { ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import { commitNative } from './commit.ts';
import { diskTables } from './disk.ts';
import type { Disk, DiskEntry, DiskFailure, DiskTable } from './disk.ts';
import { DiskUnavailable, diskFailures } from './failures.ts';

/** Generic tables under random keys: a new record type needs no migration, and no index on personal data exists. */
const schema = Object.fromEntries(diskTables.map((table) => [table, 'key']));
const version = 1;
/** Dexie multiplies its versions by ten. */
const nativeVersion = version * 10;
/** Entries per chunk of a scan: segments of some 100 KiB stay within a few MiB in memory. */
const scanChunk = 64;

const isMissing = (error: unknown): boolean =>
  error instanceof Error && ['DatabaseClosedError', 'InvalidStateError', 'AbortError'].includes(error.name);

/**
 * The profile's disk in IndexedDB. Dexie opens it and keeps its versions; commits go to the native transaction, since
 * durability belongs to one commit (R16) and Dexie knows it only for a whole database.
 */
export async function openIndexedDbDisk(name: string): Promise<Result<Disk, DiskFailure>> {
  // autoOpen would silently make a new, empty database after the browser has closed or removed this one.
  const db = new Dexie(name, { autoOpen: false });
  db.version(version).stores(schema);
  let open = false;
  const shut = (): void => {
    // Dexie announces its own closing to the same listener.
    if (!open) return;
    open = false;
    db.close({ disableAutoOpen: true });
  };
  // Another version of the program wants in, or the browser has closed the database: whoever holds old data in memory
  // must not write any more.
  db.on('versionchange', shut);
  db.on('close', shut);

  const blocked = new Promise<'blocked'>((resolve) => {
    db.on('blocked', () => {
      resolve('blocked');
    });
  });
  const opened = await Promise.race([db.open().catch((error: unknown) => error), blocked]);
  if (opened === 'blocked') {
    db.close({ disableAutoOpen: true });
    return { ok: false, error: diskFailures.closed };
  }
  if (opened !== db) {
    db.close({ disableAutoOpen: true });
    const full = opened instanceof Error && opened.name === 'QuotaExceededError';
    return { ok: false, error: full ? diskFailures.full : diskFailures.ioFailed };
  }
  if (db.backendDB().version !== nativeVersion) {
    db.close({ disableAutoOpen: true });
    return { ok: false, error: diskFailures.newer };
  }
  open = true;

  async function reading<T>(read: () => PromiseLike<T>): Promise<T> {
    if (!open) throw new DiskUnavailable(diskFailures.closed);
    try {
      return await read();
    } catch (error) {
      throw new DiskUnavailable(isMissing(error) ? diskFailures.closed : diskFailures.ioFailed);
    }
  }
  const table = (which: DiskTable) => db.table<DiskEntry, string>(which);

  return ok<Disk>({
    async commit(change, durability) {
      if (!open) return { ok: false, error: diskFailures.closed };
      return commitNative(db.backendDB(), change, durability);
    },
    read: (which, key) => reading(() => table(which).get(key)),
    readMany: (which, keys) => reading(() => table(which).bulkGet([...keys])),
    async scan(which, each) {
      let last: string | undefined;
      for (;;) {
        const range =
          last === undefined ? table(which).orderBy(':id') : table(which).where(':id').above(last);
        const entries = await reading(() => range.limit(scanChunk).toArray());
        if (entries.length > 0) await each(entries);
        if (entries.length < scanChunk) return;
        last = entries.at(-1)?.key;
      }
    },
    async estimate() {
      const told = await globalThis.navigator?.storage?.estimate?.();
      return { used: told?.usage ?? 0, quota: told?.quota ?? Number.MAX_SAFE_INTEGER };
    },
    close: shut,
    async destroy() {
      await db.delete({ disableAutoOpen: true });
      await db.open();
      open = true;
    },
  });
}
