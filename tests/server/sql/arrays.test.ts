import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { numbersOf, wordsOf } from '../../../server/sql/arrays.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const same = <T>(value: T): T => value;

describe('arrays as text', () => {
  it('reach the database as they are, an id that is called NULL included', async () => {
    const words = ['NULL', 'null', 'a-b_C', '-', '0'];
    const rows = await database.sql.query<{ word: string }>(
      'select word from unnest($1::text::text[]) as w(word)',
      [wordsOf(words, same)],
    );
    expect(rows.map(({ word }) => word)).toEqual(words);
    const numbers = [1, null, Number.MAX_SAFE_INTEGER];
    const counted = await database.sql.query<{ n: number | null }>(
      'select n from unnest($1::text::bigint[]) as o(n)',
      [numbersOf(numbers, same)],
    );
    expect(counted.map(({ n }) => n)).toEqual(numbers);
  });

  it('may be empty', async () => {
    const rows = await database.sql.query('select word from unnest($1::text::text[]) as w(word)', [
      wordsOf([], same),
    ]);
    expect(rows).toEqual([]);
  });

  it('never hold what could end a word', () => {
    for (const word of ['a"b', 'a\\', 'a,b', '', '张']) expect(() => wordsOf([word], same)).toThrow();
  });
});
