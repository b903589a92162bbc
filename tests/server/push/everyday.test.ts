import { describe, expect, it } from 'vitest';
import { operationSchema } from '../../../domain/protocol/wire.ts';
import { isEverydayCreate } from '../../../server/push/everyday.ts';

const whole = {
  kind: 'create',
  n: 7,
  type: 'member',
  id: 'r-1',
  at: '2026-11-23T08:00:00.000Z',
  schemaVersion: 1,
  data: { name: '甲测试', age: 30, migrant: false, joinDate: null },
  supersedes: 'd1.i1.3',
  act: 'a1',
};

/** Every word is given each of these in turn: what fits one is wrong for another. */
const odd: readonly unknown[] = [
  undefined,
  null,
  true,
  0,
  1,
  -1,
  1.5,
  2 ** 53,
  Number.NaN,
  Infinity,
  '',
  'a',
  'a.b',
  'a.b.c',
  'a b',
  'a\n',
  '甲',
  'x'.repeat(40),
  'x'.repeat(41),
  'x'.repeat(64),
  'x'.repeat(65),
  'x'.repeat(160),
  'x'.repeat(161),
  'x'.repeat(4001),
  'create',
  'edit',
  [],
  ['a'],
  {},
  { a: 1 },
  { a: undefined },
  { constructor: 1 },
  { '1a': 1 },
  { 'a-b': 1 },
  { a: [] },
  { a: ['x'] },
  { a: {} },
  { a: 'x'.repeat(4000) },
  { a: 'x'.repeat(4001) },
  { a: Infinity },
  { ['a'.repeat(64)]: 1 },
  { ['a'.repeat(65)]: 1 },
  { 'a\n': 1 },
  JSON.parse('{"__proto__":1}'),
];

function* variants(): Generator<unknown> {
  yield whole;
  for (const name of [...Object.keys(whole), 'more', 'toString']) {
    const { [name]: _gone, ...without } = whole as Record<string, unknown>;
    yield without;
    for (const value of odd) yield { ...whole, [name]: value };
  }
  yield* odd;
  yield JSON.parse(JSON.stringify(whole).replace('"kind"', '"__proto__":{"kind":"create"},"kind"'));
}

describe('the quick look at a create', () => {
  it('never says yes where the schema says no, and changes nothing the schema would not', () => {
    let yes = 0;
    for (const raw of variants()) {
      if (!isEverydayCreate(raw)) continue;
      yes += 1;
      const judged = operationSchema.safeParse(raw);
      expect(judged.success, JSON.stringify(raw)).toBe(true);
      expect(judged.data).toEqual(raw);
    }
    expect(yes).toBeGreaterThan(20);
  });

  it('knows the shape of every first upload, with and without the words that may be absent', () => {
    const { supersedes: _mended, act: _act, ...plain } = whole;
    expect(isEverydayCreate(whole)).toBe(true);
    expect(isEverydayCreate(plain)).toBe(true);
  });
});
