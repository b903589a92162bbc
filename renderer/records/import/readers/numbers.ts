import { isRealDate } from '../../../../domain/rules/calendar.ts';

/** Built-in formats that show dates; 27–36 and 50–58 are the Chinese ones. */
function isBuiltInDate(id: number): boolean {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

/** Whether a number format shows a date: letters of dates outside quotes, brackets and escapes. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return isBuiltInDate(id);
  const bare = code
    .replace(/"[^"]*"/g, '')
    .replace(/\[[^\]]*\]/g, '')
    .replace(/\\./g, '')
    .replace(/_./g, '');
  if (/general/i.test(bare)) return false;
  return /[ymdh年月日]/i.test(bare);
}

/** The text of a number cell: whole numbers without exponent, fractions without binary noise (0.30000000000000004). */
export function numberText(raw: string): string {
  const text = raw.trim();
  if (/^-?\d{1,21}$/.test(text)) return text;
  const value = Number(text);
  if (!Number.isFinite(value) || text === '') return text;
  // As people read it: the program kept fifteen digits, so the ones behind them are zeros and not binary noise.
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return String(value);
  return String(Number(value.toPrecision(15)));
}

const dayMilliseconds = 86_400_000;

const two = (part: number): string => String(part).padStart(2, '0');

/** Whole days that were asked before: a roster of 100,000 has a few thousand different ones. */
const knownDays = new Map<number, string | undefined>();
const mostDays = 50_000;

/**
 * Day (and time, when there is one) of a spreadsheet's serial number. Day 60 of the 1900 system is 1900-02-29, which
 * never was: serials up to it are one day apart from the rest.
 */
export function dateOfSerial(serial: number, since1904: boolean): string | undefined {
  if (!Number.isFinite(serial) || serial < 0 || serial > 2_958_466) return undefined;
  const whole = Math.floor(serial + 1e-9);
  const iso = dayOf(since1904 ? whole + 1462 : whole);
  const minutes = Math.round((serial - whole) * 1440);
  if (iso === undefined || minutes <= 0 || minutes >= 1440) return iso;
  return `${iso} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function dayOf(days: number): string | undefined {
  if (knownDays.has(days)) return knownDays.get(days);
  const iso = computeDay(days);
  if (knownDays.size < mostDays) knownDays.set(days, iso);
  return iso;
}

function computeDay(days: number): string | undefined {
  const offset = days < 60 ? days + 1 : days;
  const date = new Date(Date.UTC(1899, 11, 30) + offset * dayMilliseconds);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  return isRealDate(year, month, day) ? `${year}-${two(month)}-${two(day)}` : undefined;
}
