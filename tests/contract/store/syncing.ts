import { expect, it } from 'vitest';
import type { ChangesPage } from '../../../domain/protocol/wire.ts';
import type { TestMedium } from './helpers.ts';
import { add, numbersIn, receiptFor, seal } from './helpers.ts';
import { enrolled, home, restarted, value } from './support.ts';
import { person } from './types.ts';

export function syncingSuite(open: () => Promise<TestMedium>): void {
  it('seals once, keeps the batch as it is, and clears work by a receipt only', async () => {
    const medium = await open();
    const bench = await enrolled([person], medium.disk);
    const id = await add(bench.core.port, '甲测试');
    const batch = await seal(bench);
    expect(batch.count).toBe(1);
    const next = await restarted(bench, await medium.reopen());
    const sync = next.core.sync();
    const again = await sync?.unanswered();
    expect(again?.map((one) => [one.batchId, one.seq, one.sha256])).toEqual([
      [batch.batchId, 1, batch.sha256],
    ]);
    expect([...(again?.[0]?.body ?? [])]).toEqual([...batch.body]);
    value(
      (await sync?.applyReceipt(receiptFor(batch, { batchId: 'unknown' }), 'x')) ?? {
        ok: true,
        value: undefined,
      },
    );
    value(
      (await sync?.applyReceipt(receiptFor(batch, { sha256: 'f'.repeat(64) }), 'x')) ?? {
        ok: true,
        value: undefined,
      },
    );
    expect(value(await next.core.port.get('person', id)).sync).toBe('saved');
    value((await sync?.applyReceipt(receiptFor(batch), 'x')) ?? { ok: true, value: undefined });
    expect(value(await next.core.port.get('person', id)).sync).toBe('backedUp');
    expect(await sync?.unanswered()).toEqual([]);
    expect((await next.core.port.sent(5))[0]).toMatchObject({ count: 1, state: 'answered' });
    expect((await next.core.port.history('person', id))[0]?.state).toBe('backedUp');
  });

  it('sends the operations of a refused batch again under the same numbers', async () => {
    const medium = await open();
    const bench = await enrolled([person], medium.disk);
    await add(bench.core.port, '甲测试');
    const batch = await seal(bench);
    const refused = receiptFor(batch, { verdict: 'refused', refusal: 'unreadable', count: 0 });
    value((await bench.core.sync()?.applyReceipt(refused, 'x')) ?? { ok: true, value: undefined });
    expect((await bench.core.port.syncSummary()).waiting).toBe(1);
    const second = await seal(bench);
    expect([second.seq, second.count]).toEqual([2, 1]);
    expect(await numbersIn(second)).toEqual(await numbersIn(batch));
    expect(await numbersIn(batch)).toEqual([1]);
  });

  it('stores a page and its cursor together, under the clerk’s own work', async () => {
    const medium = await open();
    const bench = await enrolled([person], medium.disk);
    const record = {
      organisation: home,
      type: 'person',
      id: 'p1',
      rev: 4,
      createdRev: 4,
      fieldRevs: {},
      schemaVersion: 1,
      data: { name: '远方', later: '更新的字段' },
      voided: false,
      conflicts: [],
    };
    const page = (rev: number, data: Record<string, string>): ChangesPage => ({
      epoch: 'e1',
      organisation: home,
      compartment: 'general',
      after: rev - 1,
      records: [{ ...record, rev, fieldRevs: { note: rev }, data: { ...record.data, ...data } }],
      cursor: rev,
      head: rev,
    });
    const sync = bench.core.sync();
    value((await sync?.applyChanges(page(4, {}), { seq: 4, epoch: 'e1' })) ?? { ok: true, value: undefined });
    value(
      await bench.core.port.save({
        type: 'person',
        id: 'p1',
        organisation: home,
        fields: { note: '我写的' },
      }),
    );
    value(
      (await sync?.applyChanges(page(5, { note: '别人写的' }), { seq: 5, epoch: 'e1' })) ?? {
        ok: true,
        value: undefined,
      },
    );
    const next = await restarted(bench, await medium.reopen());
    expect(await next.core.sync()?.cursor(home, 'general')).toEqual({ seq: 5, epoch: 'e1' });
    const view = value(await next.core.port.get('person', 'p1'));
    expect(view.data).toMatchObject({ name: '远方', note: '我写的', later: '更新的字段' });
    expect(view.dirty).toEqual(['note']);
  });

  it('makes a new incarnation when the profile is an older copy of itself', async () => {
    const medium = await open();
    const bench = await enrolled([person], medium.disk);
    await add(bench.core.port, '甲测试');
    await seal(bench);
    const file = JSON.parse(new TextDecoder().decode(bench.host.files.get('incarnation'))) as {
      seq: number;
    };
    bench.host.files.set(
      'incarnation',
      new TextEncoder().encode(JSON.stringify({ ...file, seq: file.seq + 1 })),
    );
    const next = await restarted(bench, await medium.reopen());
    expect(next.core.sync()?.needsReconcile()).toBe(true);
    expect(await next.core.sync()?.unanswered()).toEqual([]);
    expect((await next.core.port.syncSummary()).waiting).toBe(1);
    value((await next.core.sync()?.acknowledgeKnown([])) ?? { ok: true, value: undefined });
    expect((await seal(next)).seq).toBe(1);
  });
}
