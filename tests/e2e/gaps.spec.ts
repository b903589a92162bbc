import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { makeRoster } from '../../scripts/fixtures/roster.ts';
import { Clerk } from './support/clerk.ts';
import { Pc } from './support/pc.ts';
import { Province } from './support/province.ts';
import { workbook } from './support/sheets.ts';

const people = 40;
const roster = makeRoster({ seed: 171, rows: people });
const phone = roster.headers.indexOf('手机号码');
const asked = roster.headers.indexOf('是否农民工');
const without = (cells: readonly string[]): readonly string[] => cells.filter((_, at) => at !== asked);
/** HR's list without 是否农民工; the second person gave the first one's phone. */
const sheet = {
  headers: without(roster.headers),
  rows: roster.rows.map((row, at) =>
    without(row.map((cell, place) => (at === 1 && place === phone ? (roster.rows[0]?.[phone] ?? '') : cell))),
  ),
};

/** Fills a column of the 待补信息表 for everybody, as a workshop does; cells that wait are empty and framed. */
function filled(bytes: Uint8Array, letter: string, text: string): Buffer {
  const parts = unzipSync(bytes);
  const name = 'xl/worksheets/sheet1.xml';
  const xml = strFromU8(parts[name] ?? new Uint8Array()).replace(
    new RegExp(`<c r="(${letter}\\d+)" s="4"/>`, 'g'),
    `<c r="$1" t="inlineStr"><is><t>${text}</t></is></c>`,
  );
  return Buffer.from(zipSync({ ...parts, [name]: strToU8(xml) }));
}

test.describe.serial('待补信息', () => {
  let province: Province;
  let clerk: Clerk;

  test.beforeAll(async () => {
    province = await Province.start();
    const code = encodeURIComponent(province.takeCode('第一台'));
    clerk = new Clerk(await Pc.open(`${province.pageUrl}#code=${code}`));
    await clerk.enrol('甲测试');
    await clerk.pickRoster(workbook('花名册.xlsx', sheet));
    await clerk.compare('全部在职人员');
    await clerk.write(people);
  });
  test.afterAll(async () => {
    await clerk.pc.close();
    await province.stop();
  });

  test('待补信息表：导出、填好、导回来只补充信息，缺的人数变少', async () => {
    const { page } = clerk;
    await clerk.menu('会员管理', '待补信息');
    await expect(clerk.button(`看缺是否农民工的 ${people} 人`)).toBeVisible();
    await clerk.pc.photograph('40-gaps');
    // Only this column goes to the workshops.
    for (const box of await page.getByRole('checkbox', { name: /^待补信息表里放(?!是否农民工)/ }).all())
      await box.uncheck();
    await clerk.button('导出待补信息表').click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      clerk.button(`导出 ${people} 人`, page.getByRole('dialog')).click(),
    ]);
    const bytes = filled(await readFile(await download.path()), 'D', '否');
    await clerk.pickRoster({ name: '待补信息表.xlsx', bytes });
    await clerk.compare('只补充信息');
    await clerk.expectVerdicts({ 有改动: people });
    await clerk.write(people);
    await clerk.menu('会员管理', '待补信息');
    await expect(page.getByText(/缺上报要填的栏目|都不缺/)).toBeVisible();
    await expect(clerk.button(/^看缺是否农民工的/)).toHaveCount(0);
  });

  test('手机号与他人相同的两人列出来，并排看，标为不是同一个人以后不再列', async () => {
    const { page } = clerk;
    await clerk.menu('会员管理', '待补信息');
    await page.getByRole('tab', { name: '疑似重复' }).click();
    await page.getByRole('radio', { name: '手机号与他人相同（1 组）' }).check();
    await clerk.button('并排看第 1 组').click();
    for (const person of roster.people.slice(0, 2))
      await expect(page.getByRole('table', { name: '并排看' })).toContainText(person.工号);
    await clerk.pc.photograph('41-twins');
    await clerk.button('不是同一个人').click();
    await expect(page.getByRole('radio', { name: '手机号与他人相同（0 组）' })).toBeVisible();
    await expect(page.getByText('另有 1 组在本机标过不是同一个')).toBeVisible();
  });
});
