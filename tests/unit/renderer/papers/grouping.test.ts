import { describe, expect, it } from 'vitest';
import { chunked, nowhere, numbered, partsOf } from '../../../../renderer/papers/grouping.ts';
import { blanks, gather } from '../../../../renderer/papers/gather.ts';
import { member, orderOf, paperNamed } from './support.ts';

const at = (department: string | null, name: string) => ({ name, department });

describe('where a paper begins anew', () => {
  it('is each unit, in the order in which the office holds them', () => {
    const organisations = ['o2', 'o1', 'o3'].map((id) => ({
      id,
      name: `${id}工会`,
      shortName: id,
      level: 'grassroots' as const,
      parentId: null,
    }));
    const row = (organisation: string, name: string) => ({ organisation, data: { name } });
    const { units, printed } = gather(paperNamed('roster'), member, organisations, [
      row('o1', '甲'),
      row('o2', '乙'),
      row('o1', '丙'),
    ]);
    expect(units.map(({ name, rows }) => [name, rows.map((each) => each['name'])])).toEqual([
      ['o2工会', ['乙']],
      ['o1工会', ['甲', '丙']],
    ]);
    expect(printed).toBe(3);
  });

  it('is each place of the tree when asked, numbers by their value and nobody forgotten', () => {
    const rows = [at('一厂/A10 线', '甲'), at(null, '乙'), at('一厂/A2 线', '丙'), at('一厂/A10 线', '丁')];
    const parts = partsOf(orderOf(rows, { cut: 'place' }));
    expect(parts.map(({ place, rows: own }) => [place, own.map((row) => row['name'])])).toEqual([
      ['一厂/A2 线', ['丙']],
      ['一厂/A10 线', ['甲', '丁']],
      [nowhere, ['乙']],
    ]);
    expect(partsOf(orderOf(rows))).toHaveLength(1);
  });

  it('leaves out whom a paper is not for, and counts them', () => {
    const rows = ['02', '00', '04', '09'].map((membershipStatus) => ({
      organisation: 'o1',
      data: { membershipStatus },
    }));
    const { printed, refused } = gather(paperNamed('certificate'), member, [], rows);
    expect([printed, refused]).toEqual([2, 2]);
  });

  it('counts pages within a run', () => {
    const pages = numbered('o1', [() => 'a', () => 'b']);
    expect(pages.map((page) => page.place)).toEqual([
      { number: 1, of: 2 },
      { number: 2, of: 2 },
    ]);
    expect(chunked([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
    expect(blanks({ id: 'o1', name: '样例厂工会' }, 3)[0]?.rows).toEqual([{}, {}, {}]);
  });
});
