import { describe, expect, it } from 'vitest';
import type { ScopeAnswer } from '../../../domain/protocol/api.ts';
import type { SnapshotPage } from '../../../domain/protocol/wire.ts';
import type { Disk } from '../../../renderer/store/disk/disk.ts';
import { createMemoryDisk } from '../../../renderer/store/disk/memory.ts';
import { receiptFor } from './helpers.ts';
import { enrolled, home, other, restarted, steppingClock, value } from './support.ts';
import type { Bench } from './support.ts';
import { person } from './types.ts';

const planted = '代管人员';
const many = 700;

function snapshot(): SnapshotPage {
  const records = Array.from({ length: many }, (_, at) => ({
    organisation: other,
    type: 'person',
    id: `o${String(at)}`,
    rev: at + 1,
    createdRev: at + 1,
    fieldRevs: {},
    schemaVersion: 1,
    data: { name: `${planted}${String(at)}` },
    voided: false,
    conflicts: [],
  }));
  return {
    epoch: 'e1',
    organisation: other,
    compartment: 'general',
    after: null,
    records,
    next: null,
    head: many,
  };
}

function scopeOf(organisations: ScopeAnswer['organisations']): ScopeAnswer {
  return {
    office: { id: home, name: '测试厂工会', shortName: '测试厂', level: 'grassroots', parentId: null },
    organisations,
    parentName: '测试区总工会',
    realData: false,
    users: [],
    serverSealKey: 'unused',
    epoch: 'e1',
  };
}
const acting = scopeOf([
  { id: other, name: '第二厂工会', shortName: '二厂', level: 'grassroots', parentId: home },
]);

async function done<T>(
  answer:
    Promise<{ ok: true; value: T } | { ok: false; error: { code: string; message: string } }> | undefined,
): Promise<T> {
  if (answer === undefined) throw new Error('locked');
  return value(await answer);
}

/** A PC that acts for another union: a snapshot of it, an import, an answered batch, unsent work and a draft. */
async function office(disk: Disk): Promise<Bench & { readonly clock: ReturnType<typeof steppingClock> }> {
  const clock = steppingClock();
  const bench = await enrolled([person], disk, { clock });
  const { port } = bench.core;
  await done(bench.core.sync()?.applySnapshot(snapshot(), { seq: many, epoch: 'e1' }));
  await port.save({ type: 'person', organisation: home, fields: { name: '自家甲' } });
  const { importId } = value(
    await port.importBegin({
      type: 'person',
      organisation: other,
      fileLabel: 'a',
      coverage: 'all',
      rows: 70,
    }),
  );
  const rows = Array.from({ length: 70 }, (_, at) => ({
    kind: 'create' as const,
    data: { name: `${planted}导入${String(at)}` },
  }));
  value(await port.importStage(importId, rows));
  value(await port.importCommit(importId));
  const batch = await done(bench.core.sync()?.sealNext(other, 'general'));
  if (batch === undefined) throw new Error('nothing to seal');
  await done(
    bench.core.sync()?.applyReceipt(receiptFor(batch, { organisation: other, firstRev: many + 1 }), 'x'),
  );
  value(await port.save({ type: 'person', id: 'o3', organisation: other, fields: { note: '还没送出' } }));
  value(await port.saveDraft({ type: 'person', id: 'o5', data: { note: '打到一半' } }));
  return { ...bench, clock };
}

async function settle(bench: Bench): Promise<void> {
  while (await bench.core.maintain());
}

/** Everything on the disk that opens, as text. */
async function textOn(bench: Bench, disk: ReturnType<typeof createMemoryDisk>): Promise<string> {
  const vault = bench.core.ledger()?.vault;
  if (vault === undefined) throw new Error('locked');
  const plain = await Promise.all(disk.dump().map(({ table, ...entry }) => vault.open(table, entry)));
  return plain.map((bytes) => new TextDecoder().decode(bytes)).join('\n');
}

describe('an office that no longer acts for a union (R19) [S23]', () => {
  it('forgets what the province has, keeps what it does not have, and says so', async () => {
    const disk = createMemoryDisk();
    const bench = await office(disk);
    expect(await textOn(bench, disk)).toContain(`${planted}9`);
    expect(disk.dump().some(({ table }) => table === 'outbox')).toBe(true);

    const { port } = bench.core;
    const told: string[] = [];
    await port.subscribe((event) => told.push(event.kind));
    await done(bench.core.sync()?.applyScope(acting));
    expect(told).not.toContain('office');
    await done(bench.core.sync()?.applyScope(scopeOf([])));
    expect(told).toContain('office');
    bench.clock.skip(60_000);
    await settle(bench);

    const left = await port.query({ type: 'person', organisations: [other] }, 0, 10);
    expect(left.rows.map((row) => row.id).sort()).toEqual(['o3', 'o5']);
    const text = await textOn(bench, disk);
    expect(text).not.toContain(`${planted}9`);
    expect(text).not.toContain(`${planted}导入`);
    expect(text).toContain('还没送出');
    expect(disk.dump().some(({ table }) => table === 'outbox' || table === 'history')).toBe(false);
    expect(await port.imports('person')).toHaveLength(1);
    expect((await port.auditLog(50)).filter((line) => line.act === '不再代管，移出本机')).not.toHaveLength(0);

    const waiting = await port.pending(50);
    expect(waiting.find((item) => item.id === 'o3')?.stuck).toContain('不再由本机代管');
    expect(waiting.find((item) => item.title === '自家甲')?.stuck).toBeUndefined();
    expect(value(await port.get('person', 'o3')).data['note']).toBe('还没送出');
    expect((await port.readDraft('person', 'o5'))?.data['note']).toBe('打到一半');

    const next = await restarted(bench, disk.reopen());
    expect((await next.core.port.query({ type: 'person', organisations: [other] }, 0, 10)).total).toBe(2);
    expect(next.core.ledger()?.damage).toEqual([]);
  });

  it('writes down what a batch said of a record that stays, before the batch goes', async () => {
    const disk = createMemoryDisk();
    const bench = await office(disk);
    const { port } = bench.core;
    const imported = (await port.query({ type: 'person', organisations: [other], search: '导入' }, 0, 99))
      .rows;
    const [drafted, ...changed] = imported.map((row) => row.id);
    if (drafted === undefined) throw new Error('no import');
    // Everything else of its segment is unsent work, so nothing is forgotten there and the segment stays.
    value(await port.setMany({ type: 'person', ids: changed, fields: { note: '未送' }, label: '备注' }));
    value(await port.saveDraft({ type: 'person', id: drafted, data: { note: '打到一半' } }));
    expect(disk.dump().some(({ table }) => table === 'batches')).toBe(true);
    await done(bench.core.sync()?.applyScope(scopeOf([])));
    bench.clock.skip(60_000);
    await settle(bench);
    expect(disk.dump().some(({ table }) => table === 'batches')).toBe(false);
    const next = await restarted(bench, disk.reopen());
    const view = value(await next.core.port.get('person', drafted));
    expect([view.sync, next.core.ledger()?.types.get('person')?.index.get(drafted)?.work]).toEqual([
      'backedUp',
      0,
    ]);
  });

  it('takes no more work for it', async () => {
    const bench = await office(createMemoryDisk());
    await done(bench.core.sync()?.applyScope(scopeOf([])));
    const { port } = bench.core;
    const one = await port.save({ type: 'person', id: 'o3', organisation: other, fields: { note: '又改' } });
    const fresh = await port.save({ type: 'person', organisation: other, fields: { name: '新人' } });
    const begun = await port.importBegin({
      type: 'person',
      organisation: other,
      fileLabel: 'a',
      coverage: 'all',
      rows: 1,
    });
    expect([one, fresh, begun].map((answer) => (answer.ok ? 'ok' : answer.error.code))).toEqual([
      'forbidden',
      'forbidden',
      'forbidden',
    ]);
    const batch = value(
      await port.setMany({ type: 'person', ids: ['o3', 'o4'], fields: { note: '成批' }, label: '整列填写' }),
    );
    expect([batch.changed, batch.skipped.length]).toEqual([0, 2]);
    expect(value(await port.get('person', 'o3')).data['note']).toBe('还没送出');
  });

  it('answers no question for it, and does not lose the question', async () => {
    const bench = await office(createMemoryDisk());
    const { port } = bench.core;
    const by = {
      user: 'u9',
      userName: '他测试',
      device: 'far',
      at: '2026-11-28T01:00:00.000Z',
      op: 'far.i.1',
    };
    const asked = {
      conflictId: 'far.i.1.note',
      field: 'note',
      version: 1,
      baseValue: null,
      serverValue: '省里的',
      serverBy: by,
      candidates: [{ value: '本机的', by: { ...by, device: 'dev1', op: 'dev1.i.9' } }],
      state: 'open' as const,
    };
    const page = snapshot();
    const records = page.records.map((one) =>
      one.id === 'o8'
        ? { ...one, rev: many + 1000, data: { ...one.data, note: '省里的' }, conflicts: [asked] }
        : one,
    );
    await done(
      bench.core
        .sync()
        ?.applySnapshot({ ...page, records, head: many + 1000 }, { seq: many + 1000, epoch: 'e1' }),
    );
    const choice = {
      type: 'person',
      id: 'o8',
      choices: [{ conflictId: 'far.i.1.note', version: 1, value: '本机的' }],
    };
    await done(bench.core.sync()?.applyScope(scopeOf([])));
    expect(await port.settle(choice)).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    expect((await port.conflicts()).map((item) => item.id)).toEqual(['o8']);
    await done(bench.core.sync()?.applyScope(acting));
    value(await port.settle(choice));
    expect(value(await port.get('person', 'o8')).data['note']).toBe('本机的');
  });

  it('begins with a snapshot when it acts for the union again', async () => {
    const bench = await office(createMemoryDisk());
    await done(bench.core.sync()?.applyScope(scopeOf([])));
    bench.clock.skip(60_000);
    await settle(bench);
    await done(bench.core.sync()?.applyScope(acting));
    expect(await bench.core.sync()?.cursor(other, 'general')).toBeUndefined();
    expect(value(await bench.core.port.get('person', 'o3')).sync).toBe('saved');
    await done(bench.core.sync()?.applySnapshot(snapshot(), { seq: many, epoch: 'e1' }));
    const { port } = bench.core;
    expect((await port.query({ type: 'person', organisations: [other] }, 0, 1)).total).toBe(many);
    const kept = value(await port.get('person', 'o3'));
    expect([kept.data['note'], kept.dirty]).toEqual(['还没送出', ['note']]);
    await settle(bench);
    expect((await port.query({ type: 'person', organisations: [other] }, 0, 1)).total).toBe(many);
  });

  it('a disk that refuses a step leaves every record where it was', async () => {
    const disk = createMemoryDisk();
    let refuse = false;
    const moody: Disk = {
      ...disk,
      commit: (change, durability) =>
        refuse
          ? Promise.resolve({ ok: false as const, error: { code: 'ioFailed' as const, message: '' } })
          : disk.commit(change, durability),
    };
    const bench = await office(moody);
    await done(bench.core.sync()?.applyScope(scopeOf([])));
    bench.clock.skip(60_000);
    const before = (await bench.core.port.query({ type: 'person', organisations: [other] }, 0, 1)).total;
    refuse = true;
    // Search texts come first; then the step that is refused.
    await settle(bench);
    expect((await bench.core.port.query({ type: 'person', organisations: [other] }, 0, 1)).total).toBe(
      before,
    );
    refuse = false;
    await done(bench.core.sync()?.applyScope(acting));
    const all = await bench.core.port.readAll('person', other, ['name']);
    expect(all).toHaveLength(before);
    // A wrong count of what has left a segment would take the segment away with the next edit.
    value(
      await bench.core.port.save({ type: 'person', id: 'o7', organisation: other, fields: { note: '改' } }),
    );
    expect(value(await bench.core.port.get('person', 'o9')).data['name']).toBe(`${planted}9`);
    expect(await bench.core.port.readAll('person', other, ['name'])).toHaveLength(before);
    await done(bench.core.sync()?.applyScope(scopeOf([])));
    bench.clock.skip(60_000);
    await settle(bench);
    expect((await bench.core.port.query({ type: 'person', organisations: [other] }, 0, 1)).total).toBe(3);
  });
});
