import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RecordData } from '../../../../../domain/records/definition.ts';
import { emptiedBy, lineOfStep, linesOfJournal, targetOf } from '../../../../../domain/records/journal.ts';
import { countsAsKept, countsAsMember, movements } from '../../../../../domain/records/member/movements.ts';
import { stepFault } from '../../../../../domain/records/stepFault.ts';
import { definition } from '../../../../../domain/records/types/member.ts';

const steps = Object.entries(definition.transitions ?? {}).filter(
  ([, { field }]) => field === 'membershipStatus',
);

const dayOf = (n: number): string => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10);

/** What a step says when it happens on that day. */
const said = (date: string): RecordData => ({
  joinDate: date,
  membershipDate: date,
  membershipReason: '2',
  transferTo: '演示乙厂工会',
  joinDocument: '演〔2026〕1号',
  duesPaidUntil: '2024-01',
  persuadedDate: date,
  takeBackReason: '录错',
});

/** The record after a step, or as it was where the step is not allowed. */
function after(data: RecordData, name: string, date: string): RecordData {
  const step = definition.transitions?.[name];
  if (!step?.from.includes(String(data['membershipStatus']))) return data;
  const allowed = step.asks.filter((key) => step.only?.[key]?.includes('2') !== false);
  const fields = Object.fromEntries(allowed.map((key) => [key, said(date)[key] ?? null]));
  if (stepFault(definition, name, data, fields) !== undefined) return data;
  const line = lineOfStep(definition, name, data, fields);
  if (!line) throw new Error(name);
  return {
    ...data,
    ...emptiedBy(definition, step, data),
    ...fields,
    membershipStatus: targetOf(definition, step, data) ?? '',
    [line.field]: [...linesOfJournal(data[line.field]), line.line],
  };
}

const start: RecordData = { name: '甲测试', membershipStatus: '00' };
const run = (data: RecordData, ...taken: readonly (readonly [string, string])[]): RecordData =>
  taken.reduce((record, [name, date]) => {
    const next = after(record, name, date);
    expect(next, `${name} ${date} is allowed`).not.toBe(record);
    return next;
  }, data);
const month = (data: RecordData, text: string, closingDay?: number) => {
  const { events, ...rest } = movements(definition, data, {
    from: `${text}-01`,
    to: `${text}-31`,
    ...(closingDay === undefined ? {} : { closingDay }),
  });
  return { ...rest, events: events.map(({ kind, members, sign }) => `${kind} ${members} ${sign}`) };
};

const anyRecord = fc
  .record({
    state: fc.constantFrom('00', '01', '02', '04', '05', '06', '07', '08', '09', '10'),
    joined: fc.option(fc.integer({ min: -400, max: 30 }), { nil: undefined }),
    changed: fc.option(fc.integer({ min: -400, max: 30 }), { nil: undefined }),
    acts: fc.array(
      fc.tuple(
        fc.constantFrom(...steps.map(([name]) => name), 'takeBack', 'takeBack'),
        fc.integer({ min: -4, max: 15 }),
      ),
      { minLength: 6, maxLength: 24 },
    ),
  })
  .map(({ state, joined, changed, acts }) => {
    const imported: RecordData = {
      ...start,
      membershipStatus: state,
      ...(joined === undefined ? {} : { joinDate: dayOf(joined) }),
      ...(changed === undefined ? {} : { membershipDate: dayOf(changed) }),
    };
    let day = 0;
    return acts.reduce((data, [name, days]) => after(data, name, dayOf((day += days))), imported);
  });

describe('期末 = 期初 + 增 − 减', () => {
  test('for any legal life, any period and any closing day; one period ends where the next begins', () => {
    let counted = 0;
    fc.assert(
      fc.property(
        anyRecord,
        fc.integer({ min: -60, max: 60 }),
        fc.integer({ min: 0, max: 120 }),
        fc.integer({ min: 1, max: 31 }),
        (data, begin, length, closingDay) => {
          const [from, to, next] = [dayOf(begin), dayOf(begin + length), dayOf(begin + length + 1)];
          const { opening, closing, events } = movements(definition, data, { from, to, closingDay });
          counted += events.length;
          const sum = (key: 'members' | 'kept') => events.reduce((total, event) => total + event[key], 0);
          expect(Number(countsAsMember(closing))).toBe(Number(countsAsMember(opening)) + sum('members'));
          expect(Number(countsAsKept(closing))).toBe(Number(countsAsKept(opening)) + sum('kept'));
          const after = movements(definition, data, { from: next, to: '2030-12-31', closingDay });
          expect(after.opening).toBe(closing);
          expect(after.closing).toBe(data['membershipStatus']);
        },
      ),
      { seed: 28, numRuns: 3000 },
    );
    expect(counted).toBeGreaterThan(1000);
  });
});

describe('a movement report', () => {
  test('counts a joining in its month, and the kept apart', () => {
    const data = run(start, ['join', '2026-03-02'], ['keep', '2026-05-09']);
    expect(month(data, '2026-03')).toEqual({ opening: '00', closing: '02', events: ['入会 1 1'] });
    expect(month(data, '2026-04')).toEqual({ opening: '02', closing: '02', events: [] });
    expect(month(data, '2026-05')).toEqual({ opening: '02', closing: '04', events: ['保留 -1 1'] });
  });

  test('a counter-event of the same month leaves nothing behind, and what is done instead counts on its own day', () => {
    const wrong = run(start, ['join', '2026-05-04'], ['takeBack', '2026-05-20']);
    expect(month(wrong, '2026-05')).toEqual({ opening: '00', closing: '00', events: [] });
    const right = run(wrong, ['join', '2026-04-28']);
    expect(month(right, '2026-04').events).toEqual(['入会 1 1']);
    expect(month(right, '2026-05')).toEqual({ opening: '02', closing: '02', events: [] });
  });

  test('a counter-event of a later month counts against its column there, and a new joining from then on', () => {
    const wrong = run(start, ['join', '2026-05-04'], ['takeBack', '2026-06-03']);
    expect(month(wrong, '2026-05').events).toEqual(['入会 1 1']);
    expect(month(wrong, '2026-06')).toEqual({ opening: '02', closing: '00', events: ['入会 -1 -1'] });
    const right = run(wrong, ['join', '2026-04-28']);
    expect(month(right, '2026-04').events).toEqual([]);
    expect(month(right, '2026-06')).toEqual({
      opening: '02',
      closing: '02',
      events: ['入会 -1 -1', '入会 1 1'],
    });
  });

  test('the month of a correction ends on the closing day', () => {
    const data = run(start, ['join', '2026-05-20'], ['takeBack', '2026-05-28']);
    expect(month(data, '2026-05', 31).events).toEqual([]);
    expect(month(data, '2026-05', 25).events).toEqual(['入会 1 1', '入会 -1 -1']);
  });

  test('reads imported people by their dates, and no leaving where the day is not known', () => {
    const imported = { ...start, membershipStatus: '02', joinDate: '2026-03-02' };
    expect(month(imported, '2026-03').events).toEqual(['入会 1 1']);
    const left = { ...imported, membershipStatus: '09', membershipDate: '2026-05-02' };
    expect(month(left, '2026-05').events).toEqual(['转出 -1 1']);
    expect(month({ ...left, membershipDate: null }, '2026-05')).toEqual({
      opening: '09',
      closing: '09',
      events: [],
    });
    const later = run(imported, ['quit', '2026-06-01']);
    expect(month(later, '2026-03').events).toEqual(['入会 1 1']);
    expect(month(later, '2026-06').events).toEqual(['退会 -1 1']);
  });

  test('a death of somebody who never was a member is none of its figures', () => {
    expect(month(run(start, ['decease', '2026-05-05']), '2026-05')).toEqual({
      opening: '00',
      closing: '08',
      events: [],
    });
  });
});
