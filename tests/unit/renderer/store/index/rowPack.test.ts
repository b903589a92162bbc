import { describe, expect, it } from 'vitest';
import type { IndexRow } from '../../../../../renderer/store/index/port.ts';
import { createRecordIndex } from '../../../../../renderer/store/index/recordIndex.ts';
import { packRows } from '../../../../../renderer/store/index/rowPack.ts';
import { definition, row } from './testDefinition.ts';

const sample: readonly IndexRow[] = [
  row('0190a3c2-1111-7abc-8def-0123456789ab', {
    who: '欧阳·𠮷',
    no: '00123',
    paper: '44000019900101002X',
    place: '一厂/甲',
    tags: ['x', 'y'],
    yes: true,
    born: '1990-01-01',
    month: '2026-11',
    cents: 120_050,
  }),
  row(
    '0190a3c2-2222-7abc-8def-0123456789ab',
    { who: '甲测试', tags: [], yes: false, born: '1990', cents: -1.5 },
    { work: 7, gaps: ['phone'] },
  ),
  row(
    '0190a3c2-3333-7abc-8def-0123456789ab',
    { who: '', no: null, place: null, born: null },
    { voided: true, sync: 'rejected' },
  ),
];

function loaded(rows: readonly IndexRow[]) {
  const index = createRecordIndex(definition);
  expect(index.load([{ unit: 3, pack: packRows(definition, rows) }])).toEqual([]);
  return index;
}

describe('a pack', () => {
  it('gives every row back as it went in', () => {
    const index = loaded(sample);
    expect(sample.map(({ id }) => index.get(id))).toEqual(sample);
    expect(sample.map(({ id }) => index.place(id))).toEqual([0, 1, 2].map((slot) => ({ unit: 3, slot })));
  });

  it('takes ids that are not UUIDs, no rows at all, and values that begin with an invisible mark', () => {
    const strange = [row('a'), row('B-2', { who: '\ufeff王', no: '\ufeff', remark: '尾' }), row('长')];
    expect(strange.map(({ id }) => loaded(strange).get(id))).toEqual(strange);
    expect(loaded([]).size).toBe(0);
  });

  it('keeps the other values straight when one holds half a character', () => {
    const index = loaded([row('a', { who: '\ud842', no: '1' }), row('b', { who: '王', no: '2' })]);
    expect(index.get('b')?.values).toEqual({ who: '王', no: '2' });
    expect(index.get('a')?.values['no']).toBe('1');
  });

  it('leaves out fields that no list, search or match needs', () => {
    expect(loaded([row('a', { who: '王', unseen: '长文', unknown: 1 })]).get('a')?.values).toEqual({
      who: '王',
    });
  });

  it('is far smaller than its JSON', () => {
    const many = Array.from({ length: 250 }, (_, at) => ({
      ...(sample[0] as IndexRow),
      id: `0190a3c2-1111-7abc-8def-${String(at).padStart(12, '0')}`,
    }));
    expect(packRows(definition, many).length * 3).toBeLessThan(JSON.stringify(many).length);
  });

  it('may lie anywhere in a larger buffer', () => {
    const pack = packRows(definition, sample);
    const larger = new Uint8Array(pack.length + 3);
    larger.set(pack, 3);
    const index = createRecordIndex(definition);
    expect(index.load([{ unit: 1, pack: larger.subarray(3) }])).toEqual([]);
    expect(index.size).toBe(3);
  });
});

describe('packs on loading', () => {
  it('let the later one win for a record that lies in two', () => {
    const index = createRecordIndex(definition);
    const first = packRows(definition, [row('a', { who: '旧名' }), row('b', { who: '不变' })]);
    const second = packRows(definition, [row('a', { who: '新名' })]);
    index.load([
      { unit: 1, pack: first },
      { unit: 2, pack: second },
    ]);
    expect(index.size).toBe(2);
    expect(index.get('a')?.values['who']).toBe('新名');
    expect(index.place('a')).toEqual({ unit: 2, slot: 0 });
    expect(index.place('b')).toEqual({ unit: 1, slot: 1 });
  });

  it('are named by position when damaged, each flipped byte and each cut, and the rest is read', () => {
    const good = packRows(definition, [row('good', { who: '王' })]);
    const pack = packRows(definition, sample);
    for (let at = 0; at < pack.length; at += 1) {
      const flipped = pack.slice();
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
      const index = createRecordIndex(definition);
      const answer = index.load(
        [flipped, good, pack.slice(0, at)].map((bytes, unit) => ({ unit, pack: bytes })),
      );
      expect(answer, `byte ${at}`).toEqual([0, 2]);
      expect(index.size).toBe(1);
    }
  });

  it('of an older definition are refused, not misread', () => {
    const { no: _, ...fewer } = definition.fields;
    const older = {
      ...definition,
      fields: fewer,
      identity: [['paper']],
      list: [],
      defaultSort: { field: 'who' },
    };
    const index = createRecordIndex(definition);
    expect(index.load([{ unit: 1, pack: packRows(older, sample) }])).toEqual([0]);
    expect(index.size).toBe(0);
  });
});
