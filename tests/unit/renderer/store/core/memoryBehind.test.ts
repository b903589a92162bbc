import { expect, it, vi } from 'vitest';
import { createMemoryDisk } from '../../../../../renderer/store/disk/memory.ts';
import { add, names } from '../../../../contract/store/helpers.ts';
import { enrolled, home, restarted } from '../../../../contract/store/support.ts';
import { person } from '../../../../contract/store/types.ts';

it('a memory that cannot follow the disk answers nothing more; the next worker has what was written (R16)', async () => {
  const disk = createMemoryDisk();
  const bench = await enrolled([person], disk);
  const { port } = bench.core;
  await add(port, '甲测试');
  const index = bench.core.ledger()?.types.get('person')?.index;
  if (index === undefined) throw new Error('no index');
  const fault = new Error('the index broke');
  vi.spyOn(index, 'upsert').mockImplementationOnce(() => {
    throw fault;
  });

  const answer = await port.save({ type: 'person', organisation: home, fields: { name: '乙测试' } });
  // It is on the disk, and whoever were told to enter it again would have it twice.
  expect(answer.ok ? '' : answer.error.message).toContain('刚才的内容已经存在本机了');
  expect(bench.faults).toEqual([fault]);
  expect((await port.status()).phase).toBe('damaged');
  // Half of what is on the disk would be shown as all of it.
  expect(await names(port)).toEqual([]);
  const after = await port.save({ type: 'person', organisation: home, fields: { name: '丙测试' } });
  expect(after.ok ? '' : after.error.code).toBe('locked');

  const next = await restarted(bench, disk);
  expect([...(await names(next.core.port))].sort()).toEqual(['乙测试', '甲测试']);
  expect(next.core.ledger()?.damage).toEqual([]);
  expect(next.faults).toEqual([]);
});
