import { unread, valueOf } from './parsed.ts';
import type { Parsed } from './parsed.ts';

function numberOf(text: string): number | undefined {
  const bare = text.normalize('NFKC').replace(/[,\s¥￥元人个次户]/g, '');
  return /^-?\d+(\.\d+)?$/.test(bare) ? Number(bare) : undefined;
}

export function parseInteger(text: string, label: string): Parsed {
  const value = numberOf(text);
  return value !== undefined && Number.isSafeInteger(value)
    ? valueOf(value)
    : unread(text, `“${label}”不是整数，没有导入。`);
}

/** Sheets write yuan; we keep cents, so that sums are exact. */
export function parseMoney(text: string, label: string): Parsed {
  const value = numberOf(text);
  if (value === undefined) return unread(text, `“${label}”不是金额，没有导入。`);
  const cents = Math.round(value * 100);
  return Number.isSafeInteger(cents) ? valueOf(cents) : unread(text, `“${label}”不是金额，没有导入。`);
}
