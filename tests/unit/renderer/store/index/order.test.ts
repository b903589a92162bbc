import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FieldValue } from '../../../../../domain/records/definition.ts';
import { createRecordIndex } from '../../../../../renderer/store/index/recordIndex.ts';
import { definition, row } from './testDefinition.ts';

function sorted(field: string, values: readonly FieldValue[], descending = false): readonly FieldValue[] {
  const index = createRecordIndex(definition);
  index.upsert(
    1,
    values.map((value, at) => row(`r${at}`, { [field]: value })),
  );
  const query = { type: 'trial', sort: { field, descending } };
  return index.query(query, 0, values.length).rows.map((one) => one.values[field] ?? null);
}

describe('sorting', () => {
  it('orders names by pinyin, the family name read as one, and leaves blanks at the end both ways', () => {
    const names = ['张伟', '', '曾敏', '安康', '单雄', '陈一', null, '张安', '李　丽', 'Bob'];
    const filled = ['Bob', '安康', '陈一', '李　丽', '单雄', '曾敏', '张安', '张伟'];
    expect(sorted('who', names)).toEqual([...filled, '', null]);
    expect(sorted('who', names, true)).toEqual([...filled.toReversed(), '', null]);
  });

  it('orders staff numbers as people count', () => {
    expect(sorted('no', ['G10', 'G9', '100', '20', '3', 'A1'])).toEqual([
      '3',
      '20',
      '100',
      'A1',
      'G9',
      'G10',
    ]);
  });

  it('orders workshops by their numbers, written in either way', () => {
    const shops = ['十二车间', '3车间', '二车间', '二十车间', '十车间', '一车间', '办公室'];
    expect(sorted('place', shops)).toEqual([
      '一车间',
      '二车间',
      '3车间',
      '十车间',
      '十二车间',
      '二十车间',
      '办公室',
    ]);
  });

  it('orders identity numbers by character, X among them', () => {
    const numbers = ['44000019900101002X', '440000198512310013', '440000199001010021'];
    expect(sorted('paper', numbers)).toEqual([
      '440000198512310013',
      '440000199001010021',
      '44000019900101002X',
    ]);
  });

  it('orders money below and above nothing, and far beyond 32 bits', () => {
    expect(sorted('cents', [3e12, -5, 0, -3e12, 0.5])).toEqual([-3e12, -5, 0, 0.5, 3e12]);
  });

  it('gives a repaired order the same as a fresh one', () => {
    const value = fc.constantFrom<FieldValue>(
      '张伟',
      '曾敏',
      'Bob',
      '',
      null,
      '单雄',
      'E9',
      'E10',
      '007',
      '7',
      '𠮷田',
    );
    const edits = fc.array(fc.record({ id: fc.integer({ min: 0, max: 30 }), value, gone: fc.boolean() }), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(
        fc.constantFrom('who', 'no', 'place', 'paper'),
        fc.array(value, { maxLength: 20 }),
        edits,
        (field, start, changes) => {
          const repaired = createRecordIndex(definition);
          const fresh = createRecordIndex(definition);
          const query = { type: 'trial', sort: { field } };
          for (const index of [repaired, fresh])
            index.upsert(
              1,
              start.map((one, at) => row(`r${at}`, { [field]: one })),
            );
          for (const { id, value: one, gone } of changes) {
            repaired.ids(query);
            for (const index of [repaired, fresh]) {
              if (gone) index.remove([`r${id}`]);
              else index.upsert(2, [row(`r${id}`, { [field]: one })]);
            }
          }
          expect(repaired.ids(query)).toEqual(fresh.ids(query));
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('the tree and the funnels', () => {
  it('count below each place, order them as people do, and keep places that a query empties', () => {
    const index = createRecordIndex(definition);
    const places = ['二厂/10线', '二厂/9线', '二厂', '一厂', '二厂/9线/甲班', '', '三厂//丁'];
    index.upsert(
      1,
      places.map((place, at) => row(`r${at}`, { place, state: at === 3 ? 'b' : 'a' })),
    );
    const tree = index.tree({ type: 'trial', filters: { state: ['a'] } });
    expect(tree.map(({ name, count }) => [name, count])).toEqual([
      ['一厂', 0],
      ['二厂', 4],
      ['三厂', 1],
    ]);
    expect(tree[1]?.children.map(({ path, count }) => [path, count])).toEqual([
      ['二厂/9线', 2],
      ['二厂/10线', 1],
    ]);
    expect(tree[2]?.children.map(({ name }) => name)).toEqual(['丁']);
    expect(index.tree({ type: 'trial', node: '一厂' })[1]?.count).toBe(4);
    index.remove(['r3']);
    expect(index.tree({ type: 'trial' }).map(({ name }) => name)).toEqual(['二厂', '三厂']);
  });

  it('list values ascending with blanks last', () => {
    const index = createRecordIndex(definition);
    const tags: readonly FieldValue[] = [['丙', '甲'], null, ['甲'], []];
    index.upsert(
      1,
      tags.map((one, at) => row(`r${at}`, { tags: one })),
    );
    expect(index.counts({ type: 'trial' }, 'tags')).toEqual([
      { value: '丙', count: 1 },
      { value: '甲', count: 2 },
      { value: null, count: 2 },
    ]);
  });
});

describe('the outbox order', () => {
  it('stays oldest first while work is done, redone and comes out of turn', () => {
    const index = createRecordIndex(definition);
    const work = (id: number, number: number): void => index.upsert(1, [row(`r${id}`, {}, { work: number })]);
    for (let id = 0; id < 500; id += 1) work(id, id + 1);
    expect(index.openWork('org-1', 2)).toEqual(['r0', 'r1']);
    for (let id = 0; id < 480; id += 1) work(id, 0);
    work(7, 600);
    work(8, 3);
    index.remove(['r480']);
    expect(index.openWork('org-1', 3)).toEqual(['r8', 'r481', 'r482']);
    expect(index.openWork('org-1', 100).at(-1)).toBe('r7');
    expect(index.syncCounts().work).toBe(21);
    expect(index.openWork('org-2', 5)).toEqual([]);
  });
});
