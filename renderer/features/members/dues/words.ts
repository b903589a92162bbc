import { moneyInWords } from '../../../records/ui/values.ts';
import type { DuesGroup, DuesLine } from './work/ledger.ts';

/** 2026-03 → 2026 年 3 月 */
export function monthWords(month: string): string {
  return `${month.slice(0, 4)} 年 ${Number(month.slice(5))} 月`;
}

/** Cents in a cell; nothing where nobody knows. */
export function moneyCell(cents: number | undefined): string {
  return cents === undefined ? '' : moneyInWords(cents);
}

export const groupWords: Readonly<Record<DuesGroup, string>> = {
  paying: '应缴的人',
  paid: '本月已缴',
  owing: '有欠缴',
  noBase: '没有基数',
};

/** What a sum cannot tell: months without a base are named and not guessed at. */
export function remarkOf({ unknown, exempt, pays }: DuesLine): string {
  const parts = [
    ...(exempt ? ['本月免缴'] : []),
    ...(pays ? [] : ['本月不用缴']),
    ...(unknown === 0 ? [] : [`${unknown} 个月没有基数，没算进去`]),
  ];
  return parts.join('，');
}
