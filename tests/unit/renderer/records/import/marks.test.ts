import { describe, expect, test } from 'vitest';
import { definition } from '../../../../../domain/records/types/member.ts';
import { defaultLimits } from '../../../../../renderer/records/import/readers/port.ts';
import { ImportSession } from '../../../../../renderer/records/import/session.ts';
import { toWorkbook } from '../../../../../scripts/fixtures/sheets.ts';
import { fakeSheets } from './fakeSheets.ts';
import { BooksInMemory, valueOf } from './support.ts';
import type { RecordDefinition } from '../../../../../domain/records/definition.ts';

const rows = [
  ['工号', '姓名'],
  ['01', '甲测试'],
  ['02', '乙测试'],
  ['03', '丙测试'],
  ['04', '丁测试'],
  ['合计', '4'],
];
const marked = {
  2: { hidden: true },
  3: { struck: true, coloured: true },
  4: { coloured: true },
  6: { hidden: true, coloured: true },
};
const known = ['01', '02', '03', '04'].map((no, at) => ({
  employeeNo: no,
  name: rows[at + 1]?.[1] ?? '',
  employmentState: '1',
  membershipStatus: '02',
}));

async function opened(of: RecordDefinition = definition): Promise<ImportSession> {
  const session = new ImportSession(
    of,
    'org1',
    defaultLimits,
    undefined,
    fakeSheets([{ name: '在职', rows, marked }]),
  );
  valueOf(await session.openFile(new Blob(['x']), '花名册.xlsx'));
  session.setCoverage({ kind: 'all' });
  return session;
}

describe('rows that HR hid, struck through or coloured (K50)', () => {
  test('are counted and read as every other, a row of no person is not', async () => {
    const session = await opened();
    const report = valueOf(await session.analyse(new BooksInMemory(known)));
    expect(report).toMatchObject({
      marked: { hidden: 1, struck: 1, coloured: 1 },
      markChoices: { hidden: 'in', struck: 'in', coloured: 'in' },
      leftOut: 0,
      rows: 4,
      missing: 0,
      counts: { unchanged: 4 },
    });
  });

  test('不导入: they are not in the sheet, and still counted', async () => {
    const session = await opened();
    session.chooseMark('hidden', 'out');
    session.chooseMark('struck', 'out');
    const report = valueOf(await session.analyse(new BooksInMemory(known)));
    expect(report).toMatchObject({ marked: { hidden: 1, struck: 1, coloured: 1 }, leftOut: 2, rows: 2 });
    expect(session.missing(0, 9).map(({ title }) => title)).toEqual(['甲测试', '乙测试']);
  });

  test('当作离职: they leave with the date the clerk gives', async () => {
    const session = await opened();
    session.chooseMark('struck', 'left');
    const books = new BooksInMemory(known);
    const report = valueOf(await session.analyse(books));
    expect(report.counts).toMatchObject({ leaving: 1, unchanged: 3 });
    expect(report.stepsWaiting).toMatchObject([{ name: 'leaveJob', lacks: ['leaveDate'], count: 1 }]);
    session.setStepFields('leaveJob', { leaveDate: '2026-10-31' });
    valueOf(await session.run(books));
    expect(books.books.map(({ data }) => [data['employmentState'], data['leaveDate']])).toEqual([
      ['1', undefined],
      ['9', '2026-10-31'],
      ['1', undefined],
      ['1', undefined],
    ]);
  });

  test('a type whose records do not leave reads such rows as every other', async () => {
    const { presence, ...rest } = definition;
    expect(presence).toBeDefined();
    const session = await opened(rest);
    session.chooseMark('coloured', 'left');
    expect(valueOf(await session.analyse(new BooksInMemory(known))).counts).toMatchObject({
      leaving: 0,
      unchanged: 4,
    });
  });

  test('another file begins without the choices of the one before', async () => {
    const session = await opened();
    session.chooseMark('hidden', 'out');
    valueOf(await session.openFile(new Blob(['y']), '另一份.xlsx'));
    expect(valueOf(await session.analyse(new BooksInMemory())).leftOut).toBe(0);
  });

  test('hidden rows of a real workbook', async () => {
    const session = new ImportSession(definition, 'org1');
    valueOf(await session.openFile(toWorkbook([{ name: '在职', rows, hiddenRows: [3, 4] }]), 'x.xlsx'));
    session.setCoverage({ kind: 'all' });
    expect(valueOf(await session.analyse(new BooksInMemory()))).toMatchObject({
      marked: { hidden: 2 },
      counts: { new: 4 },
    });
  });
});
