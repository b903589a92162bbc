import { expect, it } from 'vitest';
import { ok } from '../../../../../domain/result.ts';
import type { Disk } from '../../../../../renderer/store/disk/disk.ts';
import { createMemoryDisk } from '../../../../../renderer/store/disk/memory.ts';
import {
  createTestHost,
  enrolled,
  home,
  restarted,
  steppingClock,
  value,
} from '../../../../contract/store/support.ts';
import { person } from '../../../../contract/store/types.ts';

interface TightDisk {
  readonly disk: Disk;
  full: boolean;
}

/** A disk whose quota is used up as soon as `full` is set. */
function tightDisk(): TightDisk {
  const inner = createMemoryDisk();
  const commit: Disk['commit'] = async (change, durability) =>
    tight.full ? { ok: false, error: { code: 'full', message: '满' } } : inner.commit(change, durability);
  const tight: TightDisk = { full: false, disk: { ...inner, commit } };
  return tight;
}
const typed = { name: '甲测试', note: '打了很久的字' };

it('puts what was typed into an encrypted host file when the disk is full, and offers it at the next start (R27)', async () => {
  const tight = tightDisk();
  const bench = await enrolled([person], tight.disk);
  tight.full = true;
  const saved = await bench.core.port.save({ type: 'person', organisation: home, fields: typed });
  expect(saved.ok ? '' : saved.error.code).toBe('diskFull');
  value(await bench.core.port.saveDraft({ type: 'person', id: 'new', data: typed }));
  const file = Buffer.from(bench.host.files.get('emergency') ?? []).toString();
  expect(file).toContain('general');
  expect(file).not.toContain('打了很久');
  expect(file).not.toContain('person');

  const next = await restarted(bench, tight.disk);
  expect((await next.core.port.readDraft('person', 'new'))?.data).toEqual(typed);
  tight.full = false;
  value(await next.core.port.save({ type: 'person', organisation: home, fields: typed }));
  expect(await next.core.port.readDraft('person', 'new')).toBeUndefined();
  const last = await restarted(next, tight.disk);
  expect(await last.core.port.readDraft('person', 'new')).toBeUndefined();
});

it('says so when neither takes it, and a later draft on the disk is the one that counts', async () => {
  const tight = tightDisk();
  const files = createTestHost();
  const room = { left: true };
  const host = {
    ...files,
    writeFile: async (...[name, bytes]: Parameters<typeof files.writeFile>) =>
      room.left || name !== 'emergency'
        ? files.writeFile(name, bytes)
        : ({ ok: false, error: { code: 'diskFull', message: '满' } } as const),
  };
  const bench = await enrolled([person], tight.disk, { host });
  await bench.core.port.lock('button');
  const next = await restarted(bench, tight.disk);
  const { port } = next.core;
  tight.full = true;
  expect(await port.saveDraft({ type: 'person', id: 'new', data: typed })).toEqual(ok(undefined));
  room.left = false;
  const second = await port.saveDraft({ type: 'person', id: 'new', data: { name: '乙测试' } });
  expect(second.ok ? '' : second.error.code).toBe('diskFull');
  tight.full = false;
  value(await port.saveDraft({ type: 'person', id: 'new', data: { name: '丙测试' } }));
  const last = await restarted(next, tight.disk);
  expect((await last.core.port.readDraft('person', 'new'))?.data).toEqual({ name: '丙测试' });
});

it('refuses a save before it begins when the shell says that the disk has no room, and takes it when there is (R27)', async () => {
  const room = { free: 1024 ** 4 };
  const host = { ...createTestHost(), freeBytes: async () => room.free };
  const inner = createMemoryDisk();
  let commits = 0;
  const commit: Disk['commit'] = async (change, durability) => {
    commits += 1;
    return inner.commit(change, durability);
  };
  const clock = steppingClock();
  const bench = await enrolled([person], { ...inner, commit }, { host, clock });
  const { port } = bench.core;
  room.free = 20 * 1024 ** 2;
  // What was measured a moment ago is believed for a moment.
  clock.skip(10_000);
  const before = commits;
  const refused = await port.save({ type: 'person', organisation: home, fields: typed });
  expect(refused.ok ? '' : refused.error.code).toBe('diskFull');
  expect(refused.ok ? '' : refused.error.message).toContain('以前保存的都还在');
  expect(commits).toBe(before);
  expect((await port.query({ type: 'person' }, 0, 10)).total).toBe(0);
  room.free = 200 * 1024 ** 2;
  value(await port.save({ type: 'person', organisation: home, fields: typed }));
  expect((await port.query({ type: 'person' }, 0, 10)).total).toBe(1);
});
