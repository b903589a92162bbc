import { definition as member } from '../../../../domain/records/types/member.ts';
import { openIndexedDbDisk } from '../../../../renderer/store/disk/indexeddb.ts';
import type { Disk } from '../../../../renderer/store/disk/disk.ts';
import { enrolled, home, restarted, value } from '../../../contract/store/support.ts';
import type { Bench } from '../../../contract/store/support.ts';
import { importedMembers } from '../storeMembers.ts';

/** What store.bench.ts asks of this page: times in milliseconds. */
export interface StoreBenchPage {
  load(count: number): Promise<number>;
  raw(count: number): Promise<number>;
  unlock(): Promise<{ readonly searchable: number; readonly found: number }>;
  saves(count: number): Promise<readonly number[]>;
  reads(count: number): Promise<readonly number[]>;
}

async function opened(): Promise<Disk> {
  const disk = await openIndexedDbDisk('bench');
  if (!disk.ok) throw new Error(disk.error.code);
  return disk.value;
}

let bench: Bench | undefined;
const clock = { now: () => Date.now() };

/** What the same rows cost as plain rows with six indexes, the way a browser database is commonly used. */
function rawDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('raw', 1);
    request.onupgradeneeded = () => {
      const store = request.result.createObjectStore('members', { keyPath: 'id' });
      for (const key of ['name', 'employeeNo', 'idNumber', 'mobile', 'department', 'membershipStatus'])
        store.createIndex(key, key);
    };
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(new Error('raw database'));
    };
  });
}

const page: StoreBenchPage = {
  async load(count) {
    const rows = importedMembers(count);
    bench = await enrolled([member], await opened(), { clock });
    const { port } = bench.core;
    const from = performance.now();
    const begin = { type: 'member', organisation: home, fileLabel: 'b', coverage: 'all', rows: count };
    const { importId } = value(await port.importBegin(begin));
    for (let at = 0; at < rows.length; at += 2000) {
      const some = rows.slice(at, at + 2000).map((data) => ({ kind: 'create' as const, data }));
      value(await port.importStage(importId, some));
    }
    value(await port.importCommit(importId));
    return performance.now() - from;
  },
  async raw(count) {
    const rows = importedMembers(count);
    const db = await rawDatabase();
    const from = performance.now();
    for (let at = 0; at < rows.length; at += 2000) {
      await new Promise<void>((resolve, reject) => {
        const transaction = db.transaction('members', 'readwrite', { durability: 'strict' });
        const store = transaction.objectStore('members');
        rows
          .slice(at, at + 2000)
          .forEach((row, offset) => store.put({ ...row, id: `r${String(at + offset)}` }));
        transaction.oncomplete = () => {
          resolve();
        };
        transaction.onerror = () => {
          reject(new Error('raw write'));
        };
      });
    }
    const took = performance.now() - from;
    db.close();
    return took;
  },
  async unlock() {
    if (bench === undefined) throw new Error('load first');
    bench.disk.close();
    const disk = await opened();
    const from = performance.now();
    bench = await restarted(bench, disk);
    const { total } = await bench.core.port.query({ type: 'member', search: '2345' }, 0, 50);
    return { searchable: performance.now() - from, found: total };
  },
  async saves(count) {
    const { port } = bench?.core ?? {};
    const ids = (await port?.ids({ type: 'member' })) ?? [];
    const times: number[] = [];
    for (let at = 0; at < count; at += 1) {
      const id = ids[(at * 104_729) % ids.length] ?? '';
      const from = performance.now();
      const saved = await port?.save({
        type: 'member',
        id,
        organisation: home,
        fields: { remark: `改 ${String(at)}` },
      });
      times.push(performance.now() - from);
      if (saved?.ok !== true) throw new Error('save');
    }
    return times;
  },
  async reads(count) {
    const { port } = bench?.core ?? {};
    const ids = (await port?.ids({ type: 'member' })) ?? [];
    const times: number[] = [];
    for (let at = 0; at < count; at += 1) {
      const from = performance.now();
      await port?.get('member', ids[(at * 7919) % ids.length] ?? '');
      times.push(performance.now() - from);
    }
    return times;
  },
};
Object.assign(globalThis, { benchPage: page });
