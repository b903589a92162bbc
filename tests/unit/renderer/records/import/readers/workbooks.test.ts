import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { openSheets } from '../../../../../../renderer/records/import/readers/open.ts';
import { defaultLimits, settleRead } from '../../../../../../renderer/records/import/readers/port.ts';
import { expected } from '../../../../../fixtures/workbooks/expected.ts';
import type {
  MergedCells,
  SheetRow,
  SheetSource,
} from '../../../../../../renderer/records/import/readers/port.ts';
import type { ExpectedSheet } from '../../../../../fixtures/workbooks/expected.ts';

const folder = fileURLToPath(new URL('../../../../../fixtures/workbooks/', import.meta.url));
/** As somebody renamed it: no reader may go by a name, so none is given one. */
const file = (name: string): Blob => new Blob([new Uint8Array(readFileSync(path.join(folder, name)))]);

const said = ({ number, hidden, struck, coloured, cells }: SheetRow): string => {
  const marks = `${hidden ? 'H' : ''}${struck ? 'S' : ''}${coloured ? 'C' : ''}`;
  const texts = cells.map(({ kind, text }) =>
    kind === 'text' || kind === 'empty' ? text : `${kind.charAt(0)}:${text}`,
  );
  return `${number}${marks}|${texts.join('|')}`;
};
const letter = (column: number): string => String.fromCharCode(65 + column);
const area = ({ top, bottom, left, right }: MergedCells): string =>
  `${letter(left)}${top}:${letter(right)}${bottom}`;

const mergedOf = async (source: SheetSource, sheet: number): Promise<readonly string[]> =>
  (await source.merged?.(sheet))?.map(area) ?? [];

async function sheetOf(source: SheetSource, sheet: number): Promise<ExpectedSheet> {
  const read = await settleRead(async () => {
    const rows: string[] = [];
    for await (const batch of source.rows(sheet)) rows.push(...batch.map(said));
    return rows;
  });
  if (!read.ok) return { fails: read.error.code };
  const merged = await mergedOf(source, sheet);
  return { rows: read.value, ...(merged.length > 0 ? { merged } : {}) };
}

test('every file of the folder is expected, and every one expected is there', () => {
  const names = readdirSync(folder).filter((name) => name !== 'expected.ts');
  expect(names.sort()).toEqual(Object.keys(expected).sort());
  expect(names.length).toBeGreaterThanOrEqual(40);
});

describe('every disguise of a roster', () => {
  test.each(Object.entries(expected))('%s', async (name, wanted) => {
    const opened = await openSheets(file(name), defaultLimits, wanted.password);
    if ('code' in wanted) {
      expect(opened.ok ? 'opened' : opened.error).toMatchObject({
        code: wanted.code,
        ...(wanted.detail ? { detail: wanted.detail } : {}),
      });
      return;
    }
    if (!opened.ok) throw new Error(opened.error.code);
    const { format, sheets } = opened.value;
    const names = sheets.map((sheet) => (sheet.hidden ? `(${sheet.name})` : sheet.name));
    expect({ format, names }).toEqual({ format: wanted.format, names: wanted.names });
    for (const [index, sheet] of wanted.sheets.entries())
      expect(await sheetOf(opened.value, index)).toEqual(sheet);
  });
});

describe('passwords', () => {
  const locked = Object.entries(expected).filter(([, { password }]) => password !== undefined);

  test.each(locked)('%s asks for its password, and knows a wrong one', async (name) => {
    const codeWith = async (password?: string): Promise<string> => {
      const opened = await openSheets(file(name), defaultLimits, password);
      return opened.ok ? 'opened' : opened.error.code;
    };
    expect(await codeWith()).toBe('password');
    expect(await codeWith('mima-2026')).toBe('wrongPassword');
    expect(await codeWith('')).toBe('wrongPassword');
  });

  test('a password for a file that has none is no obstacle', async () => {
    const opened = await openSheets(file('hand-rich.xlsx'), defaultLimits, 'x');
    expect(opened.ok).toBe(true);
  });
});

test.each(['hand-rich.xlsx', 'office-rich.xls', 'page-hr.xls', 'sheetml-wps.xls'])(
  '%s: some columns, the first rows: the same cells and the same marks',
  async (name) => {
    const opened = await openSheets(file(name));
    if (!opened.ok) throw new Error(opened.error.code);
    const all: SheetRow[] = [];
    for await (const batch of opened.value.rows(0)) all.push(...batch);
    const some: SheetRow[] = [];
    for await (const batch of opened.value.rows(0, { columns: new Set([1]), maxRows: 3 }))
      some.push(...batch);
    const wanted = all.filter(({ cells }) => (cells[1]?.text ?? '') !== '').slice(0, 3);
    expect(some.map(({ number, cells }) => [number, cells.map(({ text }) => text)])).toEqual(
      wanted.map(({ number, cells }) => [number, ['', cells[1]?.text]]),
    );
    expect(some.map(({ struck, coloured, hidden }) => [struck, coloured, hidden])).toEqual(
      wanted.map(({ struck, coloured, hidden }) => [struck, coloured, hidden]),
    );
  },
);

test.each(['hand-rich.xlsx', 'office-rich.xlsx', 'office-rich.xls', 'office-rich.html', 'sheetml-wps.xls'])(
  '%s: merged cells are known before a row is read',
  async (name) => {
    const opened = await openSheets(file(name));
    if (!opened.ok) throw new Error(opened.error.code);
    const wanted = expected[name];
    expect(await mergedOf(opened.value, 0)).toEqual(
      wanted && 'sheets' in wanted ? wanted.sheets[0]?.merged : undefined,
    );
  },
);
