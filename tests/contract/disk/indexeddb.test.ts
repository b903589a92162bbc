import 'fake-indexeddb/auto';
import { describe, expect, it, vi } from 'vitest';
import type { Disk } from '../../../renderer/store/disk/disk.ts';
import { openIndexedDbDisk } from '../../../renderer/store/disk/indexeddb.ts';
import { diskChecks } from './suite.ts';

let count = 0;
const fresh = (): string => `disk-${String((count += 1))}`;

async function opened(name: string): Promise<Disk> {
  const disk = await openIndexedDbDisk(name);
  if (!disk.ok) throw new Error(disk.error.code);
  return disk.value;
}

/** A good imitation, not the judge: it does not model durability, quota, or transactions that end by themselves. */
describe('disk contract: fake-indexeddb', () => {
  for (const check of diskChecks) {
    it(check.name, async () => {
      const name = fresh();
      await check.run({ disk: await opened(name), reopen: () => opened(name) });
    });
  }

  it('closes for good when a newer version of the program wants the database', async () => {
    const name = fresh();
    const disk = await opened(name);
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.open(name, 20);
      request.onsuccess = () => {
        request.result.close();
        resolve();
      };
      request.onblocked = () => {
        reject(new Error('the old handle did not let go'));
      };
    });
    const answer = await disk.commit(
      { put: [{ table: 'units', key: 'a', gen: 1, box: 'x', bytes: new Uint8Array(1) }] },
      'strict',
    );
    expect(answer).toMatchObject({ ok: false, error: { code: 'closed' } });
    // A newer database is not opened by an older program, and it is not changed either.
    expect(await openIndexedDbDisk(name)).toMatchObject({ ok: false, error: { code: 'closed' } });
  });

  it('asks for the durability of each commit, not of the whole database', async () => {
    const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction');
    const disk = await opened(fresh());
    const put = [{ table: 'units', key: 'a', gen: 1, box: 'x', bytes: new Uint8Array(1) }] as const;
    await disk.commit({ put }, 'strict');
    await disk.commit({ put }, 'relaxed');
    expect(transaction.mock.calls.slice(-2).map((call) => call[2])).toEqual([
      { durability: 'strict' },
      { durability: 'relaxed' },
    ]);
  });
});
