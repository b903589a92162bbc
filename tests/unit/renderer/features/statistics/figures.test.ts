import { describe, expect, it } from 'vitest';
import { barsOf, departmentBars, unitFigures } from '../../../../../renderer/features/statistics/figures.ts';
import type { Query } from '../../../../../renderer/store/index/port.ts';
import type { FieldValue } from '../../../../../domain/records/definition.ts';

const people = [
  { organisation: 'a', employmentState: '1', membershipStatus: '02', gap: null },
  { organisation: 'a', employmentState: '9', membershipStatus: '02', gap: 'ethnic' },
  { organisation: 'a', employmentState: '2', membershipStatus: '00', gap: 'ethnic' },
  { organisation: 'b', employmentState: '1', membershipStatus: '00', gap: null },
] as const;

const read = (person: (typeof people)[number], field: string): FieldValue =>
  field === '@organisation'
    ? person.organisation
    : field === '@gap'
      ? person.gap
      : person[field as 'employmentState'];

const store = {
  async counts(query: Query, field: string): Promise<readonly { value: FieldValue; count: number }[]> {
    const tally = new Map<FieldValue, number>();
    for (const person of people) {
      if (!(query.organisations ?? []).includes(person.organisation)) continue;
      const fits = Object.entries(query.filters ?? {}).every(
        ([key, wanted]) => key === field || wanted.includes(read(person, key)),
      );
      if (fits) tally.set(read(person, field), (tally.get(read(person, field)) ?? 0) + 1);
    }
    return [...tally].map(([value, count]) => ({ value, count }));
  },
};

describe('figures per unit', () => {
  it('counts 职工 and 会员 apart: who left their post may still be a member (K1)', async () => {
    expect(await unitFigures(store, ['a', 'b'])).toEqual([
      { organisation: 'a', workers: 2, members: 2, notMembers: 1, membersInPost: 1, gaps: 2 },
      { organisation: 'b', workers: 1, members: 0, notMembers: 1, membersInPost: 0, gaps: 0 },
    ]);
  });
});

describe('bars', () => {
  it('keep the sum whole when they do not all fit', async () => {
    const bars = await barsOf(
      store,
      { type: 'member', organisations: ['a', 'b'] },
      'employmentState',
      String,
      2,
    );
    expect(bars).toHaveLength(2);
    expect(bars.reduce((sum, bar) => sum + bar.count, 0)).toBe(people.length);
    expect(bars[1]?.name).toBe('其他 2 项');
  });

  it('take departments from the first level of the inner tree', async () => {
    const node = (name: string, count: number) => ({ path: name, name, count, children: [] });
    const tree = async () => [node('一分厂', 3), node('空部门', 0), node('二分厂', 5)];
    expect(await departmentBars({ tree }, { type: 'member' }, 10)).toEqual([
      { name: '二分厂', count: 5 },
      { name: '一分厂', count: 3 },
    ]);
  });
});
