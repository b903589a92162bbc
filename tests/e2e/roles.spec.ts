import { expect, test } from '@playwright/test';
import { makeRoster } from '../../scripts/fixtures/roster.ts';
import { Clerk, password } from './support/clerk.ts';
import { Pc } from './support/pc.ts';
import { Province } from './support/province.ts';
import { workbook } from './support/sheets.ts';

const roster = makeRoster({ seed: 131, rows: 30 });
const person = (index: number) =>
  roster.people[index] ?? { 工号: '', 姓名: '', 身份证号码: '', 手机号码: '' };
const chairWords = '傍晚江边的风吹着真是舒服';
const counsellorWords = '早上八点要记得先喝水再散步';
const reviewerWords = '中午食堂的番茄汤又热又鲜';
const client = 'LF-5566-竹';

/** Who sees what (R22, K40, K43), on one PC that several people use in turn. */
test.describe.serial('角色', () => {
  let province: Province;
  let clerk: Clerk;

  const addUser = async (name: string, role: string, words: string): Promise<void> => {
    await clerk.menu('系统设置', '人员与密码');
    const part = clerk.page.getByRole('region', { name: '加一个人' });
    await part.getByLabel('姓名').fill(name);
    await part.getByLabel(role).check();
    await part.getByLabel('登录密码', { exact: true }).fill(words);
    await clerk.button('加上', part).click();
    await expect(clerk.page.getByText(`${name} 加好了。`)).toBeVisible();
  };
  const changeTo = async (ordinal: number, words: string): Promise<void> => {
    await clerk.lock();
    await clerk.button('换一个人登录').click();
    await clerk.page
      .getByTitle(new RegExp(`^用户 ${ordinal}`))
      .first()
      .click();
    await clerk.unlock(words);
    // Not where the person before them was.
    await expect(clerk.page).toHaveURL(/#\/$/);
  };
  const menu = () => clerk.page.getByRole('navigation', { name: '主菜单' });
  const go = async (hash: string): Promise<void> => {
    await clerk.page.evaluate((to) => {
      window.location.hash = to;
    }, hash);
  };

  test.beforeAll(async () => {
    province = await Province.start();
    const code = encodeURIComponent(province.takeCode('第一台'));
    clerk = new Clerk(await Pc.open(`${province.pageUrl}#code=${code}`));
    await clerk.enrol('甲测试', { alone: false });
    await addUser('乙主席', '主席（查看）', chairWords);
    await addUser('丁测试', '咨询师', counsellorWords);
    await addUser('戊测试', '审核人', reviewerWords);
  });
  test.afterAll(async () => {
    await clerk.pc.close();
    await province.stop();
  });

  test('主席（查看）：空的台账上没有导入和录入，也打不开导入的地址', async () => {
    await changeTo(2, chairWords);
    await expect(clerk.page.getByText('还没有会员。')).toBeVisible();
    for (const name of ['导入花名册', '一个一个录入']) await expect(clerk.button(name)).toHaveCount(0);
    await expect(menu()).not.toContainText('导入花名册');
    await clerk.pc.photograph('23-chair-empty');
    await go('#/members/import');
    await expect(clerk.page.getByText('这里没有您能打开的内容。')).toBeVisible();
    await changeTo(1, password);
    await clerk.pickRoster(workbook('花名册.xlsx', roster));
    await clerk.compare('全部在职人员');
    await clerk.write(30);
  });

  test('主席（查看）：看得到人和数，改不了、存不了、办不了', async () => {
    const { page } = clerk;
    await changeTo(2, chairWords);
    await clerk.roster();
    await expect(clerk.figures).toContainText('共 30 人');
    for (const name of ['新增一人', '导入花名册', /^会籍与变动/])
      await expect(clerk.button(name)).toHaveCount(0);
    await clerk.open(person(3).工号);
    await expect(clerk.box('岗位')).toBeDisabled();
    for (const name of ['保存', '暂存', /^会籍与变动/]) await expect(clerk.button(name)).toHaveCount(0);
    await page.keyboard.press('Control+s');
    await expect(page.getByText('已保存（在本机）')).toHaveCount(0);
    await clerk.pc.photograph('23b-chair-member');
    await go('#/records/member/new');
    await expect(clerk.button('保存')).toHaveCount(0);
    await clerk.menu('系统设置', '人员与密码');
    await expect(page.getByRole('region', { name: '加一个人' })).toHaveCount(0);
    await clerk.menu('统计报表');
    await expect(page.getByText(/30/).first()).toBeVisible();
    await clerk.pc.photograph('23c-chair-statistics');
  });

  test('审核人：看得到会员和困难帮扶，能改能存；看不到心理关爱，也不管人员', async () => {
    const { page } = clerk;
    await changeTo(4, reviewerWords);
    for (const name of ['会员管理', '困难帮扶', '统计报表', '数据上报'])
      await expect(menu().getByRole('link', { name: new RegExp(`^${name}`) })).toBeVisible();
    await expect(menu()).not.toContainText('心理关爱');
    await clerk.roster();
    await expect(clerk.figures).toContainText('共 30 人');
    await clerk.open(person(4).工号);
    await clerk.box('岗位').fill('审核时改的');
    await clerk.save();
    await expect(page.getByRole('complementary', { name: '变更记录' })).toContainText('戊测试');
    await go('#/records/hardshipCase/new');
    await expect(clerk.button('保存')).toBeVisible();
    await go('#/records/counsellingLog');
    await expect(page.getByText('这里没有您能打开的内容。')).toBeVisible();
    await clerk.menu('系统设置', '人员与密码');
    await expect(page.getByRole('region', { name: '加一个人' })).toHaveCount(0);
    await clerk.pc.photograph('23f-reviewer');
  });

  test('咨询师写的，经办人哪一屏都看不到，连几条也看不到', async () => {
    const { page } = clerk;
    await changeTo(3, counsellorWords);
    await expect(menu()).toContainText('心理关爱');
    await clerk.menu('心理关爱');
    await clerk.button('新增一次').first().click();
    await clerk.box('日期').fill('2026-11-23');
    await clerk.choose('服务类别', '个体咨询');
    await clerk.box('时长（分钟）').fill('47');
    await clerk.choose('方式', '面谈');
    await clerk.box('服务人次').fill('1');
    await clerk.box('来访者编号').fill(client);
    await clerk.save();
    await clerk.menu('心理关爱');
    await expect(clerk.rowOf(client)).toBeVisible();
    await changeTo(1, password);
    const seen: string[] = [];
    const look = async (): Promise<void> => {
      await page.waitForTimeout(300);
      seen.push(await page.locator('body').innerText());
    };
    for (const names of [['工作台'], ['会员管理', '会员花名册'], ['困难帮扶'], ['统计报表'], ['数据上报']]) {
      await clerk.menu(...names);
      await look();
    }
    for (const tab of [/^被退回/, /^待核对/, /^已上报/, /^待上报/]) {
      await page.getByRole('tab', { name: tab }).click();
      await look();
    }
    await clerk.menu('系统设置', '操作日志');
    await look();
    await clerk.roster();
    await clerk.open(person(3).工号);
    await look();
    for (const hash of [
      '#/records/counsellingLog',
      '#/records/counsellingLog/new',
      '#/records/counsellingLog/x',
    ]) {
      await go(hash);
      await expect(page.getByText('这里没有您能打开的内容。')).toBeVisible();
      await look();
    }
    for (const text of seen) expect(text).not.toMatch(/心理|咨询记录|服务类别|LF-5566/);
    await clerk.pc.photograph('23d-clerk-without');
  });

  test('号码只露一部分；点“显示完整号码”才露，谁看的记在操作日志里，日志里没有号码和姓名', async () => {
    const { page } = clerk;
    const { 工号, 姓名, 身份证号码, 手机号码 } = person(6);
    await clerk.roster();
    await clerk.find(工号);
    await expect(clerk.rowOf(工号).first()).not.toContainText(身份证号码);
    await clerk.open(工号);
    await expect(clerk.box('证件号码')).not.toHaveValue(身份证号码);
    // In an opened file the phone is plain: the clerk has to call it (K43).
    await expect(clerk.box('手机')).toHaveValue(手机号码);
    await clerk.button('显示完整号码').first().click();
    await expect(clerk.box('证件号码')).toHaveValue(身份证号码);
    await clerk.roster();
    await clerk.open(工号);
    await expect(clerk.box('证件号码')).not.toHaveValue(身份证号码);
    await clerk.menu('系统设置', '操作日志');
    const line = page.getByRole('table').getByRole('row').filter({ hasText: '显示完整号码' });
    await expect(line).toHaveCount(1);
    await expect(line).toContainText('甲测试');
    await expect(line).toContainText('证件号码');
    for (const word of [身份证号码, 姓名]) await expect(page.getByRole('table')).not.toContainText(word);
    await clerk.pc.photograph('23e-reveal-log');
  });
});
