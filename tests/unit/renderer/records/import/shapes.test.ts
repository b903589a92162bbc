import { describe, expect, test } from 'vitest';
import { definition } from '../../../../../domain/records/types/member.ts';
import { defaultLimits } from '../../../../../renderer/records/import/readers/port.ts';
import { ImportSession } from '../../../../../renderer/records/import/session.ts';
import { fakeSheets } from './fakeSheets.ts';
import { BooksInMemory, valueOf } from './support.ts';
import type { FakeSheet } from './fakeSheets.ts';
import type { AnalysisReport } from '../../../../../renderer/records/import/session.ts';
import type { RecordData } from '../../../../../domain/records/definition.ts';

interface Read {
  readonly session: ImportSession;
  readonly report: AnalysisReport;
  readonly people: readonly RecordData[];
}

async function read(sheet: Omit<FakeSheet, 'name'>): Promise<Read> {
  const session = new ImportSession(
    definition,
    'org1',
    defaultLimits,
    undefined,
    fakeSheets([{ name: '在职', ...sheet }]),
  );
  valueOf(await session.openFile(new Blob(['x']), '花名册.xlsx'));
  session.setCoverage({ kind: 'all' });
  const books = new BooksInMemory();
  const report = valueOf(await session.analyse(books));
  valueOf(await session.run(books));
  return { session, report, people: books.books.map(({ data }) => data) };
}

describe('rows that are no person (K51)', () => {
  test('titles and headers on every page, 小计, 合计, 制表 and empty lines drop with a count', async () => {
    const top = [
      ['某某公司花名册', '', ''],
      ['工号', '姓名', '部门'],
    ];
    const { report, people } = await read({
      rows: [
        ...top,
        ['01', '甲测试', '一部'],
        ['一部小计', '1 人', ''],
        ['', '', ''],
        ...top,
        ['02', '乙测试', '二部'],
        ['小计：1人', '', ''],
        ['合计46人', '', ''],
        ['制表：丙测试', '', '审核：丁测试'],
        ['', '复核人：', ''],
        ['制表日期', '2026-11-23', ''],
      ],
    });
    expect(report).toMatchObject({ rows: 2, skipped: 8, counts: { new: 2, refused: 0 } });
    expect(people.map(({ name }) => name)).toEqual(['甲测试', '乙测试']);
  });

  test('a header of two lines repeats as two lines', async () => {
    const top = [
      ['工号', '姓名', '紧急联系人', ''],
      ['', '', '姓名', '电话'],
    ];
    const { report, people } = await read({
      rows: [...top, ['01', '甲测试', '乙测试', '17000000001'], ...top, ['02', '丙测试', '', '']],
    });
    expect(report).toMatchObject({ rows: 2, skipped: 2, counts: { new: 2, refused: 0 } });
    expect(people[0]).toMatchObject({ otherPhone: '17000000001', name: '甲测试' });
  });

  test('a person whose remark ends in 合计 stays a person', async () => {
    const { report } = await read({
      rows: [
        ['工号', '姓名', '备注'],
        ['01', '甲测试', '补贴合计'],
      ],
    });
    expect(report).toMatchObject({ rows: 1, skipped: 0 });
  });
});

describe('merged cells fill down', () => {
  const headers = ['分厂', '工号', '姓名', '车间'];

  test('a merged department speaks for the rows it covers; a blank that is not merged stays blank', async () => {
    const { people } = await read({
      rows: [
        headers,
        ['一厂', '01', '甲测试', '装配'],
        ['', '02', '乙测试', '装配'],
        ['', '03', '丙测试', ''],
        ['', '04', '丁测试', '冲压'],
        ['二厂', '05', '戊测试', ''],
        ['', '06', '己测试', ''],
        ['三厂', '07', '庚测试', ''],
        ['', '08', '辛测试', ''],
        ['四厂', '09', '壬测试', ''],
        ['', '10', '癸测试', ''],
      ],
      merged: [
        { top: 10, bottom: 11, left: 0, right: 0 },
        { top: 2, bottom: 4, left: 0, right: 0 },
        { top: 6, bottom: 7, left: 0, right: 0 },
      ],
    });
    expect(people.map(({ department }) => department)).toEqual([
      '一厂/装配',
      '一厂/装配',
      '一厂',
      '冲压',
      '二厂',
      '二厂',
      '三厂',
      undefined,
      '四厂',
      '四厂',
    ]);
  });

  test('numbers and names of a person do not, and an empty line inside the range is nobody', async () => {
    const { report, people } = await read({
      rows: [headers, ['一厂', '01', '甲测试', ''], ['', '', '', '  '], ['', '', '乙测试', '']],
      merged: [
        { top: 2, bottom: 4, left: 0, right: 0 },
        { top: 2, bottom: 4, left: 1, right: 1 },
      ],
    });
    expect(report.counts).toMatchObject({ new: 1, refused: 1 });
    expect(report.rows).toBe(2);
    expect(people).toEqual([expect.objectContaining({ employeeNo: '01', department: '一厂' })]);
  });

  test('a row that is left out goes on speaking for those below it', async () => {
    const session = new ImportSession(
      definition,
      'org1',
      defaultLimits,
      undefined,
      fakeSheets([
        {
          name: '在职',
          rows: [headers, ['一厂', '01', '甲测试', ''], ['', '02', '乙测试', '']],
          marked: { 2: { hidden: true } },
          merged: [{ top: 2, bottom: 3, left: 0, right: 0 }],
        },
      ]),
    );
    valueOf(await session.openFile(new Blob(['x']), '花名册.xlsx'));
    session.chooseMark('hidden', 'out');
    const books = new BooksInMemory();
    session.setCoverage({ kind: 'all' });
    valueOf(await session.analyse(books));
    valueOf(await session.run(books));
    expect(books.books.map(({ data }) => data['department'])).toEqual(['一厂']);
  });
});

test('the clerk may say that a line of a header of two is the only one', async () => {
  const { session } = await read({
    rows: [
      ['工号', '姓名', '紧急联系人', ''],
      ['', '', '姓名', '电话'],
      ['01', '甲测试', '乙测试', '17000000001'],
    ],
  });
  expect(valueOf(session.preview())).toMatchObject({ headerFirst: 1, headerRow: 2 });
  expect(valueOf(session.chooseHeader(2))).toMatchObject({ headerFirst: 2, headerRow: 2 });
  expect(valueOf(session.chooseHeader(1))).toMatchObject({ headerFirst: 1, headerRow: 2 });
});
