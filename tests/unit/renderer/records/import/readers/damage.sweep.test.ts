import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openSheets } from '../../../../../../renderer/records/import/readers/open.ts';
import { defaultLimits, settleRead } from '../../../../../../renderer/records/import/readers/port.ts';
import { zipOf } from '../../../../../../scripts/fixtures/workbook.ts';
import { expected } from '../../../../../fixtures/workbooks/expected.ts';
import type { ReadLimits, SheetRow } from '../../../../../../renderer/records/import/readers/port.ts';

/** `READER_SECONDS=600 FIRST_SEED=9 npx vitest run --project sweeps damage` goes on for longer, from another seed. */
const seconds = Number(process.env['READER_SECONDS'] ?? '6');
const firstSeed = Number(process.env['FIRST_SEED'] ?? '1');
const limits: ReadLimits = {
  ...defaultLimits,
  unpackedBytes: 32 * 1024 * 1024,
  cells: 200_000,
  milliseconds: 2000,
};
/** What a reader may take beyond its time: a step between two looks at the clock, on a machine that does other things. */
const slack = 3000;
const codes = new Set([
  'empty',
  'notWorkbook',
  'oldWorkbook',
  'otherWorkbook',
  'webPage',
  'password',
  'wrongPassword',
  'damaged',
  'unsafe',
  'tooLarge',
  'tooLong',
]);

const folder = fileURLToPath(new URL('../../../../../fixtures/workbooks/', import.meta.url));
const files = readdirSync(folder)
  .filter((name) => name in expected)
  .map((name) => ({
    name,
    bytes: new Uint8Array(readFileSync(path.join(folder, name))),
    password: expected[name]?.password,
  }))
  // The passwords of other programs' files cost a second a try; ours of the same schemes have few rounds.
  .filter(({ bytes, name }) => bytes.length > 0 && !name.startsWith('tool-'));

type Bytes = Uint8Array<ArrayBuffer>;
type Random = (below: number) => number;

function randomOf(seed: number): Random {
  let state = (seed * 2_654_435_761) >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * below);
  };
}

const concat = (...pieces: readonly Uint8Array[]): Bytes => new Uint8Array(Buffer.concat(pieces));
/** What turns up in attacks: sizes at the edges, ends of structures, openings that nobody closes. */
const runs = [
  '\u0000',
  '\u00ff',
  '<',
  '"',
  '&#x10FFFF;',
  '<!--',
  '<![CDATA[',
  '<td rowspan=65534 colspan=1000>',
  '<Row ss:Index="1048576"/>',
  '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
  '<table><tr><td>',
  '<s><p>',
  '</tr>',
  'PK\u0003\u0004',
  '\r\n',
].map((text) => new Uint8Array(Buffer.from(text, 'latin1')));

const mutations: Readonly<Record<string, (bytes: Bytes, random: Random) => Bytes>> = {
  bits: (bytes, random) => {
    const out = new Uint8Array(bytes);
    for (let count = 1 + random(8); count > 0; count -= 1) {
      const at = random(out.length);
      out[at] = (out[at] ?? 0) ^ (1 << random(8));
    }
    return out;
  },
  values: (bytes, random) => {
    const out = new Uint8Array(bytes);
    for (let count = 1 + random(4); count > 0; count -= 1) {
      const at = random(Math.max(1, out.length - 4));
      const value = [0, 1, 0xff, 0xffff, 0x7fffffff, 0xffffffff, random(0x10000)][random(7)] ?? 0;
      for (let byte = 0; byte < 4; byte += 1) out[at + byte] = (value >>> (byte * 8)) & 255;
    }
    return out;
  },
  cut: (bytes, random) => bytes.slice(0, random(bytes.length)),
  headless: (bytes, random) => bytes.slice(random(Math.min(bytes.length, 2048))),
  insert: (bytes, random) => {
    const at = random(bytes.length);
    const run = runs[random(runs.length)] ?? new Uint8Array();
    const many = Array.from({ length: 1 + random([2, 50, 20_000][random(3)] ?? 2) }, () => run);
    return concat(bytes.subarray(0, at), ...many, bytes.subarray(at));
  },
  swap: (bytes, random) => {
    const [a, b, c] = [random(bytes.length), random(bytes.length), random(bytes.length)].sort(
      (left, right) => left - right,
    );
    return concat(bytes.subarray(0, a), bytes.subarray(b, c), bytes.subarray(a, b), bytes.subarray(c));
  },
  repeat: (bytes, random) => {
    const from = random(bytes.length);
    const piece = bytes.subarray(from, from + 1 + random(400));
    return concat(bytes.subarray(0, from), ...Array.from({ length: 300 }, () => piece), bytes.subarray(from));
  },
};

interface Reading {
  readonly code: string;
  readonly rows: readonly SheetRow[];
}

/** Opens and reads everything; what comes is a value or a typed failure, or the test fails by what was thrown. */
async function reading(bytes: Bytes, password: string | undefined): Promise<Reading> {
  const opened = await openSheets(new Blob([bytes]), limits, password);
  if (!opened.ok) return { code: opened.error.code, rows: [] };
  const rows: SheetRow[] = [];
  for (const sheet of opened.value.sheets.keys()) {
    const read = await settleRead(async () => {
      await opened.value.merged?.(sheet);
      for await (const batch of opened.value.rows(sheet)) rows.push(...batch);
    });
    if (!read.ok) return { code: read.error.code, rows: [] };
    if (rows.length > 50_000) break;
  }
  return { code: 'read', rows };
}

const isSound = ({ number, cells }: SheetRow): boolean =>
  Number.isInteger(number) && number >= 1 && number <= 1_048_576 && cells.length <= limits.columns;

test(`whatever happens to a file, it is read or refused in words, in time (${seconds} s of damage)`, async () => {
  const seen = new Map<string, number>();
  const kinds = Object.entries(mutations);
  const until = performance.now() + seconds * 1000;
  for (let seed = firstSeed; performance.now() < until; seed += 1) {
    const random = randomOf(seed);
    const file = files[random(files.length)];
    const [kind, mutate] = kinds[random(kinds.length)] ?? [];
    if (!file || !mutate) throw new Error('nothing to damage');
    const bytes = mutate(file.bytes, random);
    const where = `seed ${seed}: ${String(kind)} of ${file.name}`;
    const before = performance.now();
    const { code, rows } = await reading(bytes, file.password);
    expect(performance.now() - before, where).toBeLessThan(limits.milliseconds * 3 + slack);
    if (code !== 'read') expect(codes, where).toContain(code);
    expect(rows.every(isSound), where).toBe(true);
    seen.set(code, (seen.get(code) ?? 0) + 1);
  }
  // The sweep reaches both outcomes: a run in which everything is refused at the door shows nothing.
  expect(seen.get('read') ?? 0).toBeGreaterThan(0);
  expect(seen.get('damaged') ?? 0).toBeGreaterThan(0);
  process.stdout.write(`damage: ${JSON.stringify(Object.fromEntries(seen))}\n`);
});

test('a bit that tips over inside a packed part never makes another row: all rows come, or none count', async () => {
  const source = files.find(({ name }) => name === 'hand-rich.xlsx');
  if (!source) throw new Error('no file');
  const { rows } = await reading(source.bytes, undefined);
  expect(rows.length).toBeGreaterThan(5);
  let refused = 0;
  for (let at = 0; at < source.bytes.length; at += 8) {
    const bytes = new Uint8Array(source.bytes);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
    const after = await reading(bytes, undefined);
    if (after.code === 'read') expect(after.rows, `byte ${at}`).toEqual(rows);
    else refused += 1;
  }
  expect(refused).toBeGreaterThan(source.bytes.length / 16);
});

const chars = (text: string, count: number): string => text.repeat(count);
const sheetOf = (xml: string): Bytes =>
  zipOf([
    ['[Content_Types].xml', '<Types/>'],
    ['xl/workbook.xml', '<workbook xmlns:r="r"><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>'],
    [
      'xl/_rels/workbook.xml.rels',
      '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/s.xml"/></Relationships>',
    ],
    ['xl/worksheets/s.xml', xml],
  ]);
const page = (text: string): Bytes => new Uint8Array(Buffer.from(`<html><body>${text}`));
const xml2003 = (text: string): Bytes =>
  new Uint8Array(Buffer.from(`<?xml version="1.0"?><Workbook><Worksheet><Table>${text}`));

/** Inputs whose cost would be the square of their length for a reader that looks back or joins again and again. */
const slow: Readonly<Record<string, Bytes>> = {
  'a tag that never ends': page(`<table><tr><td ${chars('a="b" ', 150_000)}`),
  'a comment that never ends': page(`<!-- ${chars('-- ', 1_000_000)}`),
  'open quotes': page(chars('<a b="', 300_000)),
  'half entities': page(`<table><tr><td>${chars('&am', 700_000)}</td></tr></table>`),
  'cells reaching down, over and over': page(
    `<table>${chars('<tr><td rowspan=65534 colspan=300>x</td></tr>', 20_000)}</table>`,
  ),
  'elements inside elements': page(`<table><tr><td>${chars('<s><span>', 300_000)}x</td></tr></table>`),
  'tables inside tables': page(`${chars('<table><tr><td>', 200_000)}x`),
  'a style sheet of nothing': page(`<style>${chars('.', 2_000_000)}</style><table></table>`),
  'a style sheet of braces': page(`<style>${chars('{,.a', 500_000)}</style><table></table>`),
  'a style of semicolons': page(`<table><tr style="${chars(';', 900_000)}"><td>x</td></tr></table>`),
  'data that never ends': xml2003(`<Row><Cell><Data><![CDATA[${chars(']]', 1_000_000)}`),
  'rows without cells': xml2003(chars('<Row/>', 400_000)),
  'merged cells without end': sheetOf(
    `<worksheet><sheetData><row r="1"/></sheetData><mergeCells>${chars('<mergeCell ref="A1:B2"/>', 200_000)}`,
  ),
  'opened merged cells': sheetOf(
    `<worksheet><sheetData><row r="1"/></sheetData>${chars('<mergeCells ', 400_000)}`,
  ),
  'rows that never end': sheetOf(`<worksheet><sheetData>${chars('<row r="1"><c>', 400_000)}`),
  'quotes in a text': new Uint8Array(Buffer.from(chars('"a', 1_500_000))),
  'one long line': new Uint8Array(Buffer.from(chars(',', 3_000_000))),
};

test.each(Object.entries(slow))('%s costs no more than its length', async (_name, bytes) => {
  const before = performance.now();
  const { code } = await reading(bytes, undefined);
  expect(performance.now() - before).toBeLessThan(limits.milliseconds * 2 + slack);
  expect(['read', ...codes]).toContain(code);
});
