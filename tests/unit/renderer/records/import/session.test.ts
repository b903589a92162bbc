import { describe, expect, test } from 'vitest';
import { definition } from '../../../../../domain/records/types/member.ts';
import { ImportSession } from '../../../../../renderer/records/import/session.ts';
import { makeRoster, nextMonth } from '../../../../../scripts/fixtures/roster.ts';
import { toCsv } from '../../../../../scripts/fixtures/csv.ts';
import { toXlsx } from '../../../../../scripts/fixtures/workbook.ts';
import { BooksInMemory, analyse, errorOf, valueOf } from './support.ts';
import type { RecordDefinition } from '../../../../../domain/records/definition.ts';

const dates = ['出生日期', '入职日期', '合同开始日期', '合同到期', '入会日期'];
const roster = makeRoster({ seed: 3, rows: 900 });

async function openRoster(): Promise<ImportSession> {
  const session = new ImportSession(definition, 'org1');
  valueOf(
    await session.openFile(
      toXlsx(roster, { dates, numbers: ['序号', '基本工资'], above: [['某某公司花名册'], []] }),
      '花名册.xlsx',
    ),
  );
  session.setCoverage({ kind: 'all' });
  return session;
}

describe('month after month', () => {
  test('month n comes in whole; month n+1 says who left, came, came back, moved (clerks.md 2.6)', async () => {
    const books = new BooksInMemory();
    const first = await openRoster();
    const report = valueOf(await first.analyse(books));
    expect(report.counts).toMatchObject({ new: 900, refused: 0, ask: 0, twice: 0 });
    expect(report.unread).toEqual(['序号', '基本工资']);
    const progress: number[] = [];
    const done = valueOf(await first.run(books, ({ done: count }) => void progress.push(count)));
    expect(done.created).toBe(900);
    expect(progress.at(-1)).toBe(900);

    const again = await openRoster();
    expect(valueOf(await again.analyse(books)).counts).toMatchObject({ unchanged: 900 });

    const next = nextMonth(roster, { seed: 4, leavers: 21, joiners: 18, rehired: 5, moved: 7, edited: 9 });
    for (const book of books.books) {
      if (next.rehired.includes(String(book.data['employeeNo'])))
        book.data = { ...book.data, employmentState: '9', leaveDate: '2026-10-15' };
    }
    const second = new ImportSession(definition, 'org1');
    valueOf(await second.openFile(toCsv(next, 'gbk'), '花名册11.csv'));
    second.setCoverage({ kind: 'all' });
    const changes = valueOf(await second.analyse(books));
    expect(changes.counts).toMatchObject({ new: 18, rehired: 5, changed: 16, unchanged: 900 - 21 - 5 - 16 });
    expect(changes).toMatchObject({ missing: 21, expected: 895 });
    expect(
      second
        .missing(0, 99)
        .map((person) => person.subtitle)
        .sort(),
    ).toEqual([...next.leavers].sort());
    expect(
      second
        .rows('rehired', 0, 99)
        .map((row) => row.subtitle)
        .sort(),
    ).toEqual([...next.rehired].sort());
  });
});

describe('nothing is written before it is wanted', () => {
  test('a failing stage cancels the import and tells why', async () => {
    const session = await openRoster();
    const books = new BooksInMemory();
    books.failStageAt = 1;
    valueOf(await session.analyse(books));
    expect(errorOf(await session.run(books))).toMatchObject({ code: 'diskFull' });
    expect(books).toMatchObject({ cancelled: 1, staged: [], books: [] });
  });

  test('取消 while writing leaves the books as they were', async () => {
    const session = await openRoster();
    const books = new BooksInMemory();
    valueOf(await session.analyse(books));
    const failed = await session.run(books, () => {
      session.cancel();
    });
    expect(errorOf(failed).code).toBe('cancelled');
    expect(books).toMatchObject({ cancelled: 1, books: [] });
  });

  test('取消 while reading', async () => {
    const session = await openRoster();
    const reading = session.analyse({
      readAll: () => {
        session.cancel();
        return Promise.resolve([]);
      },
    });
    expect(errorOf(await reading).code).toBe('cancelled');
    expect(session.summary()).toBeUndefined();
  });

  test('without a file, without headers, with an open question: one sentence each', async () => {
    const session = new ImportSession(definition, 'org1');
    expect(errorOf(await session.analyse(new BooksInMemory())).code).toBe('noFile');
    expect(errorOf(await session.run(new BooksInMemory())).code).toBe('notAnalysed');
    valueOf(
      await session.openFile(toXlsx({ headers: ['编号', '姓名'], rows: [['A1', '甲测试']] }), 'a.xlsx'),
    );
    expect(errorOf(await session.analyse(new BooksInMemory())).code).toBe('columnAsked');
    valueOf(session.setTarget(0, { kind: 'field', field: 'employeeNo' }));
    expect(valueOf(await session.analyse(new BooksInMemory())).rows).toBe(1);
    expect(errorOf(session.setTarget(0, { kind: 'field', field: 'nonsense' })).code).toBe('notImportable');
  });
});

test('starting states and constants go to new people that lack them (K1)', async () => {
  const { session, books } = await analyse(['工号', '姓名'], [['1', '甲测试']]);
  session.setStartStates({ membershipStatus: '02' });
  session.setConstants({ joinDate: '2019-05-01', workStatus: '1' });
  valueOf(await session.analyse(books));
  valueOf(await session.run(books));
  expect(books.books[0]?.data).toMatchObject({
    membershipStatus: '02',
    joinDate: '2019-05-01',
    workStatus: '1',
  });
});

test('words nobody knew are counted, answered once and read', async () => {
  const { session, report, books } = await analyse(
    ['工号', '姓名', '学历'],
    [
      ['1', '甲测试', '仙术'],
      ['2', '乙测试', '仙术'],
    ],
  );
  expect(report.unknownWords).toEqual([{ field: 'education', label: '学历', word: '仙术', count: 2 }]);
  session.answerWord('education', '仙术', '20');
  expect(valueOf(await session.analyse(books)).unknownWords).toEqual([]);
  valueOf(await session.run(books));
  expect(books.books[1]?.data['education']).toBe('20');
});

test('refused rows come back as a workbook with the reason, and import again once mended', async () => {
  const { session } = await analyse(
    ['工号', '姓名', '入职日期', '基本工资'],
    [
      ['01', '甲测试', '2019-02-30', '3000'],
      ['02', '乙测试', '2019-02-01', '3000'],
    ],
  );
  const bytes = valueOf(await session.refusedWorkbook());
  const again = new ImportSession(definition, 'org1');
  const preview = valueOf(await again.openFile(bytes, '不能导入.xlsx'));
  expect(preview.rows.map((row) => row.cells)).toEqual([
    ['工号', '姓名', '入职日期', '基本工资', '不能导入的原因'],
    ['01', '甲测试', '2019-02-30', '3000', '“入职日期”不是一个真实的日期。请改好这一格再导入。'],
  ]);
  valueOf(await again.analyse(new BooksInMemory()));
  const twice = new ImportSession(definition, 'org1');
  const second = valueOf(await twice.openFile(valueOf(await again.refusedWorkbook()), '不能导入2.xlsx'));
  expect(second.rows[0]?.cells.filter((cell) => cell === '不能导入的原因')).toHaveLength(1);
});

test('any record type imports: nothing of it is known but its definition', async () => {
  const club: RecordDefinition = {
    type: 'club',
    label: '社团',
    countWord: '个',
    compartment: 'general',
    schemaVersion: 1,
    sections: [{ key: 'a', label: '甲' }],
    fields: {
      title: { label: '名称', kind: 'text', section: 'a', need: 'save', headers: ['社团名'] },
      code: { label: '代码', kind: 'text', section: 'a' },
      founded: { label: '成立', kind: 'month', section: 'a', need: 'report' },
      money: { label: '经费', kind: 'money', section: 'a' },
      size: { label: '人数', kind: 'integer', section: 'a' },
      secret: { label: '密语', kind: 'text', section: 'a', sensitivity: 'sealed' },
    },
    titleField: 'title',
    identity: [['code']],
    list: [],
    defaultSort: { field: 'title' },
  };
  const rows = [['A1', '棋社', '2019年9月', '1,234.50', '12 人', '不能进来']];
  const { report, session, books } = await analyse(
    ['代码', '社团名', '成立', '经费', '人数', '密语'],
    rows,
    [],
    { kind: 'all' },
    club,
  );
  expect(report).toMatchObject({ counts: { new: 1 }, missing: 0, unread: ['密语'] });
  valueOf(await session.run(books));
  expect(books.books[0]?.data).toEqual({
    code: 'A1',
    title: '棋社',
    founded: '2019-09',
    money: 123450,
    size: 12,
  });
});
