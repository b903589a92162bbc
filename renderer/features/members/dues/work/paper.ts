import { accountOf, monthNumbers } from '../../../../../domain/records/dues/months.ts';
import type { RecordData } from '../../../../../domain/records/definition.ts';
import { owedFor } from '../../../../../domain/rules/dues.ts';
import { writeXlsx } from '../../../../records/export/writeXlsx.ts';
import type { ExportColumn } from '../../../../records/export/xlsxParts.ts';

type Cell = string | number | null;

/**
 * 会费缴纳明细表: per person the base, 0.5 % of it and what was paid, month by month, with sums to the right and below.
 * Money in yuan. Months in which nobody has anything are left out.
 */
export function duesPaper(year: number, records: readonly RecordData[]): Uint8Array<ArrayBuffer> {
  const accounts = records.map((data) => monthNumbers.map((month) => accountOf(data, month)));
  const used = monthNumbers.flatMap((_, at) =>
    accounts.some((each) => each[at]?.base !== undefined || each[at]?.paid !== undefined) ? [at] : [],
  );
  const money = (header: string): ExportColumn => ({ header, width: 12, kind: 'money' });
  const columns: ExportColumn[] = [
    { header: '序号', width: 6, kind: 'number' },
    { header: '工号', width: 12, kind: 'text' },
    { header: '姓名', width: 12, kind: 'text' },
    ...used.flatMap((at) => [
      money(`${at + 1}月基数`),
      money(`${at + 1}月应缴（0.5%）`),
      money(`${at + 1}月已缴`),
    ]),
    money('应缴合计'),
    money('已缴合计'),
    money('欠缴合计'),
  ];
  const sums = new Array<number>(columns.length).fill(0);
  const lines = accounts.map((each, line): readonly Cell[] => {
    const [due, paid, owed] = [0, 0, 0].map(() => ({ cents: 0 })) as [Sum, Sum, Sum];
    const cells = used.flatMap((at) => {
      const account = each[at];
      const wanted = account?.exempt === true ? 0 : account?.due;
      due.cents += wanted ?? 0;
      paid.cents += account?.paid ?? 0;
      const rest = account === undefined ? 0 : owedFor(account);
      owed.cents += rest === 'unknown' ? 0 : rest;
      return [account?.base, wanted, account?.paid];
    });
    const amounts = [...cells, due.cents, paid.cents, owed.cents];
    for (const [at, cents] of amounts.entries()) sums[at + 3] = (sums[at + 3] ?? 0) + (cents ?? 0);
    const data = records[line] ?? {};
    return [line + 1, textOf(data, 'employeeNo'), textOf(data, 'name'), ...amounts.map(yuan)];
  });
  const total: readonly Cell[] = [null, null, '合计', ...sums.slice(3).map(yuan)];
  return writeXlsx({
    name: `${year} 年会费缴纳明细表`,
    columns,
    rows: [...lines, total],
    frozenColumns: 3,
  });
}

interface Sum {
  cents: number;
}

const yuan = (cents: number | undefined): number | null => (cents === undefined ? null : cents / 100);

function textOf(data: RecordData, key: string): string {
  const value = data[key];
  return typeof value === 'string' ? value : '';
}
