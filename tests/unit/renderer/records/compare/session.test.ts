import { describe, expect, it } from 'vitest';
import { definition } from '../../../../../domain/records/types/member.ts';
import { openSheets } from '../../../../../renderer/records/import/readers/open.ts';
import { CompareSession } from '../../../../../renderer/records/compare/session.ts';
import { toXlsx } from '../../../../../scripts/fixtures/workbook.ts';
import { BooksInMemory, errorOf, valueOf } from '../import/support.ts';
import { idOf } from './support.ts';
import type { CompareReport } from '../../../../../renderer/records/compare/report.ts';

const member = { employmentState: '1', membershipStatus: '02' };
const books = [
  { ...member, name: '甲测试', employeeNo: '0001', idNumber: idOf(0), mobile: '17000000001' },
  { ...member, name: '乙样例', employeeNo: '0002', idNumber: idOf(1), mobile: '17000000002' },
  { ...member, name: '丙演示', employeeNo: '0003', idNumber: idOf(2), mobile: '17000000003' },
  { ...member, name: '丁假名', employeeNo: '0004', idNumber: idOf(3), membershipStatus: '00' },
];
const headers = ['工号', '姓名', '身份证号码', '手机号码', '基本工资'];
const hr = [
  ['0001', '甲测试', idOf(0), '17100000001', '5000'],
  ['0002', '乙样例', idOf(1), '17100000002', '5000'],
  ['0004', '丁假名', idOf(3), '', '5000'],
  ['0009', '戊试填', idOf(9), '17100000009', '5000'],
];

interface Compared {
  readonly session: CompareSession;
  readonly report: CompareReport;
  readonly store: BooksInMemory;
}

async function compare(rows: readonly (readonly string[])[] = hr, head = headers): Promise<Compared> {
  const store = new BooksInMemory(books);
  const session = new CompareSession(definition, 'org1');
  valueOf(await session.openFile('hr', new Blob([toXlsx({ headers: head, rows })]), '在职.xlsx'));
  return { session, store, report: valueOf(await session.compare(store)) };
}

describe('a session of 三方核对', () => {
  it('counts, reads no wages, and refuses a list in which nobody can be told from a namesake', async () => {
    const { report } = await compare();
    expect(report.rows).toEqual({ hr: 4, ours: 4 });
    expect(report.notJoined).toEqual({ all: 2, ready: 1, notInBooks: 1, registerLacks: 0 });
    expect(report.notReleased.all).toBe(1);
    expect(report.fields).toEqual([{ field: 'mobile', label: '手机', count: 2, whole: true }]);
    expect(report.unread).toContain('基本工资');
    const session = new CompareSession(definition, 'org1');
    const names = toXlsx({ headers: ['姓名', '岗位'], rows: [['甲测试', '操作工']] });
    valueOf(await session.openFile('hr', new Blob([names]), '名字.xlsx'));
    expect(errorOf(session.check('hr')).code).toBe('noNumbers');
  });

  it('takes a whole column but for what was left out, as one act', async () => {
    const { session, store } = await compare();
    const [first] = session.differences('mobile', 0, 10);
    const except = [first?.line ?? -1];
    const done = valueOf(await session.adopt(store, { from: 'hr', field: 'mobile', chosen: { except } }));
    expect(done).toMatchObject({ changed: 1, places: 1, skipped: [] });
    expect(store.books.map(({ data }) => data['mobile'] ?? null)).toEqual([
      '17000000001',
      '17100000002',
      '17000000003',
      null,
    ]);
    expect(valueOf(await session.compare(store)).differences).toBe(1);
  });

  it('never takes names and documents as a whole, nor all columns at once', async () => {
    const { session, store } = await compare([['0001', '甲改名', idOf(0), '17000000001', '']]);
    const all = { except: [] };
    for (const field of ['name', undefined]) {
      const of = { from: 'hr' as const, chosen: all, ...(field === undefined ? {} : { field }) };
      expect(errorOf(await session.adopt(store, of)).code).toBe('oneByOne');
    }
    const [line] = session.differences('name', 0, 1);
    const done = await session.adopt(store, { from: 'hr', chosen: [line?.line ?? -1] });
    expect(valueOf(done).changed).toBe(1);
    expect(store.books[0]?.data['name']).toBe('甲改名');
  });

  it('leaves what was changed after the comparison, what the list does not say, and what cannot be', async () => {
    const { session, store } = await compare();
    const [first] = store.books;
    if (!first) throw new Error('fixture');
    first.data = { ...first.data, mobile: '17200000001' };
    const of = { from: 'hr' as const, field: 'mobile', chosen: { except: [] } };
    const done = valueOf(await session.adopt(store, of));
    expect(done.skipped.map(({ title, message }) => [title, message.slice(0, 7)])).toEqual([
      ['甲测试', '核对以后又改过'],
    ]);
    expect(first.data['mobile']).toBe('17200000001');
    expect(errorOf(await new CompareSession(definition, 'org1').adopt(store, of)).code).toBe('notCompared');
  });

  it('takes a step for those in the books whom it fits, and names the others', async () => {
    const { session, store } = await compare();
    const list = { list: 'notJoined', filter: 'all', chosen: { except: [] } } as const;
    const join = { name: 'join', fields: { joinDate: '2026-11-28' } };
    const done = valueOf(await session.step(store, list, join));
    expect(done.changed).toBe(1);
    expect(done.skipped.map(({ title }) => title)).toEqual(['戊试填']);
    expect(store.books[3]?.data).toMatchObject({ membershipStatus: '02', joinDate: '2026-11-28' });
    const again = valueOf(await session.step(store, list, { name: 'join', fields: {} }));
    expect(again).toMatchObject({ changed: 0, places: 0 });
    expect(again.summary).toBeUndefined();
    const gone = { list: 'notReleased', filter: 'all', chosen: { except: [] } } as const;
    valueOf(await session.step(store, gone, { name: 'leaveJob', fields: { leaveDate: '2026-11-01' } }));
    expect(store.books[2]?.data['employmentState']).toBe('9');
  });

  it('writes numbers into a workbook in part, unless they were asked for whole', async () => {
    const { session } = await compare();
    const listing = { kind: 'notJoined', filter: 'all' } as const;
    const cellsOf = async (reveal: boolean): Promise<string> => {
      const made = valueOf(session.workbook(listing, reveal));
      expect(made.ids).toEqual(['b4']);
      const source = valueOf(await openSheets(new Blob([made.bytes])));
      const texts: string[] = [];
      for await (const batch of source.rows(0))
        for (const row of batch) texts.push(row.cells.map((cell) => cell.text).join('|'));
      return texts.join('\n');
    };
    const masked = await cellsOf(false);
    expect(masked).toContain('丁假名');
    expect(masked).not.toContain(idOf(3));
    expect(await cellsOf(true)).toContain(idOf(3));
  });
});
