import type { ReportDefinition } from '../../../domain/records/definition.ts';
import type { ReportGroup } from '../../store/reportPort.ts';

export type Sums = Readonly<Record<string, number>>;

export function sumOf(groups: readonly ReportGroup[], columns: ReportDefinition['columns']): Sums {
  return Object.fromEntries(
    columns.map(({ key }) => [key, groups.reduce((sum, group) => sum + (group.sums[key] ?? 0), 0)]),
  );
}

/** By how much the closing differs from opening + in − out: 0 in every report that can be handed in (K28). */
export function differenceOf(sums: Sums, columns: ReportDefinition['columns']): number {
  const total = (part: string): number =>
    columns.filter((column) => column.part === part).reduce((sum, { key }) => sum + (sums[key] ?? 0), 0);
  return total('closing') - (total('opening') + total('in') - total('out'));
}

/** Months to choose from, the newest first. */
export function monthsUntil(month: string, many: number): readonly string[] {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
  return Array.from({ length: many }, (_, back) => {
    const each = at - back;
    return `${Math.floor(each / 12)}-${String((each % 12) + 1).padStart(2, '0')}`;
  });
}

/** 2026 年 11 月 */
export const monthInWords = (month: string): string =>
  `${month.slice(0, 4)} 年 ${Number(month.slice(5, 7))} 月`;

/** 10 月 26 日 */
export const dayOfMonth = (date: string): string =>
  `${Number(date.slice(5, 7))} 月 ${Number(date.slice(8, 10))} 日`;
