import { isoDateOf } from '../../../domain/rules/calendar.ts';

const weekdays = ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'];
const two = (part: number): string => String(part).padStart(2, '0');

/** Made once: finding a language's rules anew for every figure on the screen took milliseconds of every keystroke. */
const figures = new Intl.NumberFormat('zh-CN');

/** 8126 → 8,126. */
export function count(value: number): string {
  return figures.format(value);
}

/** 今天 14:05 · 昨天 17:52 · 11-20 09:40 · 2025-12-03: how clerks name a moment that has passed. */
export function whenInWords(iso: string, now: Date = new Date()): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  const clock = `${two(at.getHours())}:${two(at.getMinutes())}`;
  const day = isoDateOf(at);
  if (day === isoDateOf(now)) return `今天 ${clock}`;
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  if (day === isoDateOf(yesterday)) return `昨天 ${clock}`;
  return at.getFullYear() === now.getFullYear() ? `${day.slice(5)} ${clock}` : day;
}

/** 14:05:12, for “已暂存”. */
export function clockOf(iso: string): string {
  const at = new Date(iso);
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/** 2026 年 11 月 23 日 */
export function dayInWords(date: Date): string {
  return `${date.getFullYear()} 年 ${date.getMonth() + 1} 月 ${date.getDate()} 日`;
}

export function weekdayOf(date: Date): string {
  return weekdays[date.getDay()] ?? '';
}

/** 11 月 30 日, of a stored date or time. */
export function monthDayOf(iso: string): string {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? iso : `${at.getMonth() + 1} 月 ${at.getDate()} 日`;
}
