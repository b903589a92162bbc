import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { definition } from '../../../../../domain/records/types/member.ts';
import { ImportSession } from '../../../../../renderer/records/import/session.ts';
import { makeRoster, nextMonth } from '../../../../../scripts/fixtures/roster.ts';
import { toXlsx } from '../../../../../scripts/fixtures/workbook.ts';
import { convert, hasOffice } from '../export/soffice.ts';
import { BooksInMemory, valueOf } from './support.ts';
import type { AnalysisReport } from '../../../../../renderer/records/import/session.ts';

const folder = fileURLToPath(new URL('../../../../fixtures/roster/', import.meta.url));
const fixture = (name: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(path.join(folder, name)));

async function opened(name: string): Promise<ImportSession> {
  const session = new ImportSession(definition, 'org1');
  valueOf(await session.openFile(fixture(name), name));
  session.setCoverage({ kind: 'all' });
  return session;
}

/** Every file of the folder has its line here; a file without one fails the first test. */
const readable = [
  'office-after.xlsx',
  'office-month.csv',
  'office-month.html',
  'office-month.xls',
  'office-month.xlsx',
  'office-numbers.xlsx',
  'office-untidy.csv',
  'office-untidy.xlsx',
  'own-untidy-gbk.csv',
  'own-untidy.xlsx',
];
const refused: Readonly<Record<string, string>> = {
  'office-month.ods': 'otherWorkbook',
};

test('every fixture is expected', () => {
  expect(readdirSync(folder).sort()).toEqual([...readable, ...Object.keys(refused)].sort());
});

test.each(Object.entries(refused))('%s → %s, whatever it is called', async (name, code) => {
  const session = new ImportSession(definition, 'org1');
  expect(await session.openFile(fixture(name), '花名册.xlsx')).toMatchObject({ ok: false, error: { code } });
});

describe('the same month, by LibreOffice and by us', () => {
  const month = makeRoster({ seed: 11, rows: 24 });

  test.each(['office-month.xlsx', 'office-month.csv', 'office-month.xls', 'office-month.html'])(
    '%s: all new, then all unchanged from our own file',
    async (name) => {
      const books = new BooksInMemory();
      const session = await opened(name);
      const report = valueOf(await session.analyse(books));
      expect(report).toMatchObject({ rows: 24, counts: { new: 24 }, unread: ['序号', '基本工资'] });
      valueOf(await session.run(books));
      expect(
        books.books.map(({ data }) => [data['employeeNo'], data['name'], data['idNumber'], data['hireDate']]),
      ).toEqual(month.people.map((person) => [person.工号, person.姓名, person.身份证号码, person.入职日期]));
      const ours = new ImportSession(definition, 'org1');
      valueOf(await ours.openFile(toXlsx(month), 'x'));
      expect(valueOf(await ours.analyse(books)).counts).toMatchObject({ unchanged: 24 });
    },
  );

  test('office-after.xlsx: the month after', async () => {
    const next = nextMonth(month, { seed: 12, leavers: 3, joiners: 4, rehired: 1, moved: 2, edited: 2 });
    const books = new BooksInMemory();
    const before = await opened('office-month.xlsx');
    valueOf(await before.analyse(books));
    valueOf(await before.run(books));
    for (const book of books.books) {
      if (next.rehired.includes(String(book.data['employeeNo'])))
        book.data = { ...book.data, employmentState: '9', leaveDate: '2026-10-15' };
    }
    const session = await opened('office-after.xlsx');
    const report = valueOf(await session.analyse(books));
    expect(report.counts).toMatchObject({ new: 4, rehired: 1, changed: 4, unchanged: 16 });
    expect(
      session
        .missing(0, 9)
        .map((person) => person.subtitle)
        .sort(),
    ).toEqual([...next.leavers].sort());
  });
});

describe('a roster as HR really writes it', () => {
  test.each(['own-untidy.xlsx', 'office-untidy.xlsx', 'own-untidy-gbk.csv', 'office-untidy.csv'])(
    '%s',
    async (name) => {
      const books = new BooksInMemory();
      const session = await opened(name);
      const report: AnalysisReport = valueOf(await session.analyse(books));
      expect(report).toMatchObject({
        rows: 6,
        skipped: 1,
        counts: { new: 2, refused: 4 },
        unread: ['序号', '基本工资（元）'],
      });
      const reasons = session.rows('refused', 0, 9).map((row) => `${row.title} ${row.message ?? ''}`);
      expect(reasons).toEqual([
        expect.stringMatching(/^甲子 “证件号码”和第 \d+ 行相同/),
        expect.stringContaining('丙寅 这是 15 位的老身份证号'),
        expect.stringContaining('丁卯 “入职日期”不是一个真实的日期'),
        expect.stringMatching(/^戊辰 “证件号码”和第 \d+ 行相同/),
      ]);
      valueOf(await session.run(books));
      expect(
        books.books.map(({ data }) => [
          data['name'],
          data['mobile'],
          data['householdType'],
          data['hireDate'],
          data['migrantWorker'] ?? null,
        ]),
      ).toEqual([
        ['乙丑', '17000000002', 'J1', '2019-09-01', false],
        ['阿依古丽·买买提', '17000000003', '2', '2019-09-01', null],
      ]);
      expect(session.rows('new', 0, 9)[0]?.notices.join()).toContain('（离职）');
    },
  );

  test('office-numbers.xlsx: identity numbers that a spreadsheet program turned into numbers refuse the column', async () => {
    const session = await opened('office-numbers.xlsx');
    const answer = await session.analyse(new BooksInMemory());
    expect(answer).toMatchObject({ ok: false, error: { code: 'ruinedColumn', field: 'idNumber' } });
    valueOf(session.setTarget(2, { kind: 'ignore', why: 'clerk' }));
    expect(valueOf(await session.analyse(new BooksInMemory())).counts).toMatchObject({ new: 4 });
  });
});

test.skipIf(!hasOffice)(
  'refused rows, mended in LibreOffice, come in',
  async () => {
    const session = await opened('own-untidy.xlsx');
    valueOf(await session.analyse(new BooksInMemory()));
    const saved = await convert(
      valueOf(await session.refusedWorkbook()),
      'xlsx',
      'xlsx',
      'Calc MS Excel 2007 XML',
    );
    const again = new ImportSession(definition, 'org1');
    const preview = valueOf(await again.openFile(new Uint8Array(saved), '不能导入.xlsx'));
    expect(preview.columns.at(-1)).toMatchObject({ header: '不能导入的原因', target: { kind: 'ignore' } });
    expect(valueOf(await again.analyse(new BooksInMemory())).counts).toMatchObject({ refused: 4 });
  },
  180_000,
);
