import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FieldValue } from '../../../../../domain/records/definition.ts';
import type { IndexRow, Query, SyncState, WarmableIndex } from '../../../../../renderer/store/index/port.ts';
import { createRecordIndex } from '../../../../../renderer/store/index/recordIndex.ts';
import { packRows } from '../../../../../renderer/store/index/rowPack.ts';
import { Oracle, blank, cell, flat } from './oracle.ts';
import { definition } from './testDefinition.ts';

const NAMES = ['陈伟', '单雄', '曾敏', '解静', '欧阳芳', '李　丽', '李丽', '买买提·阿里', '王伟', '张伟强'];
const PLACES = ['一厂', '一厂/甲', '一厂/甲/1', '一厂2/甲', '二厂/乙'];
const ids = fc.integer({ min: 0, max: 24 }).map((number) => `r${number}`);
const organisations = fc.constantFrom('org-1', 'org-2', 'org-3');
const maybe = (some: fc.Arbitrary<FieldValue>): fc.Arbitrary<FieldValue> =>
  fc.oneof(
    { weight: 8, arbitrary: some },
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.constant('') },
  );

const values = fc
  .record(
    {
      who: maybe(fc.constantFrom(...NAMES)),
      no: maybe(fc.constantFrom('00123', '123', 'G7', 'G10', '0', '99')),
      paper: maybe(
        fc.constantFrom('440000199001010011', '44000019900101002X', '440000198512310013', 'E1234567'),
      ),
      phone: maybe(fc.constantFrom('13800000001', '13900000002')),
      place: maybe(fc.constantFrom(...PLACES)),
      team: maybe(fc.constantFrom(...PLACES)),
      remark: maybe(fc.constantFrom('焊接 A组', '电工')),
      state: maybe(fc.constantFrom('a', 'b')),
      tags: fc.constantFrom<FieldValue>(['x'], ['x', 'y'], [], null, ['y']),
      yes: fc.constantFrom<FieldValue>(true, false, null),
      // Half a date and a text among the money: old records and newer versions hold such things.
      born: maybe(fc.constantFrom('1990-01-01', '1985-12-31', '2000-02-29', '1990')),
      month: maybe(fc.constantFrom('2026-01', '2025-12')),
      cents: fc.constantFrom<FieldValue>(
        0,
        -5,
        120_050,
        1.5,
        '12',
        null,
        3e12,
        -2_147_483_648,
        -2_147_483_647,
      ),
      other: maybe(fc.constantFrom('r1', 'r2')),
    },
    { requiredKeys: [] },
  )
  .map((record) => record as Readonly<Record<string, FieldValue>>);

const rows: fc.Arbitrary<IndexRow> = fc.record({
  id: ids,
  organisation: organisations,
  values,
  gaps: fc.constantFrom<readonly string[]>([], ['born'], ['born', 'phone']),
  sync: fc.constantFrom<SyncState>('saved', 'backedUp', 'rejected', 'conflict'),
  voided: fc.integer({ min: 0, max: 5 }).map((number) => number === 0),
  work: fc.constantFrom(0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9),
});
const someRows = fc.array(rows, { maxLength: 12 });

const steps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('upsert' as const), rows: someRows }),
    fc.record({ kind: fc.constant('load' as const), packs: fc.array(someRows, { maxLength: 3 }) }),
    fc.record({ kind: fc.constant('remove' as const), ids: fc.array(ids, { maxLength: 6 }) }),
    // Questions between writes make the caches whose repair is to be tested.
    fc.record({ kind: fc.constant('ask' as const) }),
  ),
  { maxLength: 8 },
);

const queries: fc.Arbitrary<Query> = fc.record(
  {
    type: fc.constant('trial'),
    organisations: fc.subarray(['org-1', 'org-2', 'org-9']),
    search: fc.constantFrom(
      '',
      '伟',
      'wei',
      'ouyang',
      'oyf',
      'sx',
      'zm',
      'xie',
      '李丽',
      '阿里',
      'ali',
      '001',
      '123',
      '02x',
      'G',
      '138',
      '甲',
      'a组',
      '伟 138',
      '12',
    ),
    filters: fc.record(
      {
        state: fc.subarray<FieldValue>(['a', 'b', null]),
        tags: fc.subarray<FieldValue>(['x', 'y', null]),
        yes: fc.subarray<FieldValue>([true, false, null]),
        born: fc.subarray<FieldValue>(['1990-01-01', '1990', null]),
        '@sync': fc.subarray<FieldValue>(['saved', 'conflict']),
        '@gap': fc.subarray<FieldValue>(['phone', null]),
        nowhere: fc.subarray<FieldValue>(['?', null]),
      },
      { requiredKeys: [] },
    ),
    node: fc.constantFrom('', '一厂', '一厂/甲', '三厂'),
    treeField: fc.constantFrom('place', 'team', 'nowhere'),
    ranges: fc.constantFrom(
      {},
      { born: { from: '1986-01-01' } },
      { born: { from: '1990', to: '1999-12-31' } },
      { cents: { from: 0, to: 200_000 } },
      { no: { to: '2' } },
      { month: { from: '2025-12', to: '2025-12' } },
    ),
    sort: fc.record(
      {
        field: fc.constantFrom('who', 'no', 'born', 'cents', 'state', 'place', 'nowhere', 'month', 'yes'),
        descending: fc.boolean(),
      },
      { requiredKeys: ['field'] },
    ),
    includeVoided: fc.boolean(),
  },
  { requiredKeys: ['type'] },
);

function agree(index: WarmableIndex, oracle: Oracle, query: Query): void {
  const expected = oracle.found(query);
  const page = index.query(query, 0, 1_000);
  expect(page.total).toBe(expected.length);
  expect(page.all).toBe(oracle.scope(query).length);
  expect(new Map(page.rows.map((row) => [row.id, row]))).toEqual(
    new Map(expected.map((row) => [row.id, row])),
  );
  const ids = page.rows.map((row) => row.id);
  expect(index.ids(query)).toEqual(ids);
  expect(index.query(query, 1, 2).rows.map((row) => row.id)).toEqual(ids.slice(1, 3));

  const { field, descending = false } = query.sort ?? definition.defaultSort;
  const cells = page.rows.map((row) => cell(row, field));
  const filled = cells.filter((value) => !blank(value));
  expect(cells.slice(0, filled.length)).toEqual(filled);
  if (['born', 'cents', 'state', 'month'].includes(field)) {
    // The odd ones of another type or form come after the regular ones.
    const order = (value: unknown): number =>
      typeof value === 'number' ? 0 : String(value).length === 4 || field === 'cents' ? 2 : 1;
    const sorted = [...filled].sort(
      (a, b) => order(a) - order(b) || ((a ?? 0) < (b ?? 0) ? -1 : (a ?? 0) > (b ?? 0) ? 1 : 0),
    );
    expect(filled).toEqual(descending ? sorted.reverse() : sorted);
  }

  for (const counted of [
    'state',
    'tags',
    'yes',
    'born',
    'cents',
    'who',
    '@gap',
    '@sync',
    '@organisation',
    'nowhere',
  ]) {
    const counts = index.counts(query, counted);
    const found = new Map(counts.map(({ value, count }) => [JSON.stringify(value), count]));
    expect(found.size).toBe(counts.length);
    expect(found).toEqual(oracle.counts(query, counted));
  }
  expect(flat(index.tree(query))).toEqual(oracle.tree(query));
}

function agreeOnRows(index: WarmableIndex, oracle: Oracle): void {
  const all = [...oracle.rows.values()];
  expect(index.size).toBe(all.length);
  for (const { row, unit, slot } of all) {
    expect(index.get(row.id)).toEqual(row);
    expect(index.place(row.id)).toEqual({ unit, slot });
  }
  expect(index.get('nobody')).toBeUndefined();
  expect(index.place('nobody')).toBeUndefined();
  const count = (test: (row: IndexRow) => boolean): number => all.filter(({ row }) => test(row)).length;
  expect(index.syncCounts()).toEqual({
    saved: count((row) => row.sync === 'saved'),
    backedUp: count((row) => row.sync === 'backedUp'),
    rejected: count((row) => row.sync === 'rejected'),
    conflict: count((row) => row.sync === 'conflict'),
    work: count((row) => row.work > 0),
  });
  for (const organisation of ['org-1', 'org-2']) {
    const open = all.map(({ row }) => row).filter((row) => row.organisation === organisation && row.work > 0);
    const taken = index.openWork(organisation, 100);
    expect(new Set(taken)).toEqual(new Set(open.map((row) => row.id)));
    const works = taken.map((id) => oracle.rows.get(id)?.row.work ?? 0);
    expect(works).toEqual([...works].sort((a, b) => a - b));
    expect(index.openWork(organisation, 2)).toEqual(taken.slice(0, 2));
  }
  for (const rung of [...definition.identity, ['born', 'state'], ['who']]) {
    for (const { row } of all) {
      const wanted = Object.fromEntries(rung.map((field) => [field, row.values[field] ?? null]));
      const empty = rung.some((field) => blank(row.values[field]));
      const same = all
        .map((entry) => entry.row)
        .filter((one) => !one.voided && rung.every((field) => one.values[field] === row.values[field]));
      expect(new Set(index.match(undefined, wanted))).toEqual(
        new Set(empty ? [] : same.map((one) => one.id)),
      );
      const near = same.filter((one) => one.organisation === 'org-1');
      expect(new Set(index.match('org-1', wanted))).toEqual(new Set(empty ? [] : near.map((one) => one.id)));
    }
  }
}

describe('the index against a filter over an array', () => {
  it('answers alike after any upserts, loads and removes', () => {
    fc.assert(
      fc.property(steps, fc.array(queries, { minLength: 1, maxLength: 3 }), (history, asked) => {
        const index = createRecordIndex(definition);
        const oracle = new Oracle(definition);
        let unit = 0;
        for (const step of history) {
          unit += 1;
          if (step.kind === 'upsert') {
            index.upsert(unit, step.rows);
            oracle.put(unit, step.rows);
          } else if (step.kind === 'load') {
            const packs = step.packs.map((pack) => ({ unit: (unit += 1), rows: pack }));
            expect(
              index.load(packs.map((pack) => ({ unit: pack.unit, pack: packRows(definition, pack.rows) }))),
            ).toEqual([]);
            for (const pack of packs) oracle.put(pack.unit, pack.rows);
          } else if (step.kind === 'remove') {
            index.remove(step.ids);
            for (const id of step.ids) oracle.rows.delete(id);
          } else {
            for (const query of asked) agree(index, oracle, query);
            agreeOnRows(index, oracle);
          }
        }
        for (const query of asked) agree(index, oracle, query);
        agreeOnRows(index, oracle);
      }),
      { numRuns: 250 },
    );
  }, 120_000);
});
