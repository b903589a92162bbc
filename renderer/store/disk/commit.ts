import { ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { DiskChange, DiskEntry, DiskFailure } from './disk.ts';
import { diskFailures } from './failures.ts';

/** A view into a larger buffer would put the whole buffer on the disk: structured clone copies what lies under it. */
function exact(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
}

function failureOf(error: unknown): DiskFailure {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'QuotaExceededError') return diskFailures.full;
  if (name === 'InvalidStateError' || name === 'NotFoundError') return diskFailures.closed;
  return diskFailures.ioFailed;
}

/**
 * One commit as ONE native transaction. Only IndexedDB's own callbacks run inside it: a transaction does not survive a
 * timer or a message (rules.md, measured), and then half of it would be on the disk. Answers at `complete`, not at the
 * last request.
 */
export function commitNative(
  db: IDBDatabase,
  change: DiskChange,
  durability: 'strict' | 'relaxed',
): Promise<Result<void, DiskFailure>> {
  const expect = change.expect ?? [];
  const put = change.put ?? [];
  const remove = change.remove ?? [];
  const tables = [...new Set([...expect, ...put, ...remove].map((part) => part.table))];
  if (tables.length === 0) return Promise.resolve(ok(undefined));

  return new Promise((resolve) => {
    let stale = false;
    let thrown: unknown;
    let transaction: IDBTransaction;
    try {
      transaction = db.transaction(tables, 'readwrite', { durability });
    } catch (error) {
      resolve({ ok: false, error: failureOf(error) });
      return;
    }
    transaction.oncomplete = () => {
      resolve(ok(undefined));
    };
    transaction.onabort = () => {
      resolve({ ok: false, error: stale ? diskFailures.stale : failureOf(thrown ?? transaction.error) });
    };

    const write = (): void => {
      try {
        for (const { table, key } of remove) transaction.objectStore(table).delete(key);
        for (const { table, key, gen, box, bytes } of put) {
          const entry: DiskEntry = { key, gen, box, bytes: exact(bytes) };
          transaction.objectStore(table).put(entry);
        }
        transaction.commit();
      } catch (error) {
        thrown = error;
        transaction.abort();
      }
    };

    let waiting = expect.length;
    if (waiting === 0) write();
    for (const { table, key, gen } of expect) {
      const request = transaction.objectStore(table).get(key) as IDBRequest<DiskEntry | undefined>;
      request.onsuccess = () => {
        if (stale) return;
        if ((request.result?.gen ?? null) !== gen) {
          stale = true;
          transaction.abort();
          return;
        }
        waiting -= 1;
        if (waiting === 0) write();
      };
    }
  });
}
