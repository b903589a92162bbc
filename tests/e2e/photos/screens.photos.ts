import { expect, test } from '@playwright/test';
import { Clerk, password } from '../support/clerk.ts';
import { Pc } from '../support/pc.ts';
import type { Office } from './office.ts';
import { asUser, openOffice, rows, secondMonth } from './office.ts';

let office: Office;
let clerk: Clerk;

test.beforeAll(async () => {
  test.setTimeout(600_000);
  office = await openOffice();
  clerk = office.clerk;
});
test.afterAll(async () => {
  await clerk.pc.stop();
  await office.province.stop();
});

const shoot = (name: string): Promise<void> => clerk.pc.photograph(name);

test('开通', async () => {
  const { province } = office;
  const code = encodeURIComponent(province.takeCode('代管'));
  const other = new Clerk(await Pc.open(`${province.pageUrl}#code=${code}`));
  await other.pc.photograph('01-enrol-code');
  await other.page.getByLabel('请粘贴区总工会发给您的开通码').fill('GH1.这不是开通码');
  await other.button('认一下开通码').click();
  await other.pc.photograph('01-enrol-wrong');
  await other.page.reload();
  await other.pc.stop();
  const again = new Clerk(await Pc.open(`${province.pageUrl}#code=${code}`));
  await again.button('认一下开通码').click();
  await again.page.getByLabel('登录密码', { exact: true }).fill('123456789012');
  await again.page.getByLabel('再输一次').fill('12345678901');
  await again.button('设好了，进入').click();
  await again.pc.photograph('01-enrol-password');
  await again.page.getByLabel('登录密码', { exact: true }).fill(password);
  await again.page.getByLabel('再输一次').fill(password);
  await again.page.getByLabel('您的姓名').fill('庚测试');
  await again.button('设好了，进入').click();
  await expect(again.page.getByRole('navigation', { name: '主菜单' })).toBeVisible({ timeout: 30_000 });
  await again.pc.photograph('03-workbench-new-office');
  await again.page.getByRole('combobox', { name: '切换单位' }).click();
  await again.pc.photograph('03-unit-switch');
  await again.page.keyboard.press('Escape');
  await again.menu('统计报表');
  await again.pc.photograph('12-statistics-twelve');
  await again.menu('数据上报');
  await again.pc.photograph('07-report-nothing');
  await again.menu('会员管理', '会员花名册');
  await again.pc.photograph('04-roster-nobody');
  await again.menu('困难帮扶');
  await again.pc.photograph('09-hardship-nobody');
  await again.pc.close();
});

test('锁定', async () => {
  await clerk.lock();
  await shoot('02-lock');
  await clerk.page.getByLabel('登录密码', { exact: true }).fill('不是这个密码呀再想想');
  await clerk.button('登录').click();
  await expect(clerk.page.getByText(/密码不对/)).toBeVisible();
  await shoot('02-lock-wrong');
  await clerk.button('换一个人登录').click();
  await shoot('02-lock-who');
  await clerk.page.keyboard.press('Escape');
  await clerk.unlock();
});

test('工作台', async () => {
  await clerk.menu('工作台');
  await expect(clerk.page.getByText('信息待补').first()).toBeVisible();
  await shoot('03-workbench');
});

test('花名册', async () => {
  const { page } = clerk;
  await clerk.roster();
  await expect(clerk.figures).toContainText('共');
  await shoot('04-roster');
  await page.getByRole('treeitem', { name: /制造一部/ }).press('ArrowRight');
  await page.getByRole('treeitem', { name: /装配一车间/ }).click();
  await clerk.button('筛选性别').click();
  await page.getByRole('checkbox', { name: /女/ }).check();
  await clerk.button(/^看这/).click();
  await clerk.button('筛选会员').click();
  await page.waitForTimeout(400);
  await shoot('04-roster-funnel');
  await page.keyboard.press('Escape');
  await clerk.grid.getByText('在职').nth(3).click();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await page.waitForTimeout(300);
  await shoot('04-roster-selected');
  await clerk.grid.getByText('在职').nth(4).click({ button: 'right' });
  await page.waitForTimeout(300);
  await shoot('04-roster-menu');
  await page.keyboard.press('Escape');
  await clerk.button(/^会籍与变动/).click();
  await page.waitForTimeout(300);
  await shoot('04-roster-acts');
  await page.getByRole('menuitem', { name: '登记离职' }).click();
  await page.waitForTimeout(300);
  await shoot('06-act-leave');
  await clerk.button(/^登记离职/, page.getByRole('dialog')).click();
  await page.waitForTimeout(300);
  await shoot('06-act-leave-missing');
  await page.keyboard.press('Escape');
  await clerk.button('选列').click();
  await page.waitForTimeout(300);
  await shoot('04-roster-columns');
  await page.keyboard.press('Escape');
  await clerk.button('导出表格').click();
  await page.waitForTimeout(300);
  await shoot('04-export');
  await page.keyboard.press('Escape');
  await clerk.find('没有这个人');
  await page.waitForTimeout(500);
  await shoot('04-roster-no-hits');
  await clerk.roster();
});

test('导入', async () => {
  const { page } = clerk;
  await clerk.menu('会员管理', '导入花名册');
  await shoot('05-import-file');
  await clerk.pickRoster(secondMonth());
  await shoot('05-import-columns');
  await clerk.compare('全部在职人员');
  await shoot('05-import-result');
  for (const [label, name] of [
    ['新增', 'new'],
    ['重新入职', 'rehired'],
    ['有改动', 'changed'],
    ['没变化', 'same'],
    ['表里重复', 'twins'],
    ['不能导入', 'refused'],
    ['系统有、本表没有', 'missing'],
  ] as const) {
    const entry = page
      .getByRole('navigation', { name: '导入结果' })
      .getByRole('button', { name: new RegExp(`^${label} `) });
    if ((await entry.count()) === 0 || !(await entry.isEnabled())) continue;
    await entry.click();
    await page.waitForTimeout(400);
    await shoot(`05-import-${name}`);
  }
  await clerk.button(/^全选这/).click();
  await clerk.button('已离职…').click();
  await page.waitForTimeout(300);
  await shoot('05-import-missing-leave');
});

test('撤回导入', async () => {
  const { page } = clerk;
  await clerk.menu('工作台');
  await clerk.menu('会员管理', '导入花名册');
  await clerk.button('撤回本次导入').first().click();
  await expect(page.getByRole('dialog')).toContainText('人');
  await page.waitForTimeout(500);
  await shoot('05-import-undo');
  await clerk.button('不撤回').click();
});

test('档案', async () => {
  const { page } = clerk;
  await clerk.roster();
  await clerk.open('000031');
  await page.waitForTimeout(400);
  await shoot('06-member');
  await clerk.box('证件号码').scrollIntoViewIfNeeded();
  await clerk.button('显示完整号码').click();
  await clerk.box('证件号码').fill('440000199013311234');
  await clerk.box('手机').fill('138');
  await page.keyboard.press('Control+s');
  await page.waitForTimeout(400);
  await shoot('06-member-errors');
  await page.locator('.editor-scroll').evaluate((element) => {
    element.scrollTop = element.scrollHeight;
  });
  await shoot('06-member-foot');
  await page.reload();
  await clerk.unlock();
  await clerk.roster();
  await clerk.open('000032');
  await page.waitForTimeout(400);
  await shoot('06-member-returned');
  await clerk.roster();
  await clerk.button('新增一人').click();
  await page.waitForTimeout(300);
  await shoot('06-member-new');
  await clerk.box('姓名').fill('甲子春');
  await clerk.box('工号').fill('000033');
  await clerk.box('工号').press('Enter');
  await page.waitForTimeout(900);
  await shoot('06-member-duplicate');
  const drop = clerk.button(/不要了|丢掉|清掉/);
  if ((await drop.count()) > 0) await drop.first().click();
});

test('困难帮扶', async () => {
  const { page } = clerk;
  await clerk.menu('困难帮扶');
  await page.waitForTimeout(400);
  await shoot('09-hardship-list');
  await clerk.rowOf('丙样例').dblclick();
  await page.waitForTimeout(400);
  await shoot('09-hardship');
  await clerk.button('上报').click();
  await page.waitForTimeout(300);
  await shoot('09-hardship-gaps');
});

test('数据上报', async () => {
  const { page } = clerk;
  await clerk.menu('数据上报');
  await page.waitForTimeout(400);
  for (const [tab, name] of [
    ['待上报', 'waiting'],
    ['被退回', 'returned'],
    ['待核对', 'review'],
    ['已上报', 'sent'],
    ['离线上报包', 'bundle'],
  ] as const) {
    const found = page.getByRole('tab', { name: new RegExp(`^${tab}`) });
    if ((await found.count()) === 0) continue;
    await found.click();
    await page.waitForTimeout(400);
    await shoot(`07-report-${name}`);
  }
  await page.getByRole('tab', { name: /^待核对/ }).click();
  await clerk
    .button(/去核对|核对/)
    .first()
    .click();
  await page.waitForTimeout(500);
  await shoot('08-review');
  await office.province.unplug();
  await clerk.roster();
  await clerk.open('000077');
  await clerk.box('岗位').fill(`操作工 ${Date.now() % 1000}`);
  await clerk.save();
  await clerk.report();
  await expect(clerk.corner).toContainText('未连接（照常使用）', { timeout: 30_000 });
  await shoot('07-report-offline');
  await office.province.plugIn();
});

test('统计', async () => {
  await clerk.menu('统计报表');
  await clerk.page.waitForTimeout(800);
  await shoot('12-statistics');
});

test('设置', async () => {
  for (const [entry, name] of [
    ['人员与密码', 'users'],
    ['备份与恢复', 'backup'],
    ['显示', 'display'],
    ['操作日志', 'log'],
  ] as const) {
    await clerk.menu('系统设置', entry);
    await clerk.page.waitForTimeout(400);
    await shoot(`10-${name}`);
  }
});

test('大字', async () => {
  const { page } = clerk;
  for (const [size, label] of [
    ['large', '大字'],
    ['largest', '特大'],
  ] as const) {
    await clerk.button('字大一点').click();
    await page.waitForTimeout(200);
    await clerk.menu('工作台');
    await page.waitForTimeout(400);
    await shoot(`20-${size}-workbench`);
    await clerk.roster();
    await page.waitForTimeout(300);
    await shoot(`20-${size}-roster`);
    await clerk.open('000045');
    await page.waitForTimeout(300);
    await shoot(`20-${size}-member`);
    await clerk.menu('困难帮扶');
    await clerk.rowOf('丙样例').dblclick();
    await page.waitForTimeout(300);
    await shoot(`20-${size}-hardship`);
    await clerk.menu('数据上报');
    await page.waitForTimeout(300);
    await shoot(`20-${size}-report`);
    await clerk.menu('统计报表');
    await page.waitForTimeout(600);
    await shoot(`20-${size}-statistics`);
    await clerk.menu('系统设置', '人员与密码');
    await page.waitForTimeout(300);
    await shoot(`20-${size}-users`);
    await clerk.pickRoster(secondMonth());
    await shoot(`20-${size}-import-columns`);
    await clerk.compare('全部在职人员');
    await clerk.openVerdict('有改动');
    await page.waitForTimeout(400);
    await shoot(`20-${size}-import-changed`);
    await clerk.lock();
    await shoot(`20-${size}-lock`);
    await clerk.unlock();
    test.info().annotations.push({ type: 'size', description: label });
  }
  await clerk.button('字小一点').click();
  await clerk.button('字小一点').click();
});

test('心理关爱', async () => {
  const { page } = clerk;
  await asUser(clerk, 2);
  await page.waitForTimeout(400);
  await clerk.menu('工作台');
  await page.waitForTimeout(400);
  await shoot('13-workbench-counsellor');
  await clerk.menu('心理关爱');
  await page.waitForTimeout(400);
  await shoot('13-counselling-list');
  await clerk.rowOf('LF-1103').dblclick();
  await page.waitForTimeout(400);
  await shoot('13-counselling-crisis');
  await clerk.menu('心理关爱');
  await clerk.button('新增一次').first().click();
  await page.waitForTimeout(300);
  await shoot('13-counselling-new');
  await asUser(clerk, 1);
  expect(rows).toBe(8_000);
});
