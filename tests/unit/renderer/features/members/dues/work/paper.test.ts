import { expect, it } from 'vitest';
import { duesPaper } from '../../../../../../../renderer/features/members/dues/work/paper.ts';
import { openSheets } from '../../../../../../../renderer/records/import/readers/open.ts';
import { defaultLimits } from '../../../../../../../renderer/records/import/readers/port.ts';
import { valueOf } from '../../../../records/import/support.ts';

it('会费缴纳明细表 has base, 0.5 % and paid of each month in use, and sums to the right and below', async () => {
  const bytes = duesPaper(2026, [
    {
      name: '甲测试',
      employeeNo: '00001',
      base09: 308_600,
      due09: 1540,
      paid09: 1540,
      base11: 308_600,
      due11: 1540,
    },
    { name: '乙样例', employeeNo: '00002', agreed: 2000, paid11: 500, exemptMonths: ['09'] },
  ]);
  const source = valueOf(await openSheets(new Blob([bytes]), defaultLimits));
  const rows: string[][] = [];
  for await (const batch of source.rows(0))
    for (const row of batch) rows.push(row.cells.map((cell) => cell.text));
  expect(source.sheets[0]?.name).toBe('2026 年会费缴纳明细表');
  expect(rows[0]).toEqual([
    ...[
      '序号',
      '工号',
      '姓名',
      '9月基数',
      '9月应缴（0.5%）',
      '9月已缴',
      '11月基数',
      '11月应缴（0.5%）',
      '11月已缴',
    ],
    ...['应缴合计', '已缴合计', '欠缴合计'],
  ]);
  expect(rows[1]).toEqual([
    '1',
    '00001',
    '甲测试',
    '3086',
    '15.4',
    '15.4',
    '3086',
    '15.4',
    '',
    '30.8',
    '15.4',
    '15.4',
  ]);
  expect(rows[2]).toEqual(['2', '00002', '乙样例', '', '0', '', '', '20', '5', '20', '5', '15']);
  expect(rows[3]?.slice(2)).toEqual([
    '合计',
    '3086',
    '15.4',
    '15.4',
    '3086',
    '35.4',
    '5',
    '50.8',
    '20.4',
    '30.4',
  ]);
});
