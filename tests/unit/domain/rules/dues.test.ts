import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrearsOf, duesOf, monthAfter, nextMonth, whyNoDues } from '../../../../domain/rules/dues.ts';
import type { MembershipFacts, MonthAccount } from '../../../../domain/rules/dues.ts';

const member: MembershipFacts = { status: '02', joinDate: '2026-03-15', leftJob: false };
const nothing = (): MonthAccount => ({ exempt: false });

describe('dues of a month (工发〔1978〕1号)', () => {
  it.each([
    [308_600, 1540],
    [308_999, 1540],
    [309_000, 1545],
    [999, 0],
    [1000, 5],
    [0, 0],
    [812_655, 4060],
  ])('%i cents → %i', (base, due) => {
    expect(duesOf(base)).toBe(due);
  });

  it('are whole cents, never more than 0.5 %, and do not see the tail under ten yuan', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100_000_000 }),
        fc.integer({ min: 0, max: 999 }),
        (base, tail) => {
          const due = duesOf(base);
          expect(Number.isSafeInteger(due)).toBe(true);
          expect(due * 200).toBeLessThanOrEqual(base);
          expect(base - due * 200).toBeLessThan(1000);
          expect(duesOf(base - (base % 1000) + tail)).toBe(due);
        },
      ),
    );
  });
});

describe('who owes dues in a month', () => {
  const cases: readonly [string, Partial<MembershipFacts>, string, string | undefined][] = [
    ['a member in the month of joining', {}, '2026-03', undefined],
    ['a member before joining', {}, '2026-02', 'notYet'],
    ['a member whose day of joining nobody wrote down', { joinDate: undefined }, '2020-01', undefined],
    ['somebody who never joined', { status: '00' }, '2026-05', 'neverMember'],
    ['somebody whose application is under way', { status: '01' }, '2026-05', 'neverMember'],
    [
      'a kept membership, before it was kept',
      { status: '04', changedOn: '2026-06-30' },
      '2026-05',
      undefined,
    ],
    [
      'a kept membership, in the month of the change',
      { status: '04', changedOn: '2026-06-30' },
      '2026-06',
      'kept',
    ],
    ['a kept membership without a date', { status: '04' }, '2026-05', 'kept'],
    ['who left the union, before', { status: '05', changedOn: '2026-06-01' }, '2026-05', undefined],
    ['who left the union, since that day', { status: '05', changedOn: '2026-06-30' }, '2026-06', 'ended'],
    ['who was moved away', { status: '09', changedOn: '2026-06-30' }, '2026-07', 'ended'],
    ['who waits to be taken over elsewhere', { status: '03', changedOn: '2026-06-30' }, '2026-06', undefined],
    [
      'who left the job, for the month of leaving',
      { leftJob: true, leaveDate: '2026-06-02' },
      '2026-06',
      undefined,
    ],
    ['who left the job, after it', { leftJob: true, leaveDate: '2026-06-02' }, '2026-07', 'leftJob'],
    ['who left the job, nobody knows when', { leftJob: true }, '2026-05', 'leftJob'],
  ];
  it.each(cases)('%s', (_name, more, month, why) => {
    expect(whyNoDues({ ...member, ...more }, month)).toBe(why);
  });
});

describe('arrears', () => {
  const accounts: Readonly<Record<string, MonthAccount>> = {
    '2026-03': { due: 1540, paid: 1540, exempt: false },
    '2026-04': { due: 1540, paid: 1000, exempt: false },
    '2026-05': { due: 1545, exempt: false },
    '2026-06': { due: 1545, exempt: true },
    '2026-07': { exempt: false },
    '2026-08': { paid: 500, exempt: false },
  };
  const account = (month: string): MonthAccount => accounts[month] ?? { exempt: false };

  it('name the months and the cents, and keep apart what nobody can compute', () => {
    expect(arrearsOf(account, member, '2026-01', '2026-08')).toEqual({
      months: ['2026-04', '2026-05', '2026-07'],
      cents: 540 + 1545,
      unknown: 1,
    });
  });

  it('end with the month asked for, and go over the turn of a year', () => {
    expect(arrearsOf(account, member, '2026-03', '2026-04').cents).toBe(540);
    const asked = arrearsOf(nothing, member, '2026-11', '2027-02').months;
    expect(asked).toEqual(['2026-11', '2026-12', '2027-01', '2027-02']);
    expect(arrearsOf(nothing, member, '2026-05', '2026-04').months).toEqual([]);
  });

  it('are never less than nothing: a month paid twice pays for no other', () => {
    const month = fc.record({
      due: fc.option(fc.integer({ min: 0, max: 50_000 }), { nil: undefined }),
      paid: fc.option(fc.integer({ min: 0, max: 50_000 }), { nil: undefined }),
      exempt: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(month, { minLength: 1, maxLength: 24 }), (months) => {
        const from = '2026-03';
        const upTo = monthAfter(from, months.length - 1);
        const at = (name: string): MonthAccount =>
          months[Number(name.slice(0, 4)) * 12 + Number(name.slice(5)) - (2026 * 12 + 3)] ?? {
            exempt: false,
          };
        const found = arrearsOf(at, member, from, upTo);
        let wanted = 0;
        for (const { due, paid, exempt } of months)
          if (!exempt && due !== undefined) wanted += Math.max(0, due - (paid ?? 0));
        expect(found.cents).toBe(wanted);
        expect(found.unknown).toBeLessThanOrEqual(found.months.length);
      }),
    );
  });
});

describe('months', () => {
  it('follow each other', () => {
    expect(nextMonth('2026-12')).toBe('2027-01');
    expect(monthAfter('2026-01', -1)).toBe('2025-12');
    expect(monthAfter('2026-11', 14)).toBe('2028-01');
  });
});
