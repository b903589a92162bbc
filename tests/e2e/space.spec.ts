import { expect, test } from '@playwright/test';
import type { CDPSession } from '@playwright/test';
import { makeRoster } from '../../scripts/fixtures/roster.ts';
import { Clerk } from './support/clerk.ts';
import { Pc } from './support/pc.ts';
import { Province } from './support/province.ts';
import { strangers, workbook } from './support/sheets.ts';

const roster = makeRoster({ seed: 111, rows: 50 });
const numberOf = (index: number): string => roster.people[index]?.工号 ?? '';

const newcomers = workbook('新入职.xlsx', strangers(makeRoster({ seed: 112, rows: 500 }), 'K'));

/** Seen coming by the measure of what is free, or met in the middle of the write: each has its sentence. */
const full =
  /这台电脑的磁盘快满了，刚才的内容没有存进去，以前保存的都还在。|电脑磁盘已满，这次没有保存，原来的内容没有变化，您填的还在屏幕上。/;

/** R27: the disk is full. One sentence, nothing changed, nothing typed is lost; with room it goes on. */
test.describe.serial('磁盘满了', () => {
  let province: Province;
  let clerk: Clerk;
  let joining = 0;

  let devtools: CDPSession | undefined;
  /** The browser grants this program not a byte more, or as much as usual again. */
  const grant = async (room: 'none' | 'usual'): Promise<void> => {
    devtools ??= await clerk.page.context().newCDPSession(clerk.page);
    await devtools.send('Storage.overrideQuotaForOrigin', {
      origin: new URL(province.pageUrl).origin,
      ...(room === 'none' ? { quotaSize: 1 } : {}),
    });
    // Chromium believes for half a minute what it last measured.
    if (room === 'none') await clerk.page.waitForTimeout(31_000);
  };
  const history = () => clerk.page.getByRole('complementary', { name: '变更记录' });

  test.beforeAll(async () => {
    province = await Province.start();
    const code = encodeURIComponent(province.takeCode('第一台'));
    clerk = new Clerk(await Pc.open(`${province.pageUrl}#code=${code}`));
    await clerk.enrol('甲测试');
    await clerk.pickRoster(workbook('花名册.xlsx', roster));
    await clerk.compare('全部在职人员');
    await clerk.write(50);
    await clerk.expectWaiting(0, 60_000);
  });
  test.afterAll(async () => {
    await clerk.pc.close();
    await province.stop();
  });

  test('导入时满了：一个人也没有写，说清楚；还能登录和查看', async () => {
    const { page } = clerk;
    await clerk.pickRoster(newcomers);
    await clerk.compare('只有新入职');
    await grant('none');
    const write = clerk.button(/^写入 [\d,]+ 人$/);
    joining = Number(((await write.textContent()) ?? '').replace(/\D/g, ''));
    await write.click();
    await expect(page.getByRole('alert').filter({ hasText: '磁盘' })).toBeVisible({ timeout: 60_000 });
    await clerk.pc.photograph('20-disk-full-import');
    await clerk.lock();
    await clerk.unlock();
    await clerk.roster();
    await expect(clerk.figures).toContainText('共 50 人');
  });

  test('保存不了：说清楚，原来的没有变，填的还在屏上；腾出地方再点一次就存上，只记一次', async () => {
    await clerk.open(numberOf(3));
    await clerk.box('岗位').fill('磁盘满时填的');
    await clerk.page.keyboard.press('Control+s');
    await expect(clerk.page.getByText(full)).toBeVisible();
    await expect(clerk.box('岗位')).toHaveValue('磁盘满时填的');
    await expect(history()).not.toContainText('磁盘满时填的');
    await clerk.expectWaiting(0);
    await clerk.pc.photograph('20b-disk-full');
    await grant('usual');
    // The browser believes its last measure for half a minute: the clerk presses again, as the sentence asks.
    await expect(async () => {
      await clerk.page.keyboard.press('Control+s');
      await expect(clerk.page.getByText('已保存（在本机）')).toBeVisible({ timeout: 3_000 });
    }).toPass({ timeout: 60_000 });
    await expect(history().getByText('磁盘满时填的')).toHaveCount(1);
    await clerk.expectWaiting(0, 60_000);
  });

  test('有地方了，同一份表再导一次是完整的', async () => {
    await clerk.pickRoster(newcomers);
    await clerk.compare('只有新入职');
    await clerk.write(joining);
    await clerk.roster();
    await expect(clerk.figures).toContainText(`共 ${50 + joining} 人`);
    await clerk.open(numberOf(3));
    await expect(clerk.box('岗位')).toHaveValue('磁盘满时填的');
  });
});
