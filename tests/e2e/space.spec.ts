import { expect, test } from '@playwright/test';
import type { CDPSession } from '@playwright/test';
import { makeRoster } from '../../scripts/fixtures/roster.ts';
import { Clerk } from './support/clerk.ts';
import { Pc } from './support/pc.ts';
import { Province } from './support/province.ts';
import { workbook } from './support/sheets.ts';

const roster = makeRoster({ seed: 111, rows: 50 });
const numberOf = (index: number): string => roster.people[index]?.工号 ?? '';

/** R27: the disk is full. One sentence, nothing changed, nothing typed is lost; with room it goes on. */
test.describe.serial('磁盘满了', () => {
  let province: Province;
  let clerk: Clerk;
  let before = '';
  let joining = 0;

  let devtools: CDPSession | undefined;
  /** The browser grants this program not a byte more, or as much as usual again. */
  const grant = async (room: 'none' | 'usual'): Promise<void> => {
    devtools ??= await clerk.page.context().newCDPSession(clerk.page);
    await devtools.send('Storage.overrideQuotaForOrigin', {
      origin: new URL(province.pageUrl).origin,
      ...(room === 'none' ? { quotaSize: 1 } : {}),
    });
    // Chromium believes for half a minute what it last measured for a database.
    if (room === 'none') await clerk.page.waitForTimeout(31_000);
  };
  const typeAndSave = async (text: string): Promise<void> => {
    await clerk.box('岗位').fill(text);
    await clerk.page.keyboard.press('Control+s');
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

  test('保存不了：说清楚，原来的没有变，填的还在屏上', async () => {
    await clerk.roster();
    await clerk.open(numberOf(3));
    before = await clerk.box('岗位').inputValue();
    await grant('none');
    await typeAndSave('磁盘满时填的');
    await expect(
      clerk.page.getByText(
        '电脑磁盘已满，这次没有保存，原来的内容没有变化，您填的还在屏幕上。请清理磁盘后再点保存。',
      ),
    ).toBeVisible();
    await expect(clerk.box('岗位')).toHaveValue('磁盘满时填的');
    await expect(history()).not.toContainText('磁盘满时填的');
    await clerk.expectWaiting(0);
    await clerk.pc.photograph('20-disk-full');
  });

  test('腾出地方再点一次就存上，只记一次', async () => {
    await grant('usual');
    await clerk.save();
    await expect(history().getByText('磁盘满时填的')).toHaveCount(1);
    expect(before).not.toBe('磁盘满时填的');
    await clerk.expectWaiting(0, 60_000);
  });

  test('满的时候还能登录和查看；导入一个人也没有写，说清楚', async () => {
    const { page } = clerk;
    await clerk.pickRoster(workbook('新入职.xlsx', makeRoster({ seed: 112, rows: 500 })));
    await clerk.compare('只有新入职');
    await grant('none');
    const write = clerk.button(/^写入 [\d,]+ 人$/);
    joining = Number(((await write.textContent()) ?? '').replace(/\D/g, ''));
    await write.click();
    await expect(page.getByRole('alert').filter({ hasText: '磁盘' })).toBeVisible({ timeout: 60_000 });
    await clerk.pc.photograph('20b-disk-full-import');
    await clerk.lock();
    await clerk.unlock();
    await clerk.roster();
    await expect(clerk.figures).toContainText('共 50 人');
    await clerk.open(numberOf(3));
    await expect(clerk.box('岗位')).toHaveValue('磁盘满时填的');
  });

  test('有地方了，同一份表再导一次是完整的', async () => {
    await grant('usual');
    await clerk.pickRoster(workbook('新入职.xlsx', makeRoster({ seed: 112, rows: 500 })));
    await clerk.compare('只有新入职');
    await clerk.write(joining);
    await clerk.roster();
    await expect(clerk.figures).toContainText(`共 ${50 + joining} 人`);
  });
});
