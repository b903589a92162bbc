import { isRealDate } from '../../../../domain/rules/calendar.ts';
import { dateOfSerial } from '../readers/numbers.ts';
import { unread } from './parsed.ts';
import type { Parsed } from './parsed.ts';
import type { Cell } from '../readers/port.ts';

const openEnded = /^(长期|至今|无固定期限|无期限|永久|不限)$/;

/** A date as HR writes it (clerks.md 2.5). A day that never was is refused; what is no date is left out and named. */
export function parseDate(cell: Cell, label: string): Parsed {
  if (cell.kind === 'date') return real(label, ...partsOf(cell.text));
  const text = cell.text
    .normalize('NFKC')
    .replace(/[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/, '')
    .replace(/\s+/g, '')
    .replace(/(?<=\d)[.。]$/, '')
    .replace(/(?:\(|)星期.(?:\)|)$/, '');
  if (openEnded.test(text)) return unread(text, `“${label}”写的是“${text}”，没有具体日期，没有导入。`);
  if (cell.kind === 'number' && /^\d{4}\.1$/.test(text)) {
    return unread(text, `“${label}”写的是 ${text}，分不清是 1 月还是 10 月，没有导入。`);
  }
  return parseText(text, label) ?? unread(text, `“${label}”写的不是日期，没有导入。`);
}

function partsOf(iso: string): readonly [number, number, number] {
  return [Number(iso.slice(0, 4)), Number(iso.slice(5, 7)), Number(iso.slice(8, 10))];
}

type Shape = readonly [RegExp, (parts: readonly number[], label: string) => Parsed | undefined];

const shapes: readonly Shape[] = [
  [
    /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?$/,
    ([y = 0, m = 0, d = 0], label) => real(label, y, m, d),
  ],
  [/^(\d{4})[-./年](\d{1,2})月?$/, ([y = 0, m = 0], label) => month(label, y, m)],
  [/^(\d{4})(\d{2})(\d{2})$/, ([y = 0, m = 0, d = 0], label) => real(label, y, m, d)],
  [/^((?:19[5-9]|20[0-4])\d)(\d{2})$/, ([y = 0, m = 0], label) => month(label, y, m)],
  [/^(\d{2})(\d{2})(\d{2})$/, ([y = 0, m = 0, d = 0], label) => real(label, century(y), m, d)],
  [
    /^(\d{2})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?$/,
    ([y = 0, m = 0, d = 0], label) => real(label, century(y), m, d),
  ],
  [/^(\d{1,2})[-./](\d{1,2})[-./](\d{4})$/, ([a = 0, b = 0, y = 0], label) => american(label, a, b, y)],
  [/^(\d{5})(?:\.\d+)?$/, ([serial = 0], label) => fromSerial(serial, label)],
];

function parseText(text: string, label: string): Parsed | undefined {
  for (const [pattern, read] of shapes) {
    const match = pattern.exec(text);
    if (match) return read(match.slice(1).map(Number), label);
  }
  return undefined;
}

function iso(year: number, monthOfYear: number, day: number): string {
  return `${year}-${String(monthOfYear).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function real(label: string, year: number, monthOfYear: number, day: number): Parsed {
  if (!isRealDate(year, monthOfYear, day)) return impossible(label);
  return { kind: 'value', value: iso(year, monthOfYear, day) };
}

function month(label: string, year: number, monthOfYear: number): Parsed {
  if (!isRealDate(year, monthOfYear, 1)) return impossible(label);
  const notice = `“${label}”只有年月，记作当月 1 日。`;
  return { kind: 'value', value: iso(year, monthOfYear, 1), monthOnly: true, notice };
}

/** `9/1/2019`: month first, as the programs that write it this way do; a first part above 12 is a day. */
function american(label: string, first: number, second: number, year: number): Parsed {
  if (first > 12) return real(label, year, second, first);
  const parsed = real(label, year, first, second);
  return parsed.kind === 'value' && first !== second && second <= 12
    ? { ...parsed, notice: `“${label}”按“月/日/年”读，请看一眼对不对。` }
    : parsed;
}

/** Two-digit years: 19 is 2019, 85 is 1985. */
function century(year: number): number {
  return year < 50 ? 2000 + year : 1900 + year;
}

/** A date cell whose format was lost shows its serial number (43709); below 1927 it is more likely some other number. */
function fromSerial(serial: number, label: string): Parsed | undefined {
  if (serial < 10_000) return undefined;
  const date = dateOfSerial(serial, false);
  return date === undefined ? undefined : real(label, ...partsOf(date));
}

function impossible(label: string): Parsed {
  return { kind: 'refuse', message: `“${label}”不是一个真实的日期。请改好这一格再导入。` };
}
