import { expect, test } from '@playwright/test';
import { makeRoster } from '../../scripts/fixtures/roster.ts';
import { Clerk } from './support/clerk.ts';
import { Pc } from './support/pc.ts';
import { Province } from './support/province.ts';
import { workbook } from './support/sheets.ts';

const roster = makeRoster({ seed: 111, rows: 50 });
const numberOf = (index: number): string => roster.people[index]?.工号 ?? '';
const megabyte = 1024 * 1024;

/** R27: the disk is full. One sentence, nothing changed, nothing typed is lost; with room it goes on. */
test.describe.serial('磁盘满了', () => {
  let province: Province;
  let clerk: Clerk;

  /** How much the browser lets this program use from now on, beyond what it uses already. */
  const leaveRoom = async (bytes: number | undefined): Promise<void> => {
    const { page } = clerk;
    const used = await page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
    devtools ??= await page.context().newCDPSession(page);
    await devtools.send('Storage.overrideQuotaForOrigin', {
      origin: new URL(province.pageUrl).origin,
      ...(bytes === undefined ? {} : { quotaSize: Math.max(0, used + bytes) }),
    });
  };
  let devtools: Awaited<ReturnType<ReturnType<Clerk['page']['context']>['newCDPSession']>> | undefined;
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

  test('快满了：不写，说清楚，填的还在屏上；腾出地方再点一次就存上', async () => {
    await clerk.roster();
    await clerk.open(numberOf(3));
    const before = await clerk.box('岗位').inputValue();
    await leaveRoom(10 * megabyte);
    // The store asks how much room there is every five seconds at most.
    await clerk.page.waitForTimeout(5_500);
    await typeAndSave('磁盘快满时填的');
    const sentence = /这台电脑的磁盘快满了，刚才的内容没有存进去，以前保存的都还在。/;
    await expect(clerk.page.getByText(sentence)).toBeVisible();
    await expect(clerk.box('岗位')).toHaveValue('磁盘快满时填的');
    await expect(history()).not.toContainText('磁盘快满时填的');
    await clerk.pc.photograph('20-disk-nearly-full');
    await clerk.expectWaiting(0);
    await leaveRoom(undefined);
    await clerk.save();
    await expect(history()).toContainText('磁盘快满时填的');
    expect(before).not.toBe('磁盘快满时填的');
    await clerk.expectWaiting(0, 60_000);
  });

  test('写到一半说满了：整次没有写；断电再开，档案是原来的样子，填的放回来了', async () => {
    await clerk.roster();
    await clerk.open(numberOf(5));
    const before = await clerk.box('岗位').inputValue();
    await clerk.box('备注').fill('先存一次，让程序刚量过地方');
    await clerk.save();
    // Room for a host file of a few kilobytes, and not for a transaction of the database.
    await leaveRoom(-megabyte);
    await typeAndSave('写到一半满了');
    await expect(
      clerk.page.getByText(
        /电脑磁盘已满，这次没有保存，原来的内容没有变化，您填的还在屏幕上。|这台电脑的磁盘快满了/,
      ),
    ).toBeVisible();
    await expect(clerk.box('岗位')).toHaveValue('写到一半满了');
    await clerk.pc.photograph('20b-disk-full');
    await leaveRoom(10 * megabyte);
    await clerk.box('岗位').press('End');
    await clerk.page.keyboard.type('的字');
    // 暂存 goes to a file beside the database when the database has no room.
    await clerk.page.waitForTimeout(3_000);
    await clerk.pc.kill();
    devtools = undefined;
    await clerk.pc.start();
    await clerk.unlock();
    await clerk.roster();
    await clerk.open(numberOf(5));
    await expect(clerk.box('岗位')).toHaveValue('写到一半满了的字');
    await expect(clerk.page.getByText('暂存的内容已经放回来了，还没有保存。')).toBeVisible();
    await clerk.button('不要暂存的内容').click();
    await expect(clerk.box('岗位')).toHaveValue(before);
    await expect(history()).not.toContainText('写到一半满了');
  });

  test('导入时满了：一个人也没有写，说清楚；腾出地方再点一次是完整的', async () => {
    const more = makeRoster({ seed: 112, rows: 3_000 });
    await clerk.pickRoster(workbook('新入职.xlsx', more));
    await clerk.compare('只有新入职');
    await leaveRoom(10 * megabyte);
    await clerk.page.waitForTimeout(5_500);
    const write = clerk.button(/^写入 [\d,]+ 人$/);
    const words = (await write.textContent()) ?? '';
    await write.click();
    await expect(clerk.page.getByRole('alert').filter({ hasText: '磁盘' })).toBeVisible({ timeout: 60_000 });
    await clerk.pc.photograph('20c-disk-full-import');
    await leaveRoom(undefined);
    await clerk.button(words).click();
    await expect(clerk.page.getByText(/写好了：/)).toBeVisible({ timeout: 60_000 });
    const people = 50 + Number(words.replace(/\D/g, ''));
    await clerk.roster();
    await expect(clerk.figures).toContainText(`共 ${people.toLocaleString('zh-CN')} 人`);
  });
});
