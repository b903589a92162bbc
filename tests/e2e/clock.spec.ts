import { expect, test } from '@playwright/test';
import { makeRoster } from '../../scripts/fixtures/roster.ts';
import { Clerk } from './support/clerk.ts';
import { Pc } from './support/pc.ts';
import { Province } from './support/province.ts';
import { workbook } from './support/sheets.ts';

const roster = makeRoster({ seed: 91, rows: 30 });
const numberOf = (index: number): string => roster.people[index]?.工号 ?? '';
const tenYears = 10 * 365 * 24 * 3_600_000;

/** R43: a clock ten years off. Work goes on, nothing is decided by it, and the clerk is told. */
test.describe.serial('电脑时间不对', () => {
  let province: Province;
  let wrong: Clerk;
  let right: Clerk;

  const edit = async (clerk: Clerk, number: string, label: string, value: string): Promise<void> => {
    await clerk.roster();
    await clerk.open(number);
    await clerk.box(label).fill(value);
    await clerk.save();
  };
  const thisYear = String(new Date().getFullYear());

  test.beforeAll(async () => {
    province = await Province.start();
    const open = async (which: string): Promise<Clerk> =>
      new Clerk(await Pc.open(`${province.pageUrl}#code=${encodeURIComponent(province.takeCode(which))}`));
    wrong = await open('第一台');
    await wrong.enrol('甲测试');
    await wrong.pickRoster(workbook('花名册.xlsx', roster));
    await wrong.compare('全部在职人员');
    await wrong.write(30);
    await wrong.expectWaiting(0, 60_000);
    right = await open('第二台');
    await right.enrol('丙测试');
    await right.roster();
    await expect(right.figures).toContainText('共 30 人', { timeout: 60_000 });
  });
  test.afterAll(async () => {
    await wrong.pc.close();
    await right.pc.close();
    await province.stop();
  });

  for (const [name, by] of [
    ['快十年', tenYears],
    ['慢十年', -tenYears],
  ] as const) {
    test(`${name}：登录、保存、上报都照常，写着现在的北京时间`, async () => {
      await wrong.pc.shutDown();
      await province.setClocks(by);
      await wrong.pc.start();
      await wrong.unlock();
      expect(await wrong.page.evaluate(() => new Date().getFullYear())).not.toBe(Number(thisYear));
      await edit(wrong, numberOf(3), '岗位', `${name}的电脑改的`);
      await wrong.report();
      await wrong.expectWaiting(0, 60_000);
      await expect(
        wrong.page.getByText(new RegExp(`电脑时间不对，现在是北京时间 ${thisYear}-`)),
      ).toBeVisible();
      await expect(wrong.corner).toContainText('电脑时间不对');
      await expect(wrong.corner).toContainText('已连接');
      await wrong.pc.photograph(by > 0 ? '18-clock-fast' : '18b-clock-slow');
      await right.report();
      await right.roster();
      await right.open(numberOf(3));
      await expect(right.box('岗位')).toHaveValue(`${name}的电脑改的`);
    });
  }

  test('两边改同一栏：不按时间定谁赢，快十年的那个也不写成“较新”', async () => {
    await wrong.pc.shutDown();
    await province.setClocks(tenYears);
    await wrong.pc.start();
    await wrong.unlock();
    await province.unplug();
    await edit(wrong, numberOf(8), '岗位', '钟快的电脑填的');
    await edit(right, numberOf(8), '岗位', '钟准的电脑填的');
    await province.plugIn();
    for (const clerk of [wrong, right, wrong]) {
      await clerk.report();
      await clerk.expectWaiting(0, 60_000);
    }
    const { page } = right;
    await expect(right.corner).toContainText(/待核对\s*1/, { timeout: 30_000 });
    await right.menu('工作台');
    await right.button('去核对').click();
    await expect(page.getByRole('radio', { name: '岗位选 钟快的电脑填的' })).toBeVisible();
    await expect(page.getByRole('radio', { name: '岗位选 钟准的电脑填的' })).toBeVisible();
    await expect(page.locator('label').filter({ hasText: '钟快的电脑填的' })).not.toContainText('较新');
    await expect(page.getByText('有一台电脑的时间不对，分不出哪个较新')).toBeVisible();
    await expect(right.button('全部采用较新的')).toHaveCount(0);
    await right.pc.photograph('18c-clock-review');
    await page.getByRole('radio', { name: '岗位选 钟准的电脑填的' }).check();
    await right.button('按选好的 1 项办').click();
    for (const clerk of [right, wrong]) {
      await clerk.report();
      await expect(clerk.corner).toContainText(/待核对\s*0/, { timeout: 30_000 });
      await clerk.roster();
      await clerk.open(numberOf(8));
      await expect(clerk.box('岗位')).toHaveValue('钟准的电脑填的');
    }
  });
});
