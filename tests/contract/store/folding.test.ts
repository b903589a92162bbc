import { describe, expect, it } from 'vitest';
import { createMemoryDisk } from '../../../renderer/store/disk/memory.ts';
import { foldAt } from '../../../renderer/store/core/maintain.ts';
import { add, damage, names } from './helpers.ts';
import { enrolled, home, restarted, steppingClock, value } from './support.ts';
import type { Bench } from './support.ts';
import { person } from './types.ts';

async function settle({ core }: Bench): Promise<number> {
  let steps = 0;
  while (await core.maintain()) steps += 1;
  return steps;
}

const unitsOf = (bench: Bench): number => bench.core.ledger()?.units.size ?? -1;

describe('folding rows into segments (R17)', () => {
  it('waits after a save, then folds, and changes nothing that can be seen', async () => {
    const clock = steppingClock();
    const disk = createMemoryDisk();
    const bench = await enrolled([person], disk, { clock });
    for (let at = 0; at < foldAt; at += 1)
      await add(bench.core.port, `甲${String(at)}`, { number: String(at) });
    const before = await names(bench.core.port);
    await settle(bench);
    expect(unitsOf(bench)).toBe(foldAt);
    clock.skip(60_000);
    await settle(bench);
    expect(unitsOf(bench)).toBeLessThan(5);
    expect(await names(bench.core.port)).toEqual(before);
    const next = await restarted(bench, disk.reopen());
    expect(await names(next.core.port)).toEqual(before);
    const [id] = await next.core.port.ids({ type: 'person', search: '甲77' });
    expect(value(await next.core.port.get('person', id ?? '')).data['number']).toBe('77');
  });

  it('rewrites segments that are mostly superseded', async () => {
    const clock = steppingClock();
    const disk = createMemoryDisk();
    const bench = await enrolled([person], disk, { clock });
    const { port } = bench.core;
    const { importId } = value(
      await port.importBegin({
        type: 'person',
        organisation: home,
        fileLabel: 'a',
        coverage: 'all',
        rows: 1024,
      }),
    );
    const people = Array.from({ length: 1024 }, (_, at) => ({
      kind: 'create' as const,
      data: { name: `甲${String(at)}` },
    }));
    value(await port.importStage(importId, people));
    value(await port.importCommit(importId));
    const all = await port.ids({ type: 'person' });
    const ids = all.filter((_id, at) => at % 5 < 3);
    for (let at = 0; at < ids.length; at += 50) {
      const some = ids.slice(at, at + 50);
      value(await port.setMany({ type: 'person', ids: some, fields: { note: '改' }, label: '整列填写' }));
    }
    clock.skip(60_000);
    expect(await settle(bench)).toBeGreaterThan(1);
    let written = 0;
    for (const unit of bench.core.ledger()?.units.all() ?? []) written += unit.count;
    expect(written).toBe(1024);
    const next = await restarted(bench, disk.reopen());
    expect(await names(next.core.port)).toHaveLength(1024);
    expect(value(await next.core.port.get('person', ids[0] ?? '')).data['note']).toBe('改');
  });

  it('leaves a damaged row where it is', async () => {
    const clock = steppingClock();
    const disk = createMemoryDisk();
    const bench = await enrolled([person], disk, { clock });
    for (let at = 0; at <= foldAt; at += 1) await add(bench.core.port, `甲${String(at)}`);
    const again = disk.reopen();
    await damage(again, 'units', (_key, at) => at === 3);
    const next = await restarted(bench, again);
    clock.skip(60_000);
    await settle(next);
    expect(await names(next.core.port)).toHaveLength(foldAt + 1);
    expect(next.core.ledger()?.damage).toHaveLength(1);
    expect(again.dump().filter((entry) => entry.table === 'units').length).toBeGreaterThan(1);
  });
});
