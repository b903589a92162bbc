import { expect, it } from 'vitest';
import type { RecordDefinition } from '../../../domain/records/definition.ts';
import type { MovePlaceInput } from '../../../renderer/store/actsPort.ts';
import type { StoreEvent } from '../../../renderer/store/port.ts';
import type { TestMedium } from './helpers.ts';
import { enrolled, home, other, value } from './support.ts';
import type { Bench } from './support.ts';
import { person } from './types.ts';

/** A second tree beside the list's own, with short paths. */
const grouped: RecordDefinition = {
  ...person,
  fields: { ...person.fields, group: { label: '小组', kind: 'path', section: 'main', maxLength: 8 } },
};

async function staffed(open: () => Promise<TestMedium>): Promise<Bench> {
  const bench = await enrolled([grouped], (await open()).disk);
  const people = [
    { name: '甲', place: '一厂/A', group: '东/一' },
    { name: '乙', place: '一厂/A/夜班', group: '东/二二二二' },
    { name: '丙', place: '一厂/AB' },
    { name: '丁', place: '一厂' },
    { name: '戊', place: '一厂/A', organisation: other },
  ];
  for (const [at, { organisation = home, ...fields }] of people.entries())
    value(
      await bench.core.port.save({ type: 'person', organisation, fields: { ...fields, number: `${at}` } }),
    );
  return bench;
}

const move = (more: Partial<MovePlaceInput>): MovePlaceInput => ({
  type: 'person',
  organisation: home,
  field: 'place',
  from: '一厂/A',
  to: '一厂/C',
  word: '改名',
  actId: 'act',
  ...more,
});

async function placesOf(bench: Bench, field = 'place') {
  const { rows } = await bench.core.port.query({ type: 'person', sort: { field: 'number' } }, 0, 99);
  return rows.map(({ values }) => values[field] ?? null);
}

/** 部门班组 (K3): a node is renamed, moved or joined by one act over everybody in it. */
export function placesSuite(open: () => Promise<TestMedium>): void {
  it('moves everybody at and below a place, in that organisation only, as one act with a line each', async () => {
    const bench = await staffed(open);
    const audits = (await bench.core.port.auditLog(99)).length;
    const done = value(await bench.core.port.movePlace(move({})));
    expect([done.changed, done.skipped]).toEqual([2, []]);
    expect(await placesOf(bench)).toEqual(['一厂/C', '一厂/C/夜班', '一厂/AB', '一厂', '一厂/A']);
    const { rows } = await bench.core.port.query({ type: 'person', node: '一厂/C/夜班' }, 0, 9);
    expect((await bench.core.port.history('person', rows[0]?.id ?? ''))[0]).toMatchObject({
      what: '部门 一厂/A → 一厂/C（改名）',
      changes: [{ field: 'place', from: '一厂/A/夜班', to: '一厂/C/夜班' }],
    });
    const log = await bench.core.port.auditLog(99);
    expect(log).toHaveLength(audits + 1);
    expect(log[0]).toMatchObject({ act: '部门改名', count: 2, fields: ['place'] });
  });

  it('joins a place with one that exists, and takes the whole back, but not from who has gone on since', async () => {
    const bench = await staffed(open);
    const { changes } = value(await bench.core.port.movePlace(move({ to: '一厂', word: '合并' })));
    expect(await placesOf(bench)).toEqual(['一厂', '一厂/夜班', '一厂/AB', '一厂', '一厂/A']);
    const moved = (await bench.core.port.query({ type: 'person', node: '一厂/夜班' }, 0, 9)).rows[0];
    value(
      await bench.core.port.save({
        type: 'person',
        id: moved?.id ?? '',
        organisation: home,
        fields: { place: '二厂' },
      }),
    );
    const input = { type: 'person', field: 'place', changes, label: '改回合并' };
    const back = value(await bench.core.port.takeBackMany(input));
    expect([back.changed, back.skipped.length]).toEqual([1, 1]);
    expect(await placesOf(bench)).toEqual(['一厂/A', '二厂', '一厂/AB', '一厂', '一厂/A']);
    const first = (await bench.core.port.query({ type: 'person', search: '甲' }, 0, 1)).rows[0];
    expect((await bench.core.port.history('person', first?.id ?? ''))[0]?.what).toBe('改回合并');
  });

  it('moves in any path field, and lists whose path would become too long', async () => {
    const bench = await staffed(open);
    const asked = move({ field: 'group', from: '东', to: '东边/甲', word: '移动' });
    const done = value(await bench.core.port.movePlace(asked));
    expect(done.changed).toBe(1);
    expect(done.skipped).toHaveLength(1);
    expect(await placesOf(bench, 'group')).toEqual(['东边/甲/一', '东/二二二二', null, null, null]);
    const nodes = await bench.core.port.tree({ type: 'person', treeField: 'group' });
    expect(nodes.map(({ path }) => path)).toEqual(['东', '东边']);
  });

  it('refuses a place inside itself, an empty one, and a field that is no tree', async () => {
    const bench = await staffed(open);
    for (const wrong of [
      { to: '一厂/A/夜班' },
      { to: '一厂/A' },
      { to: '' },
      { from: '' },
      { field: 'note' },
    ])
      expect((await bench.core.port.movePlace(move(wrong))).ok).toBe(false);
    expect(await placesOf(bench)).toEqual(['一厂/A', '一厂/A/夜班', '一厂/AB', '一厂', '一厂/A']);
  });

  // The page that runs this suite in Chromium knows no `it.each`.
  for (const look of [1, 2])
    it(`changes nobody when it is stopped at look ${look}, before it writes`, async () => {
      const bench = await staffed(open);
      const told: StoreEvent[] = [];
      await bench.core.port.subscribe((event) => {
        if (event.kind !== 'progress') return;
        if (told.push(event) === look) void bench.core.port.cancelAct('act');
      });
      const answer = await bench.core.port.movePlace(move({}));
      expect(answer.ok ? '' : answer.error.code).toBe('cancelled');
      expect(told).toEqual(
        Array.from({ length: look }, () => ({ kind: 'progress', task: 'act', done: 2, total: 2 })),
      );
      expect(await placesOf(bench)).toEqual(['一厂/A', '一厂/A/夜班', '一厂/AB', '一厂', '一厂/A']);
      expect(value(await bench.core.port.movePlace(move({}))).changed).toBe(2);
    });
}
