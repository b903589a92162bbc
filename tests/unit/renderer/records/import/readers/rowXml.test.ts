import { describe, expect, test } from 'vitest';
import { defaultLimits, settleRead } from '../../../../../../renderer/records/import/readers/port.ts';
import { rowOf } from '../../../../../../renderer/records/import/readers/rowXml.ts';
import { openSheets } from '../../../../../../renderer/records/import/readers/open.ts';
import { zipOf } from '../../../../../../scripts/fixtures/workbook.ts';

const context = {
  texts: [{ kind: 'text', text: '甲测试' } as const],
  dateFormats: new Set([3]),
  dates: new Map(),
  since1904: false,
  limits: defaultLimits,
};
const cells = (xml: string) => rowOf(`<row r="7">${xml}</row>`, 0, context).cells;

describe('cells', () => {
  test.each([
    ['<c r="A7" t="s"><v>0</v></c>', { kind: 'text', text: '甲测试' }],
    ['<c r="A7" t="inlineStr"><is><t>a &amp; b</t></is></c>', { kind: 'text', text: 'a & b' }],
    [
      '<c r="A7" t="inlineStr"><is><r><rPr><b/></rPr><t>甲</t></r><r><t xml:space="preserve"> 乙</t></r></is></c>',
      { kind: 'text', text: '甲 乙' },
    ],
    [
      '<c r="A7" t="inlineStr"><is><t>姓</t><rPh sb="0" eb="1"><t>xing</t></rPh></is></c>',
      { kind: 'text', text: '姓' },
    ],
    ['<c r="A7" t="str"><f>A1&amp;B1</f><v>甲_x000D_乙</v></c>', { kind: 'text', text: '甲\r乙' }],
    ['<c r="A7"><v>440000199001010000</v></c>', { kind: 'number', text: '440000199001010000' }],
    ['<c r="A7"><v>4.4000019900101E17</v></c>', { kind: 'number', text: '440000199001010000' }],
    ['<c r="A7"><v>0.30000000000000004</v></c>', { kind: 'number', text: '0.3' }],
    ['<c r="A7" s="3"><v>43709</v></c>', { kind: 'date', text: '2019-09-01', raw: '43709' }],
    ['<c r="A7" s="3"><v>43709.5625</v></c>', { kind: 'date', text: '2019-09-01 13:30', raw: '43709.5625' }],
    ['<c r="A7" t="e"><f>VLOOKUP(1,A:B,2)</f><v>#N/A</v></c>', { kind: 'error', text: '#N/A' }],
    ['<c r="A7" t="b"><v>1</v></c>', { kind: 'flag', text: '是', raw: '1' }],
    ['<c r="A7"><f>NOW()</f></c>', { kind: 'uncached', text: '' }],
  ])('%s', (xml, cell) => {
    expect(cells(xml)).toEqual([cell]);
  });

  test('cells without references follow one another, gaps are empty', () => {
    expect(cells('<c><v>1</v></c><c r="D7"><v>2</v></c><c><v>3</v></c>').map((cell) => cell.text)).toEqual([
      '1',
      '',
      '',
      '2',
      '3',
    ]);
  });

  test('an index into strings that do not exist is damage', async () => {
    const read = await settleRead(async () => cells('<c t="s"><v>9</v></c>'));
    expect(read).toMatchObject({ ok: false, error: { code: 'damaged' } });
  });
});

test('prefixed namespaces, hidden rows and the 1904 calendar', async () => {
  const bytes = zipOf([
    ['[Content_Types].xml', '<Types/>'],
    [
      'xl/workbook.xml',
      '<x:workbook xmlns:x="m" xmlns:r="r"><x:workbookPr date1904="1"/><x:sheets><x:sheet name="甲" r:id="rId1"/><x:sheet name="乙" state="hidden" r:id="rId1"/></x:sheets></x:workbook>',
    ],
    [
      'xl/_rels/workbook.xml.rels',
      '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="/xl/worksheets/s.xml"/><Relationship Id="rId2" Type="x/styles" Target="styles.xml"/></Relationships>',
    ],
    [
      'xl/styles.xml',
      '<x:styleSheet xmlns:x="m"><x:numFmts><x:numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></x:numFmts><x:cellXfs><x:xf numFmtId="0"/><x:xf numFmtId="176"/></x:cellXfs></x:styleSheet>',
    ],
    [
      'xl/worksheets/s.xml',
      '<?xml version="1.0"?>\n<x:worksheet xmlns:x="m"><x:sheetData><x:row r="2" hidden="1"><x:c r="B2" s="1"><x:v>42247</x:v></x:c></x:row><x:rowBreaks/></x:sheetData></x:worksheet>',
    ],
  ]);
  const opened = await openSheets(new Blob([bytes]));
  if (!opened.ok) throw new Error(opened.error.code);
  expect(opened.value.sheets).toEqual([
    { name: '甲', hidden: false },
    { name: '乙', hidden: true },
  ]);
  const rows = [];
  for await (const batch of opened.value.rows(0)) rows.push(...batch);
  expect(rows).toEqual([
    {
      number: 2,
      hidden: true,
      cells: [
        { kind: 'empty', text: '' },
        { kind: 'date', text: '2019-09-01', raw: '42247' },
      ],
    },
  ]);
});
