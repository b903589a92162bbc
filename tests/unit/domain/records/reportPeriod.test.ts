import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lastClosedMonth, monthBefore, periodOfMonth } from '../../../../domain/records/reportPeriod.ts';

const dayAfter = (date: string): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

describe('the days of a monthly report', () => {
  it('go from the day after the last closing to its own', () => {
    expect(periodOfMonth('2026-11', 25)).toEqual({ from: '2026-10-26', to: '2026-11-25', closingDay: 25 });
    expect(periodOfMonth('2027-01', 25)).toEqual({ from: '2026-12-26', to: '2027-01-25', closingDay: 25 });
  });

  it('are the calendar month where it closes on its last day, which short months have earlier', () => {
    expect(periodOfMonth('2026-12', 31)).toMatchObject({ from: '2026-12-01', to: '2026-12-31' });
    expect(periodOfMonth('2027-02', 30)).toMatchObject({ from: '2027-01-31', to: '2027-02-28' });
    expect(periodOfMonth('2027-03', 30)).toMatchObject({ from: '2027-03-01', to: '2027-03-30' });
  });

  it('leave no day out and take none twice, whatever the closing day', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2020, max: 2040 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 31 }),
        (year, number, closingDay) => {
          const month = `${year}-${String(number).padStart(2, '0')}`;
          const before = periodOfMonth(monthBefore(month), closingDay);
          expect(periodOfMonth(month, closingDay).from).toBe(dayAfter(before.to));
        },
      ),
    );
  });

  it('offers the last month that is over', () => {
    expect(lastClosedMonth('2026-11-25', 25)).toBe('2026-10');
    expect(lastClosedMonth('2026-11-26', 25)).toBe('2026-11');
    expect(lastClosedMonth('2027-01-01', 31)).toBe('2026-12');
  });
});
