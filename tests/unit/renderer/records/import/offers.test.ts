import { describe, expect, test } from 'vitest';
import { definition } from '../../../../../domain/records/types/member.ts';
import { defaultLimits } from '../../../../../renderer/records/import/readers/port.ts';
import { ImportSession } from '../../../../../renderer/records/import/session.ts';
import { inventedIdNumber } from '../../../../../scripts/fixtures/roster.ts';
import { toXlsx } from '../../../../../scripts/fixtures/workbook.ts';
import { BooksInMemory, analyse, valueOf } from './support.ts';

const headers = ['工号', '姓名', '身份证号', '在职状态'];
const number = (n: number): string => inventedIdNumber(n, true);
const rows = [
  ['001', '甲测试', number(11), '在职'],
  ['002', '乙测试', number(13), '待岗'],
];

async function opened(name?: string): Promise<ImportSession> {
  const session = new ImportSession(definition, 'org1', defaultLimits, name);
  valueOf(await session.openFile(toXlsx({ headers, rows }), '花名册.xlsx'));
  session.setCoverage({ kind: 'all' });
  return session;
}

async function written(session: ImportSession, books = new BooksInMemory()) {
  const report = valueOf(await session.analyse(books));
  valueOf(await session.run(books));
  const gaps = Object.fromEntries(report.gaps.map(({ field, count }) => [field, count]));
  return { gaps, data: books.books.map((book) => book.data) };
}

describe('what is offered for new people (整列填写, K4)', () => {
  test('the clerk sees the values in words', async () => {
    const session = await opened('演示电子有限公司工会委员会');
    expect(valueOf(session.preview()).offers).toEqual([
      { field: 'employer', label: '工作单位', shown: '演示电子有限公司', on: true },
      { field: 'workStatus', label: '就业状况', shown: '在岗', forWhom: '在职状态是在职、试用的', on: true },
    ]);
  });

  test('they fill what the sheet leaves out, 就业状况 only for who is at work, 证件类别 by the number', async () => {
    const { data, gaps } = await written(await opened('演示电子有限公司工会委员会'));
    expect(data).toMatchObject([
      { employer: '演示电子有限公司', workStatus: '1', idType: '111' },
      { employer: '演示电子有限公司', employmentState: '6', idType: '111' },
    ]);
    expect(data[1]).not.toHaveProperty('workStatus');
    expect(gaps).toMatchObject({ workStatus: 1, ethnic: 2 });
    expect(gaps).not.toHaveProperty('employer');
  });

  test('switched off, nothing is filled and the gap shows', async () => {
    const session = await opened('演示电子有限公司工会委员会');
    session.switchOffer('employer', false);
    session.switchOffer('workStatus', false);
    expect(valueOf(session.preview()).offers.map(({ on }) => on)).toEqual([false, false]);
    const { data, gaps } = await written(session);
    expect(data[0]).not.toHaveProperty('employer');
    expect(gaps).toMatchObject({ employer: 2, workStatus: 2 });
    session.switchOffer('employer', true);
    expect(valueOf(session.preview()).offers[0]?.on).toBe(true);
  });

  test('the people of a 总工会 work for many units: none is offered', async () => {
    const session = await opened('石桥街道总工会');
    expect(valueOf(session.preview()).offers.map(({ field }) => field)).toEqual(['workStatus']);
  });

  test('people of the books are left as they are', async () => {
    const books = new BooksInMemory([{ employeeNo: '001', name: '甲测试', idNumber: number(11) }]);
    await written(await opened('演示电子有限公司工会委员会'), books);
    expect(books.books[0]?.data).not.toHaveProperty('employer');
  });
});

describe('学生工 and 实习生 (K1)', () => {
  const sheet = [
    ['001', '甲测试', '正式'],
    ['002', '乙测试', '学生工'],
    ['003', '丙测试', '实习生'],
  ];

  test('are not members even where all are, with a notice and a count', async () => {
    const { session, books } = await analyse(['工号', '姓名', '用工形式'], sheet);
    session.setStartStates({ membershipStatus: '02' });
    const report = valueOf(await session.analyse(books));
    expect(report.startingOtherwise).toEqual([{ label: '学生工、实习生', count: 2 }]);
    expect(session.rows('new', 0, 9).map(({ notices }) => notices.join())).toEqual([
      '',
      expect.stringContaining('未入会'),
      expect.stringContaining('未入会'),
    ]);
    await session.run(books);
    expect(books.books.map(({ data }) => data['membershipStatus'])).toEqual(['02', '00', '00']);
  });

  test('are members where the sheet says so of them', async () => {
    const said = sheet.map((row) => [...row, '是']);
    const { session, report, books } = await analyse(['工号', '姓名', '用工形式', '是否会员'], said);
    expect(report.startingOtherwise).toEqual([]);
    await session.run(books);
    expect(books.books.map(({ data }) => data['membershipStatus'])).toEqual(['02', '02', '02']);
  });

  test('are no exception where nobody is a member', async () => {
    const { report } = await analyse(['工号', '姓名', '用工形式'], sheet);
    expect(report.startingOtherwise).toEqual([]);
    expect(report.rowsWithNotices).toBe(0);
  });
});
