import type { Page } from '@playwright/test';

type Table = 'units' | 'index';

/** Keys of everything in one table of the profile's database. They are random: what belongs to whom shows by when it came. */
export function keysOf(page: Page, table: Table): Promise<readonly string[]> {
  return page.evaluate(
    (name) =>
      new Promise<string[]>((resolve, reject) => {
        const opening = indexedDB.open('ledger');
        opening.onerror = () => {
          reject(new Error('the database did not open'));
        };
        opening.onsuccess = () => {
          const db = opening.result;
          const asking = db.transaction(name).objectStore(name).getAllKeys();
          asking.onsuccess = () => {
            db.close();
            resolve(asking.result as string[]);
          };
        };
      }),
    table,
  );
}

/** Spoils the ciphertext of one entry: a bit turned over, or the second half gone. */
export function spoil(page: Page, table: Table, key: string, how: 'flipped' | 'cut'): Promise<void> {
  return page.evaluate(
    ([name, at, way]) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('ledger');
        opening.onerror = () => {
          reject(new Error('the database did not open'));
        };
        opening.onsuccess = () => {
          const db = opening.result;
          const store = db.transaction(name, 'readwrite').objectStore(name);
          const asking = store.get(at);
          asking.onsuccess = () => {
            const entry = asking.result as { bytes: Uint8Array };
            const bytes = way === 'cut' ? entry.bytes.slice(0, entry.bytes.length >> 1) : entry.bytes.slice();
            const middle = bytes.length >> 1;
            if (way === 'flipped') bytes[middle] = (bytes[middle] ?? 0) ^ 1;
            store.put({ ...entry, bytes });
          };
          store.transaction.oncomplete = () => {
            db.close();
            resolve();
          };
        };
      }),
    [table, key, how] as const,
  );
}

/** The bytes of one entry, for comparing them later. */
export function bytesOf(page: Page, table: Table, key: string): Promise<readonly number[]> {
  return page.evaluate(
    ([name, at]) =>
      new Promise<number[]>((resolve) => {
        const opening = indexedDB.open('ledger');
        opening.onsuccess = () => {
          const asking = opening.result.transaction(name).objectStore(name).get(at);
          asking.onsuccess = () => {
            opening.result.close();
            resolve([...((asking.result as { bytes?: Uint8Array } | undefined)?.bytes ?? [])]);
          };
        };
      }),
    [table, key] as const,
  );
}
