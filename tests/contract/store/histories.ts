import { expect, it } from 'vitest';
import type { ServerRecord } from '../../../domain/protocol/record.ts';
import type { HistoryOperation } from '../../../domain/protocol/history.ts';
import type { ChangesPage, SnapshotPage } from '../../../domain/protocol/wire.ts';
import type { StoreCoreInput } from '../../../renderer/store/core/ports.ts';
import type { StoreEvent } from '../../../renderer/store/port.ts';
import type { HistoryAnswer, HistoryPlace } from '../../../renderer/sync/port.ts';
import { ok } from '../../../domain/result.ts';
import { seal } from './helpers.ts';
import type { TestMedium } from './helpers.ts';
import { enrolled, home, restarted, value } from './support.ts';
import type { Bench } from './support.ts';
import { person } from './types.ts';

const at = '2026-11-20T08:00:00.000Z';
const secretWord = '只在历史里的旧值';

function operation(rev: number, more: Partial<HistoryOperation>): HistoryOperation {
  return {
    rev,
    op: `far.i.${rev}`,
    kind: 'edit',
    fields: {},
    user: 'u9',
    userName: '乙远方',
    device: 'far',
    at,
    receivedAt: at,
    outcome: 'applied',
    waiting: [],
    ...more,
  };
}

const operations = [
  operation(1, { kind: 'create', fields: { name: { value: '甲' } } }),
  operation(2, { fields: { note: { value: secretWord } } }),
  operation(3, { fields: { note: { value: '现在的值' } } }),
];

const record: ServerRecord = {
  organisation: home,
  type: 'person',
  id: 'p1',
  rev: 3,
  createdRev: 1,
  fieldRevs: { note: 3 },
  schemaVersion: 1,
  data: { name: '甲', note: '现在的值' },
  voided: false,
  conflicts: [],
  changedBy: { user: 'u9', userName: '乙远方', device: 'far', at, op: 'far.i.3' },
};

/** A province that answers histories, or does not. */
class Histories {
  readonly asked: HistoryPlace[] = [];
  answer: () => Promise<HistoryAnswer> = async () => ({ kind: 'told', rev: 3, operations });

  readonly startEngine: NonNullable<StoreCoreInput['startEngine']> = () => ({
    summary: () => ({ online: true, busy: false }),
    nudge: () => undefined,
    syncNow: async () => undefined,
    stop: async () => undefined,
    history: (place) => {
      this.asked.push(place);
      return this.answer();
    },
  });
}

async function firstLoad(medium: TestMedium, province: Histories): Promise<Bench> {
  const bench = await enrolled([person], medium.disk, { startEngine: province.startEngine });
  const page = {
    epoch: 'e1',
    organisation: home,
    compartment: 'general',
    after: null,
    records: [record],
    next: null,
    head: 3,
  } as unknown as SnapshotPage;
  value((await bench.core.sync()?.applySnapshot(page, { seq: 3, epoch: 'e1' })) ?? ok(undefined));
  return bench;
}

async function later(bench: Bench, rev: number, note: string): Promise<void> {
  const changedBy = { user: 'u9', userName: '乙远方', device: 'far', at, op: `far.i.${rev}` };
  const page = {
    epoch: 'e1',
    organisation: home,
    compartment: 'general',
    after: 3,
    records: [{ ...record, rev, fieldRevs: { note: rev }, data: { ...record.data, note }, changedBy }],
    cursor: rev,
    head: rev,
  } as unknown as ChangesPage;
  value((await bench.core.sync()?.applyChanges(page, { seq: rev, epoch: 'e1' })) ?? ok(undefined));
}

const linesIn = async (bench: Bench) =>
  (await bench.core.port.history('person', 'p1')).map(({ userName, what, changes }) => [
    userName,
    what,
    changes.map(({ from, to }) => `${String(from)} → ${String(to)}`).join(),
  ]);

const told = [
  ['乙远方', '修改', `${secretWord} → 现在的值`],
  ['乙远方', '修改', `null → ${secretWord}`],
  ['乙远方', '新建', ''],
];

/** S22: lines that only the province knew, kept on this PC. */
export function historiesSuite(open: () => Promise<TestMedium>): void {
  it('fetches what a first load did not bring, keeps it encrypted, and has it after a restart without a line', async () => {
    const medium = await open();
    const province = new Histories();
    const bench = await firstLoad(medium, province);
    const events: StoreEvent[] = [];
    await bench.core.port.subscribe((event) => {
      events.push(event);
    });
    const version = value(await bench.core.port.get('person', 'p1')).version;
    expect(await linesIn(bench)).toEqual([]);
    expect(await bench.core.port.earlierHistory('person', 'p1')).toBe('whole');
    expect(province.asked).toEqual([{ organisation: home, type: 'person', id: 'p1' }]);
    expect(await linesIn(bench)).toEqual(told);
    expect(events).toContainEqual({ kind: 'records', type: 'person', ids: ['p1'] });
    // A form that stands open has nothing to ask about.
    expect(value(await bench.core.port.get('person', 'p1')).version).toBe(version);
    await medium.disk.scan('units', (entries) => {
      for (const entry of entries)
        expect(new TextDecoder().decode(entry.bytes).includes(secretWord)).toBe(false);
    });
    const next = await restarted(bench, await medium.reopen());
    expect(await linesIn(next)).toEqual(told);
    expect(await next.core.port.earlierHistory('person', 'p1')).toBe('whole');
  });

  it('asks once for a record, and again only when somebody elsewhere changed it', async () => {
    const province = new Histories();
    const bench = await firstLoad(await open(), province);
    await bench.core.port.earlierHistory('person', 'p1');
    await bench.core.port.earlierHistory('person', 'p1');
    value(
      await bench.core.port.save({ type: 'person', id: 'p1', organisation: home, fields: { note: '我' } }),
    );
    await bench.core.port.earlierHistory('person', 'p1');
    expect(province.asked).toHaveLength(1);
    await later(bench, 7, '别处又改');
    province.answer = async () => ({
      kind: 'told',
      rev: 7,
      operations: [...operations, operation(7, { fields: { note: { value: '别处又改' } } })],
    });
    await bench.core.port.earlierHistory('person', 'p1');
    expect(province.asked).toHaveLength(2);
    expect((await linesIn(bench)).map(([, , change]) => change)).toEqual([
      '现在的值 → 我',
      '现在的值 → 别处又改',
      ...told.map(([, , change]) => change),
    ]);
  });

  it('asks nothing about a record that was made here', async () => {
    const province = new Histories();
    const bench = await enrolled([person], (await open()).disk, { startEngine: province.startEngine });
    const { id } = value(
      await bench.core.port.save({ type: 'person', organisation: home, fields: { name: '甲' } }),
    );
    await seal(bench);
    expect(await bench.core.port.earlierHistory('person', id)).toBe('whole');
    expect(await bench.core.port.earlierHistory('person', 'nowhere')).toBe('whole');
    expect(await bench.core.port.earlierHistory('secret', id)).toBe('whole');
    expect(province.asked).toEqual([]);
  });

  it('keeps nothing of an answer that did not come, and what was saved meanwhile stays as it was', async () => {
    const province = new Histories();
    const bench = await firstLoad(await open(), province);
    for (const kind of ['offline', 'unavailable'] as const) {
      province.answer = async () => ({ kind });
      expect(await bench.core.port.earlierHistory('person', 'p1')).toBe(kind);
    }
    expect(await linesIn(bench)).toEqual([]);
    province.answer = async () => {
      value(
        await bench.core.port.save({
          type: 'person',
          id: 'p1',
          organisation: home,
          fields: { note: '新填' },
        }),
      );
      return { kind: 'told', rev: 3, operations };
    };
    expect(await bench.core.port.earlierHistory('person', 'p1')).toBe('whole');
    const view = value(await bench.core.port.get('person', 'p1'));
    expect([view.data['note'], view.dirty]).toEqual(['新填', ['note']]);
    expect(await linesIn(bench)).toEqual([['甲测试', '修改', '现在的值 → 新填'], ...told]);
    expect((await seal(bench)).count).toBe(1);
  });

  it('writes nothing for a session that was locked while the province was asked', async () => {
    const medium = await open();
    const province = new Histories();
    const bench = await firstLoad(medium, province);
    province.answer = async () => {
      await bench.core.port.lock('button');
      return { kind: 'told', rev: 3, operations };
    };
    expect(await bench.core.port.earlierHistory('person', 'p1')).toBe('offline');
    const next = await restarted(bench, await medium.reopen());
    expect(await linesIn(next)).toEqual([]);
    expect(next.faults).toEqual([]);
  });
}
