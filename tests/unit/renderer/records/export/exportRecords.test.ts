import { unzipSync, strFromU8 } from 'fflate';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { definition } from '../../../../../domain/records/types/member.ts';
import { exportRecords } from '../../../../../renderer/records/export/exportRecords.ts';
import { writeXlsx } from '../../../../../renderer/records/export/writeXlsx.ts';
import { columnName, sheetName, sheetText } from '../../../../../renderer/records/export/xlsxText.ts';
import { openSheets } from '../../../../../renderer/records/import/readers/open.ts';
import { inventedIdNumber } from '../../../../../scripts/fixtures/roster.ts';
import { convert, hasOffice } from './soffice.ts';
import type { RecordData } from '../../../../../domain/records/definition.ts';

const person: RecordData = {
  employeeNo: '00123',
  name: '甲测试',
  sex: '1',
  idNumber: inventedIdNumber(1, true),
  mobile: '17000138000',
  department: '一部/甲班',
  hireDate: '2019-09-01',
  migrantWorker: true,
  note: '=HYPERLINK("http://x","点我")',
};
const fields = [
  'employeeNo',
  'name',
  'sex',
  'idNumber',
  'mobile',
  'department',
  'hireDate',
  'migrantWorker',
  'note',
];

async function readBack(bytes: Uint8Array<ArrayBuffer>): Promise<readonly (readonly string[])[]> {
  const opened = await openSheets(new Blob([bytes]));
  if (!opened.ok) throw new Error(opened.error.code);
  const rows: string[][] = [];
  for await (const batch of opened.value.rows(0))
    rows.push(...batch.map((row) => row.cells.map((cell) => cell.text)));
  return rows;
}

describe('export', () => {
  test('labels, not codes; masked unless revealed', async () => {
    const [headers, masked] = await readBack(exportRecords(definition, [person], { fields, reveal: false }));
    expect(headers).toEqual(fields.map((key) => definition.fields[key]?.label));
    expect(masked?.slice(0, 3)).toEqual(['00123', '甲测试', '男']);
    expect(masked?.[3]).toMatch(/^440000\*{8}\w{4}$/);
    expect(masked?.[4]).toBe('170****8000');
    const [, full] = await readBack(exportRecords(definition, [person], { fields, reveal: true }));
    expect(full).toEqual([
      '00123',
      '甲测试',
      '男',
      person['idNumber'],
      '17000138000',
      '一部/甲班',
      '2019-09-01',
      '是',
      '=HYPERLINK("http://x","点我")',
    ]);
  });

  test('no cell is a formula, whatever a person typed; sealed fields never leave', () => {
    const parts = unzipSync(exportRecords(definition, [person], { fields, reveal: true }));
    const sheet = strFromU8(parts['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
    expect(sheet).not.toContain('<f>');
    expect(sheet).toContain('state="frozen"');
    const sealed = {
      ...definition,
      fields: {
        ...definition.fields,
        note: {
          ...definition.fields['note'],
          label: '备注',
          kind: 'longText',
          section: 'contact',
          sensitivity: 'sealed',
        } as const,
      },
    };
    const bytes = exportRecords(sealed, [person], { fields: ['name', 'note'], reveal: true });
    expect(strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml'] ?? new Uint8Array())).not.toContain(
      'HYPERLINK',
    );
  });

  test('any text goes out and comes back, less what no spreadsheet can hold', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            fc.string(),
            fc.string({ unit: 'binary' }),
            fc.constant('_x000D_'),
            fc.constant(' 两边有空格 '),
          ),
          { minLength: 1, maxLength: 6 },
        ),
        async (texts) => {
          const bytes = writeXlsx({
            name: '甲',
            columns: texts.map(() => ({ header: '列', width: 9, kind: 'text' })),
            rows: [texts],
          });
          const [, row] = await readBack(bytes);
          const kept = texts.map((text) =>
            text.replace(/[^\P{Cc}\t\r\n]|\p{Surrogate}|[\ufffe\uffff]/gu, ''),
          );
          expect(texts.map((_, index) => row?.[index] ?? '')).toEqual(kept);
        },
      ),
      { numRuns: 80 },
    );
  });

  test('names of sheets and columns', () => {
    expect(sheetName('a/b:c*d?[e]')).toBe('a b c d  e');
    expect(sheetName("''")).toBe('表一');
    expect([...sheetName('名'.repeat(50))]).toHaveLength(31);
    expect([0, 25, 26, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']);
    expect(sheetText('_x0041_ <&>')).toBe('_x005F_x0041_ &lt;&amp;&gt;');
  });

  test.skipIf(!hasOffice)(
    'LibreOffice opens it and sees the same cells',
    async () => {
      const money = writeXlsx({
        name: '名单',
        frozenColumns: 2,
        columns: [
          { header: '工号', width: 10, kind: 'text' },
          { header: '姓名', width: 10, kind: 'text' },
          { header: '金额', width: 12, kind: 'money' },
          { header: '人数', width: 8, kind: 'number' },
        ],
        rows: [
          ['00123', '甲测试，“引号”', 1234.5, 3],
          ['440000199001010019', ' 空格 ', 0, null],
        ],
      });
      const csv = (await convert(money, 'xlsx', 'csv', 'Text - txt - csv (StarCalc):44,34,76,1'))
        .toString('utf8')
        .replace(/^\ufeff/, '');
      // LibreOffice quotes what it holds as text: the numbers of people stayed text, money and counts are numbers.
      expect(csv.trim().split(/\r?\n/)).toEqual([
        '"工号","姓名","金额","人数"',
        '"00123","甲测试，“引号”","1,234.50",3',
        '"440000199001010019"," 空格 ",0.00,',
      ]);
    },
    180_000,
  );
});
