import { readFile } from 'node:fs/promises';
import type { Download } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { pinyin } from 'pinyin-pro';
import { makeRoster, nextMonth } from '../../../scripts/fixtures/roster.ts';
import type { Person, Roster } from '../../../scripts/fixtures/roster.ts';
import { toXlsx } from '../../../scripts/fixtures/workbook.ts';
import type { PickedFile } from './clerk.ts';

const dates = ['出生日期', '入职日期', '合同开始日期', '合同到期', '入会日期'];

/** A roster as HR's program writes it: a title above the header, dates as dates. */
export function workbook(name: string, table: Pick<Roster, 'headers' | 'rows'>): PickedFile {
  return { name, bytes: toXlsx(table, { dates, above: [['云桥精密电子 在职人员花名册']] }) };
}

/** What spoils an identity number on its way through spreadsheets, each beyond repair. */
const ruins: readonly ((id: string) => string)[] = [
  (id) => `${id.slice(0, 15)}000`,
  (id) => `${id[0] ?? '4'}.${id.slice(1, 6)}E+17`,
  (id) => id.slice(0, 15),
  (id) => id.slice(0, 17) + (id.endsWith('7') ? '8' : '7'),
  (id) => `${id.slice(0, 10)}1331${id.slice(14)}`,
];

/** Rows of people nobody has in the books, whose identity numbers cannot be right. */
export function ruinedRows(count: number): readonly (readonly string[])[] {
  const others = makeRoster({ seed: 99, rows: count });
  const at = others.headers.indexOf('身份证号码');
  const number = others.headers.indexOf('工号');
  return others.rows.map((row, index) =>
    row.map((cell, place) => {
      if (place === at) return ruins[index % ruins.length]?.(cell) ?? '';
      return place === number ? `B${String(index + 1).padStart(4, '0')}` : cell;
    }),
  );
}

export interface Months {
  readonly first: Roster;
  readonly second: ReturnType<typeof nextMonth>;
}

export function twoMonths(rows: number): Months {
  const first = makeRoster({ seed: 20_261_101, rows });
  return { first, second: nextMonth(first, { seed: 20_261_201 }) };
}

/** HR's list of leavers: number, name, day and reason, no identity numbers (K7). */
export function leaversSheet(people: readonly Person[], day: string): PickedFile {
  return workbook('11月离职.xlsx', {
    headers: ['工号', '姓名', '离职日期', '离职原因'],
    rows: people.map((person) => [person.工号, person.姓名, day, '个人原因']),
  });
}

/** Cells of the first sheet of a downloaded workbook, as text. */
export async function rowsOf(download: Download): Promise<readonly (readonly string[])[]> {
  const parts = unzipSync(await readFile(await download.path()));
  const text = (name: string): string => strFromU8(parts[name] ?? new Uint8Array());
  const plain = (xml: string): string =>
    [...xml.matchAll(/<t[^>]*>([^<]*)<\/t>/g)]
      .map((match) => match[1] ?? '')
      .join('')
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&quot;/g, '"')
      .replace(/&amp;/g, '&');
  const shared = [...text('xl/sharedStrings.xml').matchAll(/<si>(.*?)<\/si>/gs)].map((match) =>
    plain(match[1] ?? ''),
  );
  return [...text('xl/worksheets/sheet1.xml').matchAll(/<row[^>]*>(.*?)<\/row>/gs)].map((row) =>
    [...(row[1] ?? '').matchAll(/<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)].map((cell) => {
      const inner = cell[2] ?? '';
      const value = /<v>([^<]*)<\/v>/.exec(inner)?.[1] ?? '';
      if (/t="s"/.test(cell[1] ?? '')) return shared[Number(value)] ?? '';
      return value === '' ? plain(inner) : value;
    }),
  );
}

/** Syllables of a name: 甲测试 → [jia, ce, shi]. */
export function syllables(name: string): readonly string[] {
  return pinyin(name, { toneType: 'none', type: 'array' });
}

/** A roster as people whom nobody knows yet, by 工号 alone: the generator gives every roster the same identity numbers. */
export function strangers(
  roster: Pick<Roster, 'headers' | 'rows'>,
  prefix: string,
): Pick<Roster, 'headers' | 'rows'> {
  const kept = roster.headers.map((header) => !/身份证|手机/.test(header));
  return {
    headers: roster.headers.filter((_, at) => kept[at]),
    rows: roster.rows.map((row) =>
      row
        .map((cell, at) => (roster.headers[at] === '工号' ? prefix + cell : cell))
        .filter((_, at) => kept[at]),
    ),
  };
}
