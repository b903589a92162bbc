import { expect, test } from '@playwright/test';
import { makeRoster } from '../../scripts/fixtures/roster.ts';
import { Clerk, password } from './support/clerk.ts';
import { Pc } from './support/pc.ts';
import { Province } from './support/province.ts';
import { workbook } from './support/sheets.ts';

const roster = makeRoster({ seed: 8, rows: 300 });
const person = roster.people[123];

/** From the code to a saved change with the keyboard alone: nothing here may touch the mouse. */
test.describe.serial('只用键盘', () => {
  let province: Province;
  let clerk: Clerk;

  test.beforeAll(async () => {
    province = await Province.start();
    const code = encodeURIComponent(province.takeCode('第一台'));
    clerk = new Clerk(await Pc.open(`${province.pageUrl}#code=${code}`));
  });
  test.afterAll(async () => {
    await clerk.pc.close();
    await province.stop();
  });

  test('开通：回车认码，回车到下一栏，最后一次回车进入', async () => {
    const { keyboard } = clerk.page;
    await expect(clerk.page.getByLabel('请粘贴区总工会发给您的开通码')).toBeFocused();
    await keyboard.press('Enter');
    await expect(clerk.page.getByLabel('您的姓名')).toBeFocused();
    await keyboard.type('甲测试');
    await keyboard.press('Enter');
    await expect(clerk.page.getByLabel('登录密码', { exact: true })).toBeFocused();
    await expect(clerk.page.getByRole('alert')).toHaveCount(0);
    await keyboard.type(password);
    await keyboard.press('Enter');
    await expect(clerk.page.getByLabel('再输一次')).toBeFocused();
    await keyboard.type(password);
    await keyboard.press('Enter');
    await expect(clerk.button('导入花名册')).toBeFocused({ timeout: 30_000 });
  });

  test('导入：选文件、选范围、看结果、写入，手不离键盘', async () => {
    const { page } = clerk;
    await page.keyboard.press('Enter');
    // Asked for before the key: the browser is told to hand the dialog over in its own time.
    const choosing = page.waitForEvent('filechooser');
    await expect(clerk.button('选文件')).toBeFocused();
    await page.keyboard.press('Enter');
    const chooser = await choosing;
    const { name, bytes } = workbook('在职花名册.xlsx', roster);
    await chooser.setFiles({ name, mimeType: 'application/octet-stream', buffer: bytes });
    await expect(page.getByLabel('全部在职人员', { exact: true })).toBeFocused({ timeout: 30_000 });
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    const tally = page.getByRole('navigation', { name: '导入结果' });
    await expect(tally.getByRole('button', { name: /^新增 300/ })).toBeFocused({ timeout: 60_000 });
    const write = clerk.button('写入 300 人');
    for (let steps = 0; steps < 20; steps += 1) {
      await page.keyboard.press('Tab');
      if (await write.evaluate((button) => button === document.activeElement)) break;
    }
    await expect(write).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(clerk.button('看花名册')).toBeFocused({ timeout: 60_000 });
    await page.keyboard.press('Enter');
    await expect(clerk.figures).toContainText('共 300 人');
  });

  test('查一个人、改一栏、保存：Ctrl+F、回车、Tab、Ctrl+S', async () => {
    const { page } = clerk;
    if (person === undefined) throw new Error('the generator left no such person');
    await page.keyboard.press('Control+f');
    await expect(clerk.searchBox).toBeFocused();
    await page.keyboard.type(person.工号);
    // Others whose phone holds the same digits stand below.
    await expect(clerk.grid.getByRole('row').nth(1)).toContainText(person.工号);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Enter');
    await expect(clerk.box('姓名')).toHaveValue(person.姓名);
    for (let steps = 0; steps < 6; steps += 1) {
      await page.keyboard.press('Tab');
      if (await clerk.box('姓名').evaluate((box) => box === document.activeElement)) break;
    }
    await expect(clerk.box('姓名')).toBeFocused();
    for (let steps = 0; steps < 30; steps += 1) {
      await page.keyboard.press('Enter');
      if (await clerk.box('岗位').evaluate((box) => box === document.activeElement)) break;
    }
    await expect(clerk.box('岗位')).toBeFocused();
    await page.keyboard.type('设备保养员');
    await page.keyboard.press('Control+s');
    await expect(page.getByText('已保存（在本机）')).toBeVisible();
    await expect(page.getByRole('complementary', { name: '变更记录' })).toContainText('设备保养员');
  });
});
