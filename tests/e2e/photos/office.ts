import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from '@playwright/test';
import { inventedIdNumber } from '../../../scripts/fixtures/roster.ts';
import { Clerk, password } from '../support/clerk.ts';
import { Pc } from '../support/pc.ts';
import { Province, root } from '../support/province.ts';
import { leaversSheet, ruinedRows, twoMonths, workbook } from '../support/sheets.ts';

export const rows = 8_000;
export const months = twoMonths(rows);
export const counsellorWords = '早上八点要记得先喝水再散步';
const folder = path.join(root, '.cache', 'photos');
const ports = { pages: 48_310, server: 48_311 };

/** The second month's sheet with rows nobody can mend, as a street or a plant really sends it. */
export function secondMonth(): ReturnType<typeof workbook> {
  const { headers, rows: lines } = months.second;
  return workbook('在职花名册202612.xlsx', { headers, rows: [...lines, ...ruinedRows(36)] });
}

/** Gaps as HR leaves them: a tenth without 民族, a twentieth without a phone, some without a contract. */
function withGaps(): { headers: readonly string[]; rows: readonly (readonly string[])[] } {
  const { headers, rows: lines } = months.first;
  const at = (name: string): number => headers.indexOf(name);
  const empty = new Map([
    [at('民族'), 10],
    [at('手机号码'), 19],
    [at('学历'), 13],
    [at('合同到期'), 7],
  ]);
  return {
    headers,
    rows: lines.map((line, row) =>
      line.map((cell, column) => {
        const every = empty.get(column);
        return every !== undefined && (row + column) % every === 0 ? '' : cell;
      }),
    ),
  };
}

export interface Office {
  readonly province: Province;
  readonly clerk: Clerk;
}

async function editPost(clerk: Clerk, number: string, value: string): Promise<void> {
  await clerk.roster();
  await clerk.open(number);
  await clerk.box('岗位').fill(value);
  await clerk.save();
}

async function leave(clerk: Clerk, number: string, day: string): Promise<void> {
  await clerk.roster();
  await clerk.open(number);
  await clerk.button('会籍与变动…').click();
  await clerk.page.getByRole('menuitem', { name: '登记离职' }).click();
  const dialog = clerk.page.getByRole('dialog');
  await dialog.getByLabel('离职日期').fill(day);
  await clerk.button(/登记离职/, dialog).click();
  await expect(dialog).toBeHidden();
}

async function hardship(clerk: Clerk, at: number, name: string, complete: boolean): Promise<void> {
  await clerk.menu('困难帮扶');
  await clerk.button('新增一户').first().click();
  await clerk.box('姓名').fill(name);
  await clerk.box('身份证号').fill(inventedIdNumber(at, at % 2 === 0));
  await clerk.box('手机').fill(`1700000${String(at).padStart(4, '0')}`);
  await clerk.choose('健康状况', '恶性肿瘤');
  await clerk.choose('困难类别', '意外致困');
  await clerk.box('家庭人口').fill('3');
  await clerk.box('家庭年度总收入').fill('26000.50');
  if (complete) {
    await clerk.choose('工作状态', '在岗');
    await clerk.box('家庭住址').fill('石桥街道测试路 1 号');
    await clerk.choose('住房类型', '自建房');
    await clerk.choose('户口类型', '居民户口');
    await clerk.choose('医保状况', '城镇职工');
    await clerk.box('本人月均收入').fill('1800');
    await clerk.choose('主要致困原因', '患重特大疾病');
    await clerk.box('申请日期').fill('2026-11-20');
  }
  await clerk.save();
}

async function log(clerk: Clerk, client: string, day: string, risk: string): Promise<void> {
  await clerk.menu('心理关爱');
  await clerk.button('新增一次').first().click();
  await clerk.box('日期').fill(day);
  await clerk.choose('服务类别', '个体咨询');
  await clerk.box('时长（分钟）').fill('50');
  await clerk.choose('方式', '面谈');
  await clerk.box('服务人次').fill('1');
  await clerk.box('来访者编号').fill(client);
  await clerk.choose('风险等级', risk);
  await clerk.box('记录').fill('夜班换白班以后睡不好，想请同事一起聊聊排班。');
  await clerk.save();
}

export async function asUser(clerk: Clerk, place: 1 | 2): Promise<void> {
  await clerk.lock();
  await clerk.button('换一个人登录').click();
  await clerk.page
    .getByTitle(new RegExp(`^用户 ${place}`))
    .first()
    .click();
  await clerk.unlock(place === 1 ? password : counsellorWords);
}

async function furnish(province: Province): Promise<void> {
  const codeOf = (words: string): string => encodeURIComponent(province.takeCode(words));
  const clerk = new Clerk(
    await Pc.open(`${province.pageUrl}#code=${codeOf('第一台')}`, path.join(folder, 'first')),
  );
  await clerk.enrol('甲测试', { alone: false });
  await clerk.pickRoster(workbook('在职花名册202611.xlsx', withGaps()));
  await clerk.compare('全部在职人员');
  await clerk.write(rows);
  await clerk.pickRoster(
    leaversSheet(
      months.first.people.filter((person) => months.second.rehired.includes(person.工号)),
      '2026-11-06',
    ),
  );
  await clerk.compare('只有离职');
  await clerk.write(12);
  await hardship(clerk, 5, '乙困难', true);
  await hardship(clerk, 16, '丙样例', false);
  await hardship(clerk, 27, '己演示', false);
  await clerk.menu('系统设置', '人员与密码');
  const part = clerk.page.getByRole('region', { name: '加一个人' });
  await part.getByLabel('姓名').fill('丁测试');
  await part.getByLabel('咨询师').check();
  await part.getByLabel('登录密码', { exact: true }).fill(counsellorWords);
  await clerk.button('加上', part).click();
  await expect(clerk.page.getByText('丁测试 加好了。请本人登录后自己改一次密码。')).toBeVisible();
  await clerk.expectWaiting(0, 120_000);
  await asUser(clerk, 2);
  await log(clerk, 'LF-1101', '2026-11-04', '未见风险');
  await log(clerk, 'LF-1102', '2026-11-11', '需关注');
  await log(clerk, 'LF-1103', '2026-11-25', '高危');
  await asUser(clerk, 1);
  const second = new Clerk(await Pc.open(`${province.pageUrl}#code=${codeOf('第二台')}`));
  await second.enrol('丙测试');
  await second.roster();
  await expect(second.figures).toContainText('共 8,000 人', { timeout: 60_000 });
  const both = months.first.people[30]?.工号 ?? '';
  const gone = months.first.people[31]?.工号 ?? '';
  // Somebody a second PC added and takes back, while the first does a step with him: the province sends that step back.
  const stranger = months.second.people.at(-1);
  if (stranger === undefined) throw new Error('the generator left nobody');
  await second.pickRoster(
    workbook('新入职.xlsx', {
      headers: ['工号', '姓名', '身份证号码', '手机号码'],
      rows: [[stranger.工号, stranger.姓名, stranger.身份证号码, stranger.手机号码]],
    }),
  );
  await second.compare('只有新入职', '都未入会');
  await second.write(1);
  for (const each of [second, clerk]) {
    await each.report();
    await each.expectWaiting(0, 60_000);
  }
  await clerk.roster();
  await clerk.findCount(stranger.工号, 1);
  await province.unplug();
  await second.menu('会员管理', '导入花名册');
  await second.button('撤回本次导入').first().click();
  await second.button('撤回', second.page.getByRole('dialog')).click();
  await second.button('知道了').click();
  await leave(clerk, stranger.工号, '2026-11-26');
  await editPost(clerk, both, '甲说是钳工');
  await editPost(second, both, '丙说是焊工');
  await leave(clerk, gone, '2026-11-20');
  await leave(second, gone, '2026-11-24');
  await province.plugIn();
  for (const each of [second, clerk, second, clerk]) {
    await each.report();
    await each.expectWaiting(0, 60_000);
  }
  await second.pc.close();
  await clerk.pc.stop();
}

/** The office as it was left by the last look, furnished first if there is none. */
export async function openOffice(): Promise<Office> {
  await mkdir(folder, { recursive: true });
  const kept = { folder: path.join(folder, 'province'), ports };
  const province = await Province.start({ kept });
  const done = path.join(folder, 'furnished');
  if (!existsSync(done)) {
    await furnish(province).catch(async (error: unknown) => {
      await province.stop();
      throw error;
    });
    await writeFile(done, '');
  }
  const clerk = new Clerk(await Pc.open(province.pageUrl, path.join(folder, 'first')));
  await clerk.unlock();
  return { province, clerk };
}
