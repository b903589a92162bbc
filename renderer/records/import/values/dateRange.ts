import { parseDate } from './dates.ts';
import { valueOf } from './parsed.ts';
import type { Parsed } from './parsed.ts';
import type { Cell } from '../readers/port.ts';

const day = String.raw`(?:\d{4}|\d{2})[-./年]\d{1,2}(?:[-./月]\d{1,2}[日号]?|月)?|\d{8}`;
const open = '长期|至今|无固定期限|无期限|永久|不限';
const range = new RegExp(`^(${day})(?:[-~∼〜–—―至到起]|--)+(${day}|${open})止?$`, 'u');

function halves(text: string): readonly [string, string] | undefined {
  const match = range.exec(text.normalize('NFKC').replace(/\s+/g, ''));
  return match ? [match[1] ?? '', match[2] ?? ''] : undefined;
}

/** 2023.3.1-2026.2.28, 2023年3月1日至长期: two ends in one cell. */
export function isRange(text: string): boolean {
  return halves(text) !== undefined;
}

/** Reads both ends of a cell that holds a range; any other cell is the one date it says. An impossible end refuses. */
export function parseRange(cell: Cell, label: string, to: string): Parsed {
  const ends = cell.kind === 'text' ? halves(cell.text) : undefined;
  if (!ends) return parseDate(cell, label);
  const start = parseDate({ kind: 'text', text: ends[0] }, label);
  const end = parseDate({ kind: 'text', text: ends[1] }, label);
  if (start.kind !== 'value') return start;
  if (end.kind === 'refuse') return end;
  if (end.kind !== 'value') return end.kind === 'unread' ? valueOf(start.value, end.notice) : start;
  const other = { field: to, value: end.value, monthOnly: end.monthOnly === true };
  return { ...start, other };
}
