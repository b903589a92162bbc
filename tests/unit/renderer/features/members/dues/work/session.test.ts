import { describe, expect, it } from 'vitest';
import { valueOf } from '../../../../records/import/support.ts';
import { joined, loaded, office } from './support.ts';

const all = { group: 'paying', words: '' } as const;
const year = (memberId: string, more: Record<string, number | string>) => ({ memberId, year: 2026, ...more });

describe('the dues of a month', () => {
  it('count who owes, what, and what is still owed since the first month entered', async () => {
    const books = office();
    books.add(
      'duesYear',
      'y1',
      year('m1', { base09: 308_600, due09: 1540, paid09: 1540, base10: 308_600, due10: 1540 }),
    );
    books.add('duesYear', 'y2', year('m2', { base10: 400_000, due10: 2000, paid10: 2000 }));
    const { figures, rows } = await loaded(books, '2026-10');
    expect(figures).toMatchObject({
      since: '2026-09',
      people: { paying: 3, paid: 1, owing: 3, noBase: 1 },
      due: 3540,
      paid: 2000,
      owed: 1540,
      owedNow: 1540,
      doubled: 0,
    });
    expect(rows.map(({ name, months, cents, unknown }) => [name, months, cents, unknown])).toEqual([
      ['甲测试', 1, 1540, 0],
      ['乙样例', 1, 0, 1],
      ['丙演示', 2, 0, 2],
    ]);
  });

  it('owe nothing before anything was entered', async () => {
    const { figures } = await loaded(office(), '2026-10');
    expect(figures.people).toEqual({ paying: 3, paid: 0, owing: 0, noBase: 3 });
    expect(figures.since).toBeUndefined();
  });

  it('list somebody who left with arrears, without counting them among those who owe for the month', async () => {
    const books = office();
    const gone = { ...joined, employmentState: '9', leaveDate: '2026-09-15' };
    books.add('member', 'm7', { name: '庚样例', employeeNo: '00007', ...gone });
    books.add('duesYear', 'y7', year('m7', { base09: 300_000, due09: 1500 }));
    const { session, figures } = await loaded(books, '2026-10');
    expect(figures.people.paying).toBe(3);
    const owing = session.rows({ group: 'owing', words: '00007' }, 0, 10);
    expect(owing).toMatchObject([{ name: '庚样例', months: 1, cents: 1500, pays: false }]);
  });

  it('never count a payment twice where two PCs began the same year, and say so', async () => {
    const books = office();
    books.add(
      'duesYear',
      'y2',
      year('m1', { base10: 400_000, due10: 2000, paid10: 2000, base09: 300_000, due09: 1500, paid09: 1400 }),
    );
    books.add('duesYear', 'y1', year('m1', { base10: 400_000, due10: 2000, paid10: 2000 }));
    books.add('duesYear', 'y0', year('m1', { paid10: 9900 }), true);
    const { session, figures } = await loaded(books, '2026-10');
    expect(figures).toMatchObject({ doubled: 1, paid: 2000, since: '2026-09' });
    expect(session.rows({ group: 'paid', words: '' }, 0, 1)).toMatchObject([{ months: 1, cents: 100 }]);
    expect(session.recordIds({ group: 'paid', words: '' }, 2026)).toEqual(['y1']);
  });

  it('owe over the turn of a year; the year before the last one stays out of it', async () => {
    const books = office();
    for (const [at, of] of [2024, 2025, 2026].entries())
      books.add('duesYear', `y${at}`, { memberId: 'm1', year: of, base12: 308_600, due12: 1540 });
    const { figures, rows } = await loaded(books, '2026-01');
    expect(figures.since).toBe('2025-12');
    expect(rows[0]).toMatchObject({ months: 2, cents: 1540, unknown: 1 });
  });

  it('are found by number, name and department, in the order of the numbers', async () => {
    const { session } = await loaded(office(), '2026-10');
    expect(session.ids(all)).toEqual(['m1', 'm2', 'm3']);
    expect(session.ids({ group: 'paying', words: '样例' })).toEqual(['m2']);
    expect(session.count({ group: 'paying', words: '0000 演示' })).toBe(1);
  });
});

describe('登记已缴', () => {
  const wish = { month: '2026-10', method: '2', receipt: 'A-17', paidOn: '2026-10-31' } as const;
  const books = () => {
    const made = office();
    made.add(
      'duesYear',
      'y1',
      year('m1', { base09: 308_600, due09: 1540, base10: 308_600, due10: 1540, paid10: 540 }),
    );
    made.add('duesYear', 'y2', year('m2', { agreed: 2000, paid09: 2000 }));
    return made;
  };

  it('takes what each owes for the month, as one act with a word of its own, and names who was left out', async () => {
    const store = books();
    const { session } = await loaded(store, '2026-10');
    const ids = ['m1', 'm2', 'm3', 'm4'];
    const outcome = valueOf(await session.register(store, { ...wish, ids, months: 'this' }));
    expect(outcome).toMatchObject({ people: 2, cents: 1000 + 2000 });
    expect(outcome.skipped.map(({ id }) => id)).toEqual(['m3', 'm4']);
    expect(store.begun).toMatchObject([{ type: 'duesYear', act: '登记 2026-10 会费已缴', rows: 2 }]);
    expect(store.years()).toMatchObject([
      { paid10: 1540, method10: '2', receipt10: 'A-17', paidOn10: '2026-10-31' },
      { due10: 2000, paid10: 2000 },
    ]);
    expect(store.years()[0]).not.toHaveProperty('paid09');
    expect((await session.load(store, '2026-10')).owedNow).toBe(0);
  });

  it('takes the months before as well when told to', async () => {
    const store = books();
    const { session } = await loaded(store, '2026-10');
    const outcome = valueOf(await session.register(store, { ...wish, ids: ['m1'], months: 'all' }));
    expect(outcome.cents).toBe(1540 + 1000);
    expect((await session.load(store, '2026-10')).owed).toBe(2000);
  });

  it('writes nothing where nobody owes anything that can be computed', async () => {
    const store = books();
    const { session } = await loaded(store, '2026-10');
    const outcome = valueOf(await session.register(store, { ...wish, ids: ['m3'], months: 'all' }));
    expect(outcome.act).toBeUndefined();
    expect(outcome.skipped[0]?.message).toContain('没有工资基数');
    expect(store.begun).toEqual([]);
  });
});
