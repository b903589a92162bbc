import type { RecordData } from '../../../domain/records/definition.ts';
import type { DiskEntry } from '../../../renderer/store/disk/disk.ts';

const indexed = ['idNumber', 'employeeNo', 'name', 'department', 'membershipStatus', 'mobile'];
const perTransaction = 2000;

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error('IndexedDB refused'));
    };
  });
}

function finished(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => {
      resolve();
    };
    transaction.onabort = () => {
      reject(transaction.error ?? new Error('aborted'));
    };
  });
}

/** Plain rows with six indexes, as any program without segments would keep them; not encrypted. */
async function openRows(): Promise<IDBDatabase> {
  await settled(indexedDB.deleteDatabase('rows'));
  const opening = indexedDB.open('rows', 1);
  opening.onupgradeneeded = () => {
    const rows = opening.result.createObjectStore('rows', { keyPath: 'id' });
    for (const field of indexed) rows.createIndex(field, field);
  };
  return settled(opening);
}

/** Milliseconds for all rows, and the longest times of saving one of them durably. */
export async function rawRows(
  people: readonly RecordData[],
): Promise<{ readonly ms: number; readonly saves: readonly number[] }> {
  const db = await openRows();
  const from = performance.now();
  for (let at = 0; at < people.length; at += perTransaction) {
    const transaction = db.transaction('rows', 'readwrite', { durability: 'relaxed' });
    const rows = transaction.objectStore('rows');
    for (const [index, data] of people.slice(at, at + perTransaction).entries())
      rows.put({ id: `r${String(at + index).padStart(9, '0')}`, ...data });
    await finished(transaction);
  }
  const ms = performance.now() - from;
  const saves: number[] = [];
  for (let round = 0; round < 60; round += 1) {
    const at = (round * 7919) % people.length;
    const start = performance.now();
    const transaction = db.transaction('rows', 'readwrite', { durability: 'strict' });
    transaction
      .objectStore('rows')
      .put({ id: `r${String(at).padStart(9, '0')}`, ...people[at], note: `第 ${round} 次` });
    await finished(transaction);
    saves.push(performance.now() - start);
  }
  db.close();
  await settled(indexedDB.deleteDatabase('rows'));
  return { ms, saves };
}

/** Reading every index segment of the open profile as it lies there, encrypted: what unlocking cannot do without. */
export async function readSegments(): Promise<{ readonly ms: number; readonly bytes: number }> {
  const db = await settled(indexedDB.open('ledger'));
  const from = performance.now();
  const entries: readonly DiskEntry[] = await settled(db.transaction('index').objectStore('index').getAll());
  const ms = performance.now() - from;
  db.close();
  return { ms, bytes: entries.reduce((sum, entry) => sum + entry.bytes.byteLength, 0) };
}
