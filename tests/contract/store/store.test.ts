import { describe, expect, it } from 'vitest';
import { createMemoryDisk } from '../../../renderer/store/disk/memory.ts';
import { enrolled, home, restarted, value } from './support.ts';
import { person } from './types.ts';

describe('store core, first light', () => {
  it('saves, lists, restarts and finds again', async () => {
    const disk = createMemoryDisk();
    const bench = await enrolled([person], disk);
    const { port } = bench.core;
    const saved = value(
      await port.save({
        type: 'person',
        organisation: home,
        fields: { name: '甲测试', phone: '13800000000' },
      }),
    );
    const page = await port.query({ type: 'person', search: 'jia' }, 0, 10);
    expect(page.rows.map((row) => row.id)).toEqual([saved.id]);
    const next = await restarted(bench, disk.reopen());
    const again = value(await next.core.port.get('person', saved.id));
    expect(again.data).toMatchObject({ name: '甲测试', status: 'new' });
  });
});
