import type { ReportPeriod } from './definition.ts';

const two = (part: number): string => String(part).padStart(2, '0');

const lastDayOf = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** The month before `YYYY-MM`, or so many before it. */
export function monthBefore(month: string, by = 1): string {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 - by;
  return `${Math.floor(at / 12)}-${two((at % 12) + 1)}`;
}

function closingOf(month: string, closingDay: number): number {
  return Math.min(closingDay, lastDayOf(Number(month.slice(0, 4)), Number(month.slice(5, 7))));
}

/**
 * The days of the report of a month (`YYYY-MM`): from the day after the closing of the month before to its own closing. A
 * closing day that the month does not have is its last day.
 */
export function periodOfMonth(month: string, closingDay: number): ReportPeriod {
  const before = monthBefore(month);
  const closedOn = closingOf(before, closingDay);
  const isWholeMonth = closedOn === lastDayOf(Number(before.slice(0, 4)), Number(before.slice(5, 7)));
  return {
    from: isWholeMonth ? `${month}-01` : `${before}-${two(closedOn + 1)}`,
    to: `${month}-${two(closingOf(month, closingDay))}`,
    closingDay,
  };
}

/** The last month whose closing is past on that day. */
export function lastClosedMonth(today: string, closingDay: number): string {
  const month = today.slice(0, 7);
  return periodOfMonth(month, closingDay).to < today ? month : monthBefore(month);
}
