import { describe, expect, it } from 'vitest';
import { createRecordIndex } from '../../../../../renderer/store/index/recordIndex.ts';
import { packRows } from '../../../../../renderer/store/index/rowPack.ts';
import type { IndexRow } from '../../../../../renderer/store/index/port.ts';
import { seeded } from '../../../../bench/indexMembers.ts';
import { blank } from './oracle.ts';
import { definition, row } from './testDefinition.ts';

/** Said slowly: every pair is looked at. */
function slowly(rows: readonly IndexRow[], fields: readonly string[]): readonly (readonly string[])[] {
  const groups = new Map<string, string[]>();
  for (const one of rows.filter(({ voided }) => !voided)) {
    const cells = fields.map((key) => (key === '@organisation' ? one.organisation : one.values[key]));
    if (cells.some(blank)) continue;
    const key = JSON.stringify(cells);
    groups.set(key, [...(groups.get(key) ?? []), one.id]);
  }
  return [...groups.values()].filter((ids) => ids.length > 1);
}

const sorted = (groups: readonly (readonly string[])[]): readonly string[] =>
  groups.map((ids) => [...ids].sort().join()).sort();

function invented(count: number): readonly IndexRow[] {
  const random = seeded(7);
  return Array.from({ length: count }, (_, at) =>
    row(
      `r${at}`,
      {
        who: `甲${random(40)}`,
        phone: random(5) === 0 ? '' : `1380000${random(400)}`,
        no: random(9) === 0 ? null : `0${random(300)}`,
        state: random(4) === 0 ? 'b' : 'a',
      },
      { organisation: `org-${random(3)}`, voided: random(8) === 0 },
    ),
  );
}

describe('groups of equal values', () => {
  const rows = invented(900);
  const index = createRecordIndex(definition);
  index.load([{ unit: 1, pack: packRows(definition, rows.slice(0, 600)) }]);
  index.upsert(2, rows.slice(600));

  it.each([[['phone']], [['who', 'phone']], [['@organisation', 'no']]] as const)(
    'are those a recount finds: %s',
    (fields) => {
      const expected = slowly(rows, fields);
      expect(expected.length).toBeGreaterThan(5);
      expect(sorted(index.twins({ type: 'trial' }, fields))).toEqual(sorted(expected));
    },
  );

  it('keep to the units and states they are asked about', () => {
    const query = { type: 'trial', organisations: ['org-1'], filters: { state: ['a'] } };
    const some = rows.filter((one) => one.organisation === 'org-1' && one.values['state'] === 'a');
    expect(sorted(index.twins(query, ['no']))).toEqual(sorted(slowly(some, ['no'])));
  });

  it('come with the largest first, and never by a field the index lacks', () => {
    const sizes = index.twins({ type: 'trial' }, ['phone']).map((ids) => ids.length);
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    expect(index.twins({ type: 'trial' }, ['phone', 'unseen'])).toEqual([]);
    expect(index.twins({ type: 'trial' }, [])).toEqual([]);
  });

  it('do not take values for equal that only run together', () => {
    const two = createRecordIndex(definition);
    two.upsert(1, [row('a', { who: '甲1', phone: '23' }), row('b', { who: '甲12', phone: '3' })]);
    expect(two.twins({ type: 'trial' }, ['who', 'phone'])).toEqual([]);
  });
});
