import { describe, expect, test } from 'vitest';
import { openSheets } from '../../../../../../renderer/records/import/readers/open.ts';
import { defaultLimits, settleRead } from '../../../../../../renderer/records/import/readers/port.ts';
import { toContainer } from '../../../../../../scripts/fixtures/container.ts';
import { toCsv } from '../../../../../../scripts/fixtures/csv.ts';
import { toXlsx, zipOf } from '../../../../../../scripts/fixtures/workbook.ts';
import type { ReadLimits } from '../../../../../../renderer/records/import/readers/port.ts';

const table = {
  headers: ['工号', '姓名', '备注'],
  rows: [
    ['00123', '甲测试', '“一”,二\n三'],
    ['00124', '乙测试', 'a"b'],
  ],
};

async function textsOf(
  bytes: Uint8Array<ArrayBuffer>,
  limits?: ReadLimits,
): Promise<readonly (readonly string[])[]> {
  const opened = await openSheets(new Blob([bytes]), limits);
  if (!opened.ok) throw new Error(opened.error.code);
  const rows: string[][] = [];
  for await (const batch of opened.value.rows(0)) {
    for (const row of batch) rows.push(row.cells.map((cell) => cell.text));
  }
  return rows;
}

async function codeOf(bytes: Uint8Array<ArrayBuffer>, limits: ReadLimits = defaultLimits): Promise<string> {
  const opened = await openSheets(new Blob([bytes]), limits);
  if (!opened.ok) return opened.error.code;
  const read = await settleRead(async () => {
    let rows = 0;
    for await (const batch of opened.value.rows(0)) rows += batch.length;
    return rows;
  });
  return read.ok ? 'read' : read.error.code;
}

const bytesOf = (...numbers: number[]): Uint8Array<ArrayBuffer> => Uint8Array.from(numbers);
const utf8 = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(new TextEncoder().encode(text));

describe('the same table in every dress', () => {
  test('xlsx, and csv in three encodings and three separators, read alike', async () => {
    const expected = [table.headers, ...table.rows];
    expect(await textsOf(toXlsx(table))).toEqual(expected);
    for (const encoding of ['utf-8', 'utf-8-bom', 'gbk'] as const) {
      for (const separator of [',', '\t', ';']) {
        expect(await textsOf(toCsv(table, encoding, separator)), `${encoding} ${separator}`).toEqual(
          expected,
        );
      }
    }
  });

  test('UTF-16 with its mark, a last line without an end, lone CR line ends', async () => {
    const utf16 = new Uint8Array(Buffer.from('\ufeff工号\t姓名\r1\t甲测试', 'utf16le'));
    expect(await textsOf(utf16)).toEqual([
      ['工号', '姓名'],
      ['1', '甲测试'],
    ]);
  });

  test('leading zeros kept with ="00123" stay', async () => {
    expect(await textsOf(utf8('工号,姓名\n="00123",甲测试\n'))).toEqual([
      ['工号', '姓名'],
      ['00123', '甲测试'],
    ]);
  });
});

describe('what is no workbook gets one sentence each', () => {
  const ole = (name: string): Uint8Array<ArrayBuffer> =>
    toContainer({ [name]: Buffer.alloc(64), EncryptionInfo: Buffer.alloc(8) });
  const cases: readonly (readonly [string, Uint8Array<ArrayBuffer>, string])[] = [
    ['an empty file', bytesOf(), 'empty'],
    ['a file of blanks', utf8('  \r\n '), 'empty'],
    ['a picture', bytesOf(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2), 'notWorkbook'],
    ['a PDF', utf8('%PDF-1.7 something'), 'notWorkbook'],
    ['a program', bytesOf(0x4d, 0x5a, 0x90, 0, 3, 0, 0), 'notWorkbook'],
    ['a workbook encrypted in a way nobody uses', ole('EncryptedPackage'), 'password'],
    ['a .xls from before 1993', ole('Workbook'), 'oldWorkbook'],
    ['an .et from before it was a .xls', ole('ETWorkbook'), 'oldWorkbook'],
    ['an old document', ole('WordDocument'), 'notWorkbook'],
    ['the head of a container and nothing behind it', ole('Workbook').subarray(0, 512), 'damaged'],
    ['a page without a table', utf8('<html><body><p>姓名</p></body></html>'), 'webPage'],
    ['a page in one mail', utf8('MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n'), 'webPage'],
    ['XML that is no workbook', utf8('<?xml version="1.0"?><people><one/></people>'), 'notWorkbook'],
    ['a flat .ods', utf8('<?xml version="1.0"?><office:document xmlns:office="o"/>'), 'otherWorkbook'],
    ['a .numbers', zipOf([['Index/Document.iwa', 'x']]), 'otherWorkbook'],
    [
      'a .docx',
      zipOf([
        ['[Content_Types].xml', '<Types/>'],
        ['word/document.xml', 'x'],
      ]),
      'notWorkbook',
    ],
    ['a zip of anything', zipOf([['a.txt', 'x']]), 'notWorkbook'],
    [
      'parts outside itself',
      zipOf([
        ['../../etc/passwd', 'x'],
        ['[Content_Types].xml', '<Types/>'],
      ]),
      'unsafe',
    ],
    ['parts outside itself, the Windows way', zipOf([['..\\evil.exe', 'x']]), 'unsafe'],
    [
      'two parts of one name',
      zipOf([
        ['a', 'x'],
        ['a', 'y'],
      ]),
      'unsafe',
    ],
    ['a workbook without its workbook', zipOf([['[Content_Types].xml', '<Types/>']]), 'damaged'],
  ];
  test.each(cases)('%s', async (_name, bytes, code) => {
    const opened = await openSheets(new Blob([bytes]));
    expect(opened.ok ? 'opened' : opened.error.code).toBe(code);
    if (!opened.ok) expect(opened.error.message).toMatch(/^[^a-z]*(\.[a-z]+[^a-z]*|WPS[^a-z]*)*$/);
  });

  test('a relation that climbs out of the workbook', async () => {
    const bytes = zipOf([
      ['[Content_Types].xml', '<Types/>'],
      ['xl/workbook.xml', '<workbook xmlns:r="r"><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>'],
      [
        'xl/_rels/workbook.xml.rels',
        '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="../../../secret.xml"/></Relationships>',
      ],
    ]);
    expect(await codeOf(bytes)).toBe('unsafe');
  });
});

describe('caps', () => {
  const sheet = (xml: string): Uint8Array<ArrayBuffer> =>
    zipOf([
      ['[Content_Types].xml', '<Types/>'],
      ['xl/workbook.xml', '<workbook xmlns:r="r"><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>'],
      [
        'xl/_rels/workbook.xml.rels',
        '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/s.xml"/></Relationships>',
      ],
      ['xl/worksheets/s.xml', xml],
    ]);

  test('a workbook that unpacks to far more than it weighs stops at the cap, quickly and without the memory', async () => {
    const rows = '<row><c t="str"><v>0</v></c></row>'.repeat(1_500_000);
    const bomb = sheet(`<worksheet><sheetData>${rows}</sheetData></worksheet>`);
    expect(bomb.byteLength).toBeLessThan(1024 * 1024);
    const limits = { ...defaultLimits, unpackedBytes: 8 * 1024 * 1024 };
    const opened = await openSheets(new Blob([bomb]), limits);
    if (!opened.ok) throw new Error(opened.error.code);
    let read = 0;
    const settled = await settleRead(async () => {
      for await (const batch of opened.value.rows(0)) read += batch.length;
    });
    expect(settled).toMatchObject({ ok: false, error: { code: 'tooLarge' } });
    expect(read).toBeLessThan(300_000);
  });

  test('one endless element stops even below the cap of bytes', async () => {
    const endless = sheet(
      `<worksheet><sheetData><row r="1"><c t="str"><v>${'0'.repeat(40 * 1024 * 1024)}</v></c></row></sheetData></worksheet>`,
    );
    expect(await codeOf(endless)).toBe('tooLarge');
  });

  test('bytes, cells, columns and time', async () => {
    const plain = toXlsx(table);
    expect(await codeOf(plain, { ...defaultLimits, bytes: 100 })).toBe('tooLarge');
    expect(await codeOf(plain, { ...defaultLimits, cells: 3 })).toBe('tooLarge');
    expect(await codeOf(plain, { ...defaultLimits, milliseconds: -1 })).toBe('tooLong');
    expect(
      await codeOf(
        sheet('<worksheet><sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData></worksheet>'),
      ),
    ).toBe('tooLarge');
    expect(await codeOf(plain)).toBe('read');
  });

  test('cells far to the right that hold nothing cost nothing', async () => {
    const styled = sheet(
      '<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/></row></sheetData></worksheet>',
    );
    expect(await codeOf(styled)).toBe('read');
  });

  test('a reading that is cancelled says so', async () => {
    const opened = await openSheets(new Blob([toXlsx(table)]));
    if (!opened.ok) throw new Error(opened.error.code);
    const stop = new AbortController();
    stop.abort();
    const read = await settleRead(async () => {
      for await (const _batch of opened.value.rows(0, { signal: stop.signal }))
        throw new Error('must not read');
    });
    expect(read).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });
});
