import { describe, expect, test } from 'vitest';
import { definition } from '../../../../../domain/records/types/member.ts';
import { defaultLimits } from '../../../../../renderer/records/import/readers/port.ts';
import { ImportSession } from '../../../../../renderer/records/import/session.ts';
import { toWorkbook } from '../../../../../scripts/fixtures/sheets.ts';
import { fakeSheets } from './fakeSheets.ts';
import { BooksInMemory, errorOf, valueOf } from './support.ts';
import type { FakeSheet } from './fakeSheets.ts';
import type { Preview } from '../../../../../renderer/records/import/preview.ts';
import type { RecordData } from '../../../../../domain/records/definition.ts';

const person = (no: string, name: string, state = '1'): RecordData => ({
  employeeNo: no,
  name,
  employmentState: state,
  membershipStatus: '02',
});

async function opened(sheets: readonly FakeSheet[]): Promise<{ session: ImportSession; preview: Preview }> {
  const session = new ImportSession(definition, 'org1', defaultLimits, undefined, fakeSheets(sheets));
  const preview = valueOf(await session.openFile(new Blob(['x']), '花名册.xlsx'));
  session.setCoverage({ kind: 'all' });
  return { session, preview };
}

const ticked = (preview: Preview): readonly string[] =>
  preview.sheets.filter((sheet) => sheet.ticked).map(({ name }) => name);

const list = (name: string, ...people: readonly (readonly string[])[]): FakeSheet => ({
  name,
  rows: [['工号', '姓名'], ...people],
});

describe('which sheets are read', () => {
  test('lists are ticked; 汇总, 封面, 说明, 字典, 离职, hidden and empty sheets are not (K49)', async () => {
    const { preview } = await opened([
      { name: '封面', rows: [['某某公司花名册']] },
      list('装配一', ['01', '甲测试']),
      { ...list('装配二', ['02', '乙测试']), hidden: true },
      list('汇总', ['01', '甲测试']),
      list('填表说明', ['x', 'y']),
      list('数据字典', ['1', '男']),
      list('11月离职', ['03', '丙测试']),
      { name: 'Sheet3', rows: [] },
      list('冲压', ['04', '丁测试']),
      {
        name: '工资',
        rows: [
          ['工号', '基本工资'],
          ['01', '5000'],
        ],
      },
    ]);
    expect(ticked(preview)).toEqual(['装配一', '冲压']);
    expect(preview.sheets[preview.sheet]?.name).toBe('装配一');
  });

  test('the only list is read whatever it is called', async () => {
    const { preview, session } = await opened([
      { name: '封面', rows: [['标题']] },
      list('离职', ['01', '甲测试']),
    ]);
    expect(ticked(preview)).toEqual(['离职']);
    expect(valueOf(await session.analyse(new BooksInMemory()))).toMatchObject({ rows: 1, sheets: [] });
  });

  test('a damaged sheet costs the others nothing, and ticking it says why', async () => {
    const { preview, session } = await opened([
      list('一部', ['01', '甲测试']),
      { ...list('二部', ['02', '乙测试']), damaged: true },
    ]);
    expect(ticked(preview)).toEqual(['一部']);
    expect(errorOf(await session.tickSheet(1, true)).code).toBe('damaged');
    expect(valueOf(await session.analyse(new BooksInMemory())).rows).toBe(1);
  });

  test('with nothing ticked the clerk is told what to do', async () => {
    const { session } = await opened([list('一部', ['01', '甲测试']), list('二部', ['02', '乙测试'])]);
    valueOf(await session.tickSheet(0, false));
    valueOf(await session.tickSheet(1, false));
    expect(errorOf(await session.analyse(new BooksInMemory())).code).toBe('noSheet');
  });

  test('rows are counted per sheet, below the headers', async () => {
    const { session } = await opened([
      list('一部', ['01', '甲测试'], ['02', '乙测试']),
      { name: '二部', rows: [['二部花名册'], ['工号', '姓名'], ['03', '丙测试']] },
      { name: '说明', rows: [['请如实填写']] },
    ]);
    expect(valueOf(await session.countSheets())).toEqual({ 0: 2, 1: 1 });
  });
});

describe('several sheets are one import', () => {
  test('who is missing is judged over all of them, and a real workbook of them is read so', async () => {
    const file = toWorkbook([
      { name: '封面', rows: [['某某公司']] },
      {
        name: '装配一',
        rows: [
          ['工号', '姓名'],
          ['01', '甲测试'],
          ['02', '乙测试'],
        ],
      },
      { name: '装配二', rows: [['装配二名单'], ['工号', '姓名'], ['03', '丙测试']] },
      {
        name: '汇总',
        rows: [
          ['工号', '姓名'],
          ['09', '壬测试'],
        ],
      },
    ]);
    const session = new ImportSession(definition, 'org1');
    valueOf(await session.openFile(file, '花名册.xlsx'));
    session.setCoverage({ kind: 'all' });
    const books = new BooksInMemory([person('01', '甲测试'), person('03', '丙测试'), person('04', '丁测试')]);
    const report = valueOf(await session.analyse(books));
    expect(report).toMatchObject({
      rows: 3,
      sheets: ['装配一', '装配二'],
      counts: { new: 1, changed: 2 },
      missing: 1,
      expected: 3,
    });
    expect(session.missing(0, 9).map(({ title }) => title)).toEqual(['丁测试']);
    expect(session.rows('new', 0, 9)[0]).toMatchObject({ sheet: '装配一', number: 3 });
  });

  test('rows of equal numbers are two rows: verdicts, decisions and sentences name the sheet', async () => {
    const { session } = await opened([
      list('一部', ['01', '甲测试'], ['05', '戊测试']),
      list('二部', ['01', '乙测试'], ['05', '戊测试']),
    ]);
    const books = new BooksInMemory([person('07', '己测试')]);
    const report = valueOf(await session.analyse(books));
    expect(report.counts).toMatchObject({ refused: 2, new: 1, twice: 1 });
    expect(session.rows('refused', 0, 9).map(({ message }) => message)).toEqual([
      '“工号”和工作表“二部”第 2 行相同，却是不同的人。请核对这两行。',
      '“工号”和工作表“一部”第 2 行相同，却是不同的人。请核对这两行。',
    ]);
    expect(session.rows('twice', 0, 9)[0]).toMatchObject({
      sheet: '二部',
      number: 3,
      otherWords: '工作表“一部”第 3 行',
    });
  });

  test('a tick of one row does not tick the row of the same number in another sheet', async () => {
    const { session } = await opened([
      list('一部', ['01', '甲新名']),
      {
        name: '二部',
        rows: [
          ['工号', '姓名', '身份证号'],
          ['02', '乙新名', ''],
        ],
      },
    ]);
    const books = new BooksInMemory([
      { ...person('01', '甲测试', '9'), leaveDate: '2026-01-01' },
      { ...person('02', '乙测试', '9'), leaveDate: '2026-01-01' },
    ]);
    books.books[0]!.data = { ...books.books[0]!.data, name: '甲新名' };
    books.books[1]!.data = { ...books.books[1]!.data, name: '乙新名' };
    valueOf(await session.analyse(books));
    const [first] = session.rows('rehired', 0, 9);
    session.tick([first?.row ?? -1], '@step', true);
    expect(session.rows('rehired', 0, 9).map(({ step }) => step?.ticked)).toEqual([true, false]);
  });

  test('the refused workbook names sheet and row, with one column for headers of one name', async () => {
    const { session } = await opened([
      {
        name: '一部',
        rows: [
          ['工号', '姓名', '入职日期'],
          ['01', '甲测试', '2019-02-30'],
        ],
      },
      {
        name: '二部',
        rows: [
          ['姓名', '工号', '岗位', '入职日期'],
          ['乙测试', '02', '焊工', '2019-13-01'],
        ],
      },
    ]);
    valueOf(await session.analyse(new BooksInMemory()));
    const bytes = valueOf(await session.refusedWorkbook());
    const again = new ImportSession(definition, 'org1');
    const preview = valueOf(await again.openFile(bytes, '不能导入.xlsx'));
    expect(preview.rows.map(({ cells }) => cells.slice(0, 6))).toEqual([
      ['工号', '姓名', '入职日期', '岗位', '工作表', '第几行'],
      ['01', '甲测试', '2019-02-30', '', '一部', '2'],
      ['02', '乙测试', '2019-13-01', '焊工', '二部', '2'],
    ]);
    expect(preview.columns.at(-1)?.header).toBe('不能导入的原因');
  });
});

describe('headers of several sheets', () => {
  test('equal headers share one mapping, differing ones have their own', async () => {
    const { session } = await opened([
      {
        name: '一部',
        rows: [
          ['编号', '姓名'],
          ['A1', '甲测试'],
        ],
      },
      {
        name: '二部',
        rows: [
          ['编号', '姓名'],
          ['A2', '乙测试'],
        ],
      },
      {
        name: '三部',
        rows: [
          ['编号', '姓名', '岗位'],
          ['A3', '丙测试', '焊工'],
        ],
      },
    ]);
    valueOf(session.setTarget(0, { kind: 'field', field: 'employeeNo' }));
    expect(errorOf(await session.analyse(new BooksInMemory()))).toMatchObject({
      code: 'columnAsked',
      message: expect.stringContaining('工作表“三部”：“编号”') as string,
    });
    const third = valueOf(await session.chooseSheet(2));
    expect(third.sheets.map(({ seen }) => seen)).toEqual([true, true, true]);
    valueOf(session.setTarget(0, { kind: 'ignore', why: 'clerk' }));
    const report = valueOf(await session.analyse(new BooksInMemory()));
    expect(report).toMatchObject({ rows: 3, unread: ['编号'], counts: { new: 2, refused: 1 } });
  });

  test('the fullest sheet speaks for a layout, and a layout not yet shown is said', async () => {
    const { preview, session } = await opened([
      {
        name: '一部',
        rows: [
          ['编号', '姓名'],
          ['1', '甲测试'],
        ],
      },
      {
        name: '二部',
        rows: [
          ['编号', '姓名'],
          ['1', '丙测试'],
          ['2', '丁测试'],
          ['3', '戊测试'],
          ['4', '己测试'],
        ],
      },
      {
        name: '三部',
        rows: [
          ['工号', '姓名'],
          ['03', '庚测试'],
        ],
      },
    ]);
    expect(preview.columns[0]?.target).toEqual({ kind: 'ignore', why: 'serial' });
    expect(preview.sheets.map(({ seen }) => seen)).toEqual([true, true, false]);
    const kept = session.remembered('2026-11-20');
    expect(Object.keys(kept).sort()).toEqual([...preview.layoutKeys].sort());
    const again = valueOf(session.recall({ [preview.layoutKeys[0] ?? '']: '[[0,"employeeNo"],[1,"name"]]' }));
    expect(again.columns.map(({ target }) => target)).toMatchObject([
      { field: 'employeeNo' },
      { field: 'name' },
    ]);
  });
});

describe('把工作表名当作部门', () => {
  const names = (books: BooksInMemory): unknown[] => books.books.map(({ data }) => data['department']);

  test('is proposed when most ticked sheets lack the column, and joins with one that is there', async () => {
    const { preview, session } = await opened([
      list('装配一', ['01', '甲测试']),
      list('装配二', ['02', '乙测试']),
      {
        name: '冲压',
        rows: [
          ['工号', '姓名', '班组'],
          ['03', '丙测试', 'A 线'],
          ['04', '丁测试', ''],
          ['05', '戊测试', '冲压/B 线'],
        ],
      },
    ]);
    expect(preview.sheetNames).toEqual({ label: '部门/班组', on: true });
    const books = new BooksInMemory();
    valueOf(await session.analyse(books));
    valueOf(await session.run(books));
    expect(names(books)).toEqual(['装配一', '装配二', '冲压/A 线', '冲压', '冲压/B 线']);
  });

  test('is not proposed for Sheet1 and 在职人员, and not where the column is there; the clerk may say so', async () => {
    const { preview } = await opened([list('Sheet1', ['01', '甲测试']), list('在职人员', ['02', '乙测试'])]);
    expect(preview.sheetNames?.on).toBe(false);
    const { preview: other, session } = await opened([
      {
        name: '装配一',
        rows: [
          ['工号', '姓名', '部门'],
          ['01', '甲测试', '一线'],
        ],
      },
      {
        name: '装配二',
        rows: [
          ['工号', '姓名', '部门'],
          ['02', '乙测试', ''],
        ],
      },
    ]);
    expect(other.sheetNames?.on).toBe(false);
    const plain = new BooksInMemory();
    valueOf(await session.analyse(plain));
    valueOf(await session.run(plain));
    expect(names(plain)).toEqual(['一线', undefined]);
    expect(valueOf(session.fillNames(true)).sheetNames?.on).toBe(true);
    const named = new BooksInMemory();
    valueOf(await session.analyse(named));
    valueOf(await session.run(named));
    expect(names(named)).toEqual(['装配一/一线', '装配二']);
  });

  test('a workbook of one sheet is not asked', async () => {
    const { preview } = await opened([list('装配一', ['01', '甲测试'])]);
    expect(preview.sheetNames).toBeUndefined();
  });
});
