import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openSheets } from '../../../../../../renderer/records/import/readers/open.ts';
import { defaultLimits, settleRead } from '../../../../../../renderer/records/import/readers/port.ts';
import { makeRoster } from '../../../../../../scripts/fixtures/roster.ts';
import { toCsv } from '../../../../../../scripts/fixtures/csv.ts';
import { toXlsx, zipOf } from '../../../../../../scripts/fixtures/workbook.ts';

const limits = { ...defaultLimits, unpackedBytes: 32 * 1024 * 1024, cells: 200_000, milliseconds: 2000 };
const roster = makeRoster({ seed: 7, rows: 40 });
const sources = [toXlsx(roster), toCsv(roster, 'gbk'), toCsv(roster, 'utf-8')];

/** Reads to the end and answers how: any outcome but a typed one makes the test fail by throwing. */
async function outcome(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const opened = await openSheets(new Blob([bytes]), limits);
  if (!opened.ok) return opened.error.code;
  const read = await settleRead(async () => {
    for await (const batch of opened.value.rows(0)) {
      for (const row of batch) expect(row.number).toBeGreaterThan(0);
    }
  });
  return read.ok ? 'read' : read.error.code;
}

const codes = [
  'read',
  'empty',
  'notWorkbook',
  'oldWorkbook',
  'otherWorkbook',
  'webPage',
  'password',
  'damaged',
  'unsafe',
  'tooLarge',
  'tooLong',
];

test('a file with damaged bytes is read or refused by a typed code, within the time cap', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: sources.length - 1 }),
      fc.array(
        fc.tuple(
          fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
          fc.integer({ min: 0, max: 255 }),
        ),
        { minLength: 1, maxLength: 24 },
      ),
      fc.double({ min: 0.2, max: 1, noNaN: true }),
      async (which, damage, keep) => {
        const source = sources[which] ?? new Uint8Array();
        const bytes = new Uint8Array(source.subarray(0, Math.ceil(source.length * keep)));
        for (const [place, value] of damage) bytes[Math.floor(place * bytes.length)] = value;
        const before = performance.now();
        expect(codes).toContain(await outcome(bytes));
        expect(performance.now() - before).toBeLessThan(limits.milliseconds + 3000);
      },
    ),
    { numRuns: 300, seed: 20261123 },
  );
}, 120_000);

test('a sheet whose markup is cut and mixed is read or refused', async () => {
  const pieces = [
    '<row',
    '<row r="1">',
    '</row>',
    '<c',
    '<c r="A1" t="s">',
    '</c>',
    '<v>',
    '1',
    '</v>',
    '<is><t>',
    '甲',
    '</t></is>',
    '&#x0;',
    '&amp',
    '"',
    '>',
    '/>',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    ' hidden="1"',
    '<f>',
    '</sheetData>',
  ];
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...pieces), { maxLength: 60 }), async (parts) => {
      const bytes = zipOf([
        ['[Content_Types].xml', '<Types/>'],
        [
          'xl/workbook.xml',
          '<workbook xmlns:r="r"><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>',
        ],
        [
          'xl/_rels/workbook.xml.rels',
          '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/s.xml"/></Relationships>',
        ],
        ['xl/worksheets/s.xml', `<worksheet><sheetData>${parts.join('')}</sheetData></worksheet>`],
      ]);
      expect(codes).toContain(await outcome(bytes));
    }),
    { numRuns: 300, seed: 20261123 },
  );
}, 120_000);
