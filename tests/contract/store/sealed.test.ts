import { describe, expect, it } from 'vitest';
import type { SnapshotPage } from '../../../domain/protocol/wire.ts';
import { createMemoryDisk } from '../../../renderer/store/disk/memory.ts';
import type { StoreEvent } from '../../../renderer/store/port.ts';
import { enrolled, home, passphrase, value } from './support.ts';
import type { Bench } from './support.ts';
import { person, secret } from './types.ts';

/** A counsellor's session on a PC that receives a colleague's log: its facts, as the province has them. */
async function counsellorsPc(): Promise<Bench & { readonly told: readonly StoreEvent[] }> {
  const strict = {
    ...secret,
    fields: { ...secret.fields, client: { ...secret.fields['content'], label: '来访者', need: 'save' } },
    saveNeedsOneOf: [['content', 'client']],
  } as typeof secret;
  const bench = await enrolled([person, strict], createMemoryDisk());
  const { port } = bench.core;
  value(await port.addUser({ name: '乙咨询', roles: ['counsellor'], passphrase }));
  await port.lock('button');
  const { slots } = await port.status();
  value(await port.unlock({ userId: slots.find((slot) => !slot.lastUsed)?.userId ?? '', passphrase }));
  const told: StoreEvent[] = [];
  await port.subscribe((event) => told.push(event));
  const sync = bench.core.sync();
  if (sync === undefined) throw new Error('locked');
  const pages = [page(0, 'r4'), page(5, undefined)];
  for (const each of pages)
    value(
      await sync.applySnapshot(each, {
        seq: each.next === null ? 9 : 0,
        epoch: 'e1',
        ...(each.next === null ? {} : { snapshot: { next: each.next, head: 9 } }),
      }),
    );
  return { ...bench, told };
}

function page(from: number, next: string | undefined): SnapshotPage {
  return {
    epoch: 'e1',
    organisation: home,
    compartment: 'counselling',
    after: from === 0 ? null : { type: 'secret', id: `r${String(from - 1)}` },
    records: Array.from({ length: 5 }, (_, at) => ({
      organisation: home,
      type: 'secret',
      id: `r${String(from + at)}`,
      rev: from + at + 1,
      createdRev: from + at + 1,
      fieldRevs: {},
      schemaVersion: 1,
      data: { code: `C${String(from + at)}`, minutes: 50 },
      voided: false,
      conflicts: [],
    })),
    next: next === undefined ? null : { type: 'secret', id: next },
    head: 9,
  };
}

describe('R21: what is sealed lies on the PC where it was written', () => {
  it('is said to be elsewhere, cannot be filled in here, and does not stand in the way of the facts', async () => {
    const { core } = await counsellorsPc();
    const { port } = core;
    expect(value(await port.get('secret', 'r3'))).toMatchObject({ contentElsewhere: true });
    const typed = {
      type: 'secret',
      id: 'r3',
      organisation: home,
      fields: { content: '另写一份', minutes: 60 },
    };
    const refused = await port.save(typed);
    expect(refused).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    expect(refused.ok ? '' : refused.error.message).toMatch(/“内容”的内容在另一台电脑.*没有保存/);
    expect(value(await port.get('secret', 'r3')).data).toEqual({ code: 'C3', minutes: 50 });
    value(await port.save({ ...typed, fields: { minutes: 60 } }));
    expect(value(await port.get('secret', 'r3'))).toMatchObject({
      data: { minutes: 60 },
      contentElsewhere: true,
    });
    const many = { type: 'secret', ids: ['r1', 'r2'], fields: { content: '成批' }, label: '整列填写' };
    const outcome = value(await port.setMany(many));
    expect([outcome.changed, outcome.skipped.map((one) => one.message).join()]).toEqual([
      0,
      expect.stringContaining('另一台电脑'),
    ]);
    const { rows } = await port.query({ type: 'secret' }, 0, 20);
    expect(rows.map((row) => row.gaps)).toEqual(Array.from({ length: 10 }, () => []));
  });

  it('is written as ever on the PC where the record was made', async () => {
    const { core } = await counsellorsPc();
    const { port } = core;
    const fields = { code: 'C99', content: '只在本机的话', client: '某' };
    const { id } = value(await port.save({ type: 'secret', organisation: home, fields }));
    expect(value(await port.get('secret', id)).contentElsewhere).toBeUndefined();
    value(await port.save({ type: 'secret', id, organisation: home, fields: { content: '又写' } }));
    expect(value(await port.get('secret', id)).data['content']).toBe('又写');
  });

  it('is not begun at all in an office with real people, until it can be sealed', async () => {
    const { core } = await counsellorsPc();
    const sync = core.sync();
    if (sync === undefined) throw new Error('locked');
    const office = {
      id: home,
      name: '测试厂工会',
      shortName: '测试厂',
      level: 'grassroots',
      parentId: null,
    } as const;
    const scope = { office, organisations: [], parentName: '', users: [], serverSealKey: 'x', epoch: 'e1' };
    value(await sync.applyScope({ ...scope, realData: true }));
    const fresh = { type: 'secret', organisation: home, fields: { code: 'C7', client: '某' } };
    expect(await core.port.save(fresh)).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    value(await sync.applyScope({ ...scope, realData: false }));
    value(await core.port.save(fresh));
  });
});

describe('a first load', () => {
  it('tells how many records are here already, and with the last page that these are all', async () => {
    const { told } = await counsellorsPc();
    expect(told.filter((event) => event.kind === 'progress')).toEqual([
      { kind: 'progress', task: 'snapshot', done: 5, total: 0 },
      { kind: 'progress', task: 'snapshot', done: 10, total: 10 },
    ]);
  });

  it('an unlock tells how far the opening is', async () => {
    const { core } = await counsellorsPc();
    const { port } = core;
    const told: StoreEvent[] = [];
    await port.lock('button');
    await port.subscribe((event) => told.push(event));
    const { slots } = await port.status();
    value(await port.unlock({ userId: slots.find((slot) => slot.lastUsed)?.userId ?? '', passphrase }));
    const steps = told.flatMap((event) => (event.kind === 'progress' ? [event] : []));
    expect(steps.length).toBeGreaterThan(0);
    for (const { task, done, total } of steps) {
      expect(task).toBe('load');
      expect(done).toBeGreaterThan(0);
      expect(done).toBeLessThanOrEqual(total);
    }
  });
});
