import { expect, test } from '@playwright/test';
import { makeRoster } from '../../scripts/fixtures/roster.ts';
import { Clerk, password } from './support/clerk.ts';
import { Pc } from './support/pc.ts';
import { Province } from './support/province.ts';
import { workbook } from './support/sheets.ts';

const roster = makeRoster({ seed: 101, rows: 30 });
const numberOf = (index: number): string => roster.people[index]?.工号 ?? '';

/** What stands between the desk and whoever walks past it: letters one can read, a lock, slow guesses. */
test.describe.serial('字号、自动锁定、密码', () => {
  let province: Province;
  let clerk: Clerk;

  const rowHeight = async (): Promise<number> =>
    (await clerk.grid.getByRole('row').nth(1).boundingBox())?.height ?? 0;

  test.beforeAll(async () => {
    province = await Province.start();
    const code = encodeURIComponent(province.takeCode('第一台'));
    clerk = new Clerk(await Pc.open(`${province.pageUrl}#code=${code}`));
    await clerk.enrol('甲测试');
    await clerk.pickRoster(workbook('花名册.xlsx', roster));
    await clerk.compare('全部在职人员');
    await clerk.write(30);
    await clerk.expectWaiting(0, 60_000);
  });
  test.afterAll(async () => {
    await clerk.pc.close();
    await province.stop();
  });

  test('A⁺ 换大字：表格的行跟着变高，重新打开还是大字；A⁻ 换回来', async () => {
    await clerk.roster();
    const usual = await rowHeight();
    await clerk.button('字大一点').click();
    await expect.poll(rowHeight).toBeGreaterThan(usual * 1.15);
    const large = await rowHeight();
    await clerk.pc.photograph('19-large-roster');
    await clerk.open(numberOf(2));
    await clerk.pc.photograph('19b-large-member');
    await clerk.pc.shutDown();
    await clerk.pc.start();
    await expect(clerk.button('登录')).toBeVisible();
    await clerk.pc.photograph('19c-large-lock');
    await clerk.unlock();
    await clerk.roster();
    expect(await rowHeight()).toBe(large);
    await clerk.menu('系统设置', '显示');
    await expect(clerk.page.getByRole('radio', { name: '大字', exact: true })).toBeChecked();
    await clerk.button('字小一点').click();
    await clerk.roster();
    await expect.poll(rowHeight).toBe(usual);
  });

  test('没人动就自动锁定：屏上不留名字，没保存的字登录以后还在，写着暂存', async () => {
    const { page } = clerk;
    await page.clock.install();
    await page.reload();
    await clerk.unlock();
    await clerk.menu('系统设置', '显示');
    await clerk.pickOption('没有操作多久以后锁定', '5 分钟');
    await clerk.roster();
    await clerk.open(numberOf(4));
    await clerk.box('岗位').fill('锁定前还没保存');
    await page.clock.fastForward('04:30');
    await expect(clerk.box('岗位')).toBeVisible();
    await page.clock.fastForward('01:00');
    await expect(clerk.button('登录')).toBeVisible();
    await expect(page.getByText('自动锁定，一段时间没有操作。')).toBeVisible();
    for (const word of ['锁定前还没保存', roster.people[4]?.姓名 ?? '', '甲测试'])
      await expect(page.locator('body')).not.toContainText(word);
    await clerk.pc.photograph('02b-lock-idle');
    await clerk.unlock();
    await clerk.roster();
    await clerk.open(numberOf(4));
    await expect(clerk.box('岗位')).toHaveValue('锁定前还没保存');
    await expect(page.getByText('暂存的内容已经放回来了，还没有保存。')).toBeVisible();
    await clerk.pc.photograph('06c-draft-back');
    await clerk.save();
    await expect(page.getByText('暂存的内容已经放回来了')).toHaveCount(0);
  });

  test('密码连着错五次要等五分钟：刷新、关掉重开都还要等；对的密码也要等；到时候就能进', async () => {
    await clerk.lock();
    const guess = async (words: string): Promise<void> => {
      await clerk.page.getByLabel('登录密码', { exact: true }).fill(words);
      await clerk.button('登录').click();
    };
    const { page } = clerk;
    for (const left of [4, 3, 2, 1]) {
      await guess(`猜的密码第几次呀${left}`);
      await expect(page.getByText(`密码不对。再试 ${left} 次后要等 5 分钟。`)).toBeVisible();
    }
    await guess('猜的密码最后一次呀');
    await expect(page.getByText('密码不对，已经错了 5 次。资料都在，请等 5 分钟再试。')).toBeVisible();
    await clerk.pc.photograph('02c-lock-slowed');
    const mustWait = '密码错的次数多了，请等 5 分钟再试。资料都在，没有变化。';
    await page.reload();
    await guess(password);
    await expect(page.getByText(mustWait)).toBeVisible();
    await clerk.pc.kill();
    await clerk.pc.start();
    await guess(password);
    await expect(clerk.page.getByText(mustWait)).toBeVisible();
    await clerk.pc.shutDown();
    await province.setClocks(6 * 60_000);
    await clerk.pc.start();
    await clerk.unlock();
    await clerk.roster();
    await expect(clerk.figures).toContainText('共 30 人');
  });
});
