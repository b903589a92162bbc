import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { RecordData } from '../../../../../domain/records/definition.ts';
import { definition } from '../../../../../domain/records/types/member.ts';
import { gapSheet } from '../../../../../renderer/records/export/gapSheet.ts';
import { headFieldsOf } from '../../../../../renderer/records/export/headFields.ts';
import { ImportSession } from '../../../../../renderer/records/import/session.ts';
import { BooksInMemory, valueOf } from '../import/support.ts';
import { convert, hasOffice } from './soffice.ts';

const idNumber = '440000199001010011';
const people: readonly RecordData[] = [
  { name: '甲测试', employeeNo: '00123', department: '一厂/装配车间', mobile: '13800000001', idNumber },
  { name: '乙测试', employeeNo: '124', department: '一厂/装配车间', ethnic: '01', migrantWorker: false },
  {
    name: '丙测试',
    employeeNo: '125',
    department: '二厂',
    ethnic: '01',
    mobile: '13800000003',
    migrantWorker: true,
  },
];
const columns = ['ethnic', 'mobile', 'migrantWorker'];
const bytes = gapSheet(definition, people, columns);

const part = (file: Uint8Array, name: string): string => strFromU8(unzipSync(file)[name] ?? new Uint8Array());
const cell = (file: Uint8Array, reference: string): string =>
  new RegExp(`<c r="${reference}"[^>]*?(?:/>|>.*?</c>)`).exec(part(file, 'xl/worksheets/sheet1.xml'))?.[0] ??
  '';

/** Fills cells as a workshop does. */
function filled(file: Uint8Array, cells: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> {
  const parts = unzipSync(file);
  let xml = part(file, 'xl/worksheets/sheet1.xml');
  for (const [reference, text] of Object.entries(cells))
    xml = xml.replace(cell(file, reference), `<c r="${reference}" t="inlineStr"><is><t>${text}</t></is></c>`);
  return zipSync({ ...parts, 'xl/worksheets/sheet1.xml': strToU8(xml) });
}

describe('待补信息表', () => {
  test('lists who lacks something, with no number of anybody, and marks what is wanted', () => {
    expect(headFieldsOf(definition)).toEqual(['employeeNo', 'name', 'department']);
    const xml = part(bytes, 'xl/worksheets/sheet1.xml');
    expect(xml).toContain('甲测试');
    expect(xml).toContain('乙测试');
    expect(xml).not.toContain('丙测试');
    const all = Object.values(unzipSync(bytes))
      .map((one) => strFromU8(one))
      .join();
    expect(all).not.toContain(idNumber);
    expect(all).not.toContain('13800000001');
    expect(all).not.toContain('138****0001');
    // 民族 of 甲 is wanted, 手机 is there and is not written; the other way round for 乙.
    expect(['D2', 'E2', 'D3', 'E3'].map((at) => / s="(\d)"\/>/.exec(cell(bytes, at))?.[1])).toEqual([
      '4',
      '5',
      '5',
      '4',
    ]);
  });

  test('the filled sheet comes back as 只补充信息: every column known, only what was wanted written', async () => {
    const books = new BooksInMemory(people);
    const session = new ImportSession(definition, 'org1');
    const file = filled(bytes, { D2: '壮族', F2: '是', E3: '13800000002' });
    const preview = valueOf(await session.openFile(file, '待补信息表.xlsx'));
    expect(preview.columns.map(({ header, target }) => [header, target])).toEqual([
      ['工号', { kind: 'field', field: 'employeeNo' }],
      ['姓名', { kind: 'field', field: 'name' }],
      ['部门/班组', { kind: 'field', field: 'department' }],
      ['民族', { kind: 'field', field: 'ethnic' }],
      ['手机', { kind: 'field', field: 'mobile' }],
      ['是否农民工', { kind: 'field', field: 'migrantWorker' }],
    ]);
    session.setCoverage({ kind: 'extra' });
    const report = valueOf(await session.analyse(books));
    expect(report).toMatchObject({
      counts: { changed: 2, new: 0, ask: 0, refused: 0 },
      missing: 0,
      unread: [],
    });
    valueOf(await session.run(books));
    expect(books.books.map(({ data }) => data)).toEqual([
      { ...people[0], ethnic: '08', migrantWorker: true },
      { ...people[1], mobile: '13800000002' },
      people[2],
    ]);
  });

  test('handed back empty it changes nobody', async () => {
    const session = new ImportSession(definition, 'org1');
    valueOf(await session.openFile(bytes, '待补信息表.xlsx'));
    const report = valueOf(await session.analyse(new BooksInMemory(people)));
    expect(report.counts).toMatchObject({ unchanged: 2, changed: 0 });
  });

  test('code tables stand as lists to choose from; other programs open it', async () => {
    const xml = part(bytes, 'xl/worksheets/sheet1.xml');
    expect(xml).toMatch(/type="list"[^>]*sqref="D2:D3"><formula1>'说明'!\$B\$2:\$B\$\d+<\/formula1>/);
    expect(xml).toContain(`sqref="F2:F3"><formula1>'说明'!$C$2:$C$3</formula1>`);
    expect(part(bytes, 'xl/worksheets/sheet2.xml')).toContain('选项：民族');
    if (!hasOffice) return;
    const asCsv = 'Text - txt - csv (StarCalc):44,34,76,1';
    const csv = (await convert(bytes, 'xlsx', 'csv', asCsv)).toString('utf8');
    expect(csv.replace(/^\ufeff/, '').split(/\r?\n/)[1]).toBe('"00123","甲测试","一厂/装配车间",,,');
  });
});
