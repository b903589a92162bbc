import { describe, expect, it } from 'vitest';
import type { Disk } from '../../../../../renderer/store/disk/disk.ts';
import { createMemoryDisk } from '../../../../../renderer/store/disk/memory.ts';
import type { DiskPoint } from '../../../../../renderer/store/disk/memory.ts';

const entry = (key: string, gen: number, size = 1) =>
  ({ table: 'units', key, gen, box: 'general', bytes: new Uint8Array(size) }) as const;

const stillSilent = async (call: Promise<unknown>): Promise<boolean> => {
  const later = new Promise<'silent'>((resolve) =>
    setTimeout(() => {
      resolve('silent');
    }, 20),
  );
  return (await Promise.race([call, later])) === 'silent';
};

async function genOf(disk: Disk, key: string): Promise<number | undefined> {
  return (await disk.read('units', key))?.gen;
}

describe('memory disk: crashes and faults', () => {
  it('crashed before a commit, the next process finds the old state, and the old one never hears', async () => {
    const disk = createMemoryDisk({
      fault: (point) => (point.number === 2 && point.when === 'before' ? 'crash' : undefined),
    });
    await disk.commit({ put: [entry('a', 1)] }, 'strict');
    expect(await stillSilent(disk.commit({ put: [entry('a', 2)] }, 'strict'))).toBe(true);
    expect(await stillSilent(disk.read('units', 'a'))).toBe(true);
    expect(await genOf(disk.reopen(), 'a')).toBe(1);
  });

  it('crashed after a commit, the next process finds the new state', async () => {
    const disk = createMemoryDisk({ fault: (point) => (point.when === 'after' ? 'crash' : undefined) });
    expect(await stillSilent(disk.commit({ put: [entry('a', 1)] }, 'strict'))).toBe(true);
    expect(await genOf(disk.reopen(), 'a')).toBe(1);
  });

  it('a power cut loses relaxed commits after the last strict one, and only those', async () => {
    const disk = createMemoryDisk();
    await disk.commit({ put: [entry('a', 1)] }, 'relaxed');
    await disk.commit({ put: [entry('b', 1)] }, 'strict');
    await disk.commit({ put: [entry('a', 2)] }, 'relaxed');
    await disk.commit({ put: [entry('a', 3)], remove: [{ table: 'units', key: 'b' }] }, 'relaxed');
    const after = disk.reopen('powerCut');
    expect([await genOf(after, 'a'), await genOf(after, 'b')]).toEqual([1, 1]);
  });

  it.each(['full', 'ioFailed', 'closed'] as const)('answers %s and has changed nothing', async (fault) => {
    const disk = createMemoryDisk({
      fault: (point) => (point.call === 'commit' && point.number === 2 ? fault : undefined),
    });
    await disk.commit({ put: [entry('a', 1)] }, 'strict');
    const answer = await disk.commit({ put: [entry('a', 2)] }, 'strict');
    expect(answer).toMatchObject({ ok: false, error: { code: fault } });
    expect(await genOf(disk, 'a')).toBe(1);
  });

  it('is full when the quota says so, counting what a put replaces', async () => {
    const disk = createMemoryDisk({ quota: 100 });
    expect(await disk.commit({ put: [entry('a', 1, 90)] }, 'strict')).toMatchObject({ ok: true });
    expect(await disk.commit({ put: [entry('b', 1, 20)] }, 'strict')).toMatchObject({
      error: { code: 'full' },
    });
    expect(await disk.commit({ put: [entry('a', 2, 100)] }, 'strict')).toMatchObject({ ok: true });
    expect(disk.dump().map(({ key, gen }) => [key, gen])).toEqual([['a', 2]]);
  });

  it('tells the fault function of every call, in order', async () => {
    const seen: string[] = [];
    const fault = ({ call, when, number }: DiskPoint) => {
      seen.push(`${call} ${when} ${String(number)}`);
      return undefined;
    };
    const disk = createMemoryDisk({ fault });
    await disk.commit({ put: [entry('a', 1)] }, 'strict');
    await disk.read('units', 'a');
    expect(seen).toEqual(['commit before 1', 'commit after 1', 'read before 2', 'read after 2']);
  });
});
