import { describe, expect, it } from 'vitest';
import { definition } from '../../../../../../../domain/records/types/duesYear.ts';
import { validateRecord } from '../../../../../../../domain/records/validate.ts';
import { openSheets } from '../../../../../../../renderer/records/import/readers/open.ts';
import { defaultLimits } from '../../../../../../../renderer/records/import/readers/port.ts';
import { PayrollSession } from '../../../../../../../renderer/features/members/dues/work/payroll.ts';
import { toXlsx } from '../../../../../../../scripts/fixtures/workbook.ts';
import { errorOf, valueOf } from '../../../../records/import/support.ts';
import { office, payroll, verdictsOf } from './support.ts';

const headers = ['序号', '工号', '姓名', '岗位工资', '奖金', '代扣会费', '实发'];
const base = 3;
const row = (number: string, name: string, wage: string, dues: string): readonly string[] => [
  '1',
  number,
  name,
  wage,
  '9999',
  dues,
  '8888',
];

describe('a payroll', () => {
  it('has no base before somebody chooses one, finds 会费 by its header, and reads nothing else', async () => {
    const session = new PayrollSession('o1', openSheets);
    const bytes = toXlsx({ headers, rows: [row('00001', '甲测试', '3086.00', '15.40')] });
    const preview = valueOf(await session.openFile(new Blob([bytes]), '工资.xlsx'));
    expect(preview.uses).toEqual({ employeeNo: 1, name: 2, paid: 5 });
    const chosen = valueOf(session.setUse('base', base));
    expect(chosen.uses.base).toBe(base);
    expect(valueOf(session.setUse('base', 6)).uses).toEqual({ employeeNo: 1, name: 2, paid: 5, base: 6 });
    expect(valueOf(await session.check(office(), '2026-10')).unread).toEqual(['序号', '岗位工资', '奖金']);
  });

  it('is not compared before it is known what and who', async () => {
    const session = new PayrollSession('o1', openSheets);
    const bytes = toXlsx({
      headers: ['姓名', '基本工资'],
      rows: [
        ['甲测试', '3000'],
        ['乙样例', '3000'],
      ],
    });
    valueOf(await session.openFile(new Blob([bytes]), '工资.xlsx'));
    expect(errorOf(await session.check(office(), '2026-10')).code).toBe('noAmount');
    valueOf(session.setUse('base', 1));
    expect(errorOf(await session.check(office(), '2026-10')).code).toBe('nobody');
  });

  it('gives every row one verdict, and names the people who pay no dues', async () => {
    const books = office();
    const { session, report } = await payroll(
      books,
      headers,
      [
        row('00001', '甲测试', '3086.00', '15.40'),
        row('00002', '乙样例', '4,000', '19.50'),
        row('00004', '丁假名', '3000', '0'),
        row('00005', '戊试填', '3000', ''),
        row('00006', '己测试', '3000', ''),
        row('09999', '癸外人', '3000', '15.00'),
        row('00003', '别的人', '3000', '15.00'),
        row('00001', '甲测试', '3086.00', '15.40'),
        row('00003', '丙演示', '面议', ''),
        ['合计', '', '', '30000', '1', '2', '3'],
      ],
      '2026-10',
      { base },
    );
    expect(verdictsOf(session)).toEqual({
      2: 'ready',
      3: 'differs',
      4: 'notMember',
      5: 'notMember',
      6: 'notMember',
      7: 'notFound',
      8: 'refused',
      9: 'refused',
      10: 'refused',
    });
    expect(report).toMatchObject({ rows: 9, skipped: 1, people: 2, due: 1540 + 2000, paid: 1540 + 1950 });
    const said = (verdict: 'notMember' | 'refused') =>
      session.rows(verdict, 0, 10).map((line) => line.message ?? '');
    expect(said('notMember')).toEqual([
      '还没有入会，不缴会费。',
      '会籍保留期间不缴会费。',
      '这个月还没有入会，不缴会费。',
    ]);
    expect(said('refused')[1]).toContain('第 2 行');
    expect(session.rows('differs', 0, 1)[0]?.message).toBe('少扣 0.50，算欠缴。');
    expect(books.years()).toEqual([]);
  });

  it('writes base, due and what was taken, one record a person and year, each of them possible', async () => {
    const books = office();
    const first = await payroll(
      books,
      headers,
      [row('00001', '甲测试', '3086.00', '15.40'), row('00002', '乙样例', '4000', '0')],
      '2026-10',
      { base },
    );
    expect(valueOf(await first.session.write(books))).toMatchObject({ created: 2, changed: 0 });
    const second = await payroll(books, headers, [row('00001', '甲测试', '5000', '25.00')], '2026-11', {
      base,
    });
    expect(valueOf(await second.session.write(books))).toMatchObject({ created: 0, changed: 1 });
    const [one, two] = books.years();
    expect(one).toEqual({
      memberId: 'm1',
      year: 2026,
      name: '甲测试',
      employeeNo: '00001',
      base10: 308_600,
      due10: 1540,
      paid10: 1540,
      method10: '1',
      base11: 500_000,
      due11: 2500,
      paid11: 2500,
      method11: '1',
    });
    // Nothing was taken: nothing is paid, and the month is owed.
    expect(two).toMatchObject({ base10: 400_000, due10: 2000 });
    expect(two).not.toHaveProperty('paid10');
    for (const data of books.years())
      expect(validateRecord(definition, data).filter((issue) => issue.severity === 'refuse')).toEqual([]);
  });

  it('never changes a month that is paid, and mends the base of one that is not', async () => {
    const books = office();
    books.add('duesYear', 'y1', { memberId: 'm1', year: 2026, base10: 300_000, due10: 1500, paid10: 1500 });
    books.add('duesYear', 'y2', { memberId: 'm2', year: 2026, base10: 300_000, due10: 1500 });
    books.add('duesYear', 'y3', { memberId: 'm3', year: 2026, paid10: 1000, method10: '2' });
    const { session } = await payroll(
      books,
      headers,
      [
        row('00001', '甲测试', '4000', '20.00'),
        row('00002', '乙样例', '4000', ''),
        row('00003', '丙演示', '4000', '20.00'),
      ],
      '2026-10',
      { base },
    );
    expect(verdictsOf(session)).toEqual({ 2: 'already', 3: 'ready', 4: 'ready' });
    valueOf(await session.write(books));
    expect(books.years()).toMatchObject([
      { base10: 300_000, due10: 1500, paid10: 1500 },
      { base10: 400_000, due10: 2000 },
      { base10: 400_000, due10: 2000, paid10: 1000, method10: '2' },
    ]);
  });

  it('takes the agreed amount in place of the rate, and carries it into a new year', async () => {
    const books = office();
    books.add('duesYear', 'y1', { memberId: 'm1', year: 2026, agreed: 3000 });
    const { session, report } = await payroll(
      books,
      headers,
      [row('00001', '甲测试', '3086.00', '30.00')],
      '2027-01',
      { base },
    );
    expect(report.counts.ready).toBe(1);
    valueOf(await session.write(books));
    expect(books.years()[1]).toMatchObject({ year: 2027, agreed: 3000, due01: 3000, paid01: 3000 });
  });

  it('gives back the rows that were not taken, as they came, with the reason behind them', async () => {
    const { session } = await payroll(
      office(),
      headers,
      [row('00001', '甲测试', '3086.00', '15.40'), row('09999', '癸外人', '3000', '15.00')],
      '2026-10',
      { base },
    );
    const bytes = valueOf(await session.refusedWorkbook());
    const back = valueOf(await openSheets(new Blob([bytes]), defaultLimits));
    const rows: string[][] = [];
    for await (const batch of back.rows(0))
      for (const each of batch) rows.push(each.cells.map((cell) => cell.text));
    expect(rows).toHaveLength(2);
    expect(rows[0]?.at(-1)).toBe('不能导入的原因');
    expect(rows[1]?.slice(1, 4)).toEqual(['09999', '癸外人', '3000']);
    expect(rows[1]?.at(-1)).toContain('花名册里没有找到这个人');
  });
});
