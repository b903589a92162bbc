import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { makeRoster } from '../../scripts/fixtures/roster.ts';
import { Clerk } from './support/clerk.ts';
import { Pc } from './support/pc.ts';
import { Province } from './support/province.ts';
import { workbook } from './support/sheets.ts';

const roster = makeRoster({ seed: 81, rows: 60 });
const person = (index: number) => roster.people[index] ?? { 工号: '', 姓名: '' };
const backupWords = '窗外的木棉今年开得早一些';

/** 备份与恢复 (R3, R21): one button writes; a fresh PC reads it back, and what was not sent goes up exactly once. */
test.describe.serial('备份与恢复', () => {
  let province: Province;
  let old: Clerk;
  const restored: Clerk[] = [];
  let other: Clerk | undefined;
  let file: Buffer;

  const restore = async (bytes: Buffer, words: string): Promise<Clerk> => {
    const fresh = new Clerk(await Pc.open(province.pageUrl));
    restored.push(fresh);
    await fresh.button('用备份恢复').click();
    await give(fresh, bytes, words);
    return fresh;
  };
  const give = async (fresh: Clerk, bytes: Buffer, words: string): Promise<void> => {
    await fresh.page
      .getByLabel('备份文件')
      .setInputFiles({ name: '本单位备份.ghbackup', mimeType: 'application/octet-stream', buffer: bytes });
    await fresh.page.getByLabel('备份密码').fill(words);
    await fresh.button('恢复').click();
  };
  /** What was saved and not sent when the backup was written: one new person, one edit. */
  const expectWork = async (who: Clerk): Promise<void> => {
    await who.roster();
    await expect(who.figures).toContainText('共 61 人', { timeout: 60_000 });
    await who.findCount('戊新来', 1);
    await who.roster();
    await who.open(person(7).工号);
    await expect(who.box('岗位')).toHaveValue('备份时还没送出');
  };

  test.beforeAll(async () => {
    province = await Province.start({ relayed: true });
    const code = encodeURIComponent(province.takeCode('第一台'));
    old = new Clerk(await Pc.open(`${province.pageUrl}#code=${code}`));
    await old.enrol('甲测试');
    await old.pickRoster(workbook('花名册.xlsx', roster));
    await old.compare('全部在职人员');
    await old.write(60);
    await old.expectWaiting(0, 60_000);
  });
  test.afterAll(async () => {
    for (const each of [old, ...restored, ...(other === undefined ? [] : [other])]) await each.pc.close();
    await province.stop();
  });

  test('一个按钮写备份：弱密码不收，文件里一个名字也读不出来', async () => {
    const { page } = old;
    await province.unplug();
    await old.roster();
    await old.open(person(7).工号);
    await old.box('岗位').fill('备份时还没送出');
    await old.save();
    await old.roster();
    await old.button('新增一人').click();
    await old.box('姓名').fill('戊新来');
    await old.box('工号').fill('N0001');
    await old.save();
    await old.expectWaiting(2);
    await old.menu('系统设置', '备份与恢复');
    await page.getByLabel('备份密码').fill('123456789012');
    await old.button('写备份').click();
    await expect(page.getByRole('alert').filter({ hasText: '密码只有数字' })).toBeVisible();
    await page.getByLabel('备份密码').fill(backupWords);
    const [download] = await Promise.all([page.waitForEvent('download'), old.button('写备份').click()]);
    expect(download.suggestedFilename()).toMatch(/^本单位备份\d{8}\.ghbackup$/);
    await expect(page.getByText('备份写好了。恢复时要用这个备份密码，请记住它')).toBeVisible();
    await old.pc.photograph('17-backup');
    file = await readFile(await download.path());
    for (const word of ['戊新来', '甲测试', person(7).工号, '备份时还没送出'])
      expect(file.includes(word)).toBe(false);
  });

  test('新电脑上恢复：密码不对、文件断了一截，各有一句话，什么也没动；改对了就恢复', async () => {
    const fresh = await restore(file, '不是这一份的密码呀朋友');
    const { page } = fresh;
    await expect(page.getByText('备份密码不对，本机没有改动，备份文件也没有动。')).toBeVisible({
      timeout: 30_000,
    });
    await fresh.pc.photograph('17b-restore-wrong-password');
    await give(fresh, file.subarray(0, Math.floor(file.length * 0.6)), backupWords);
    await expect(page.getByText('这份备份文件不完整或有损坏，没有恢复任何内容，本机没有改动。')).toBeVisible({
      timeout: 30_000,
    });
    await give(fresh, Buffer.from('这是一份别的文件，不是备份'), backupWords);
    await expect(page.getByText('这不是本程序的备份文件，本机没有改动。')).toBeVisible();
    // Still as new as before: it could be enrolled.
    await fresh.button('不恢复了').click();
    await expect(page.getByLabel('请粘贴区总工会发给您的开通码')).toBeVisible();
    await fresh.button('用备份恢复').click();
    await give(fresh, file, backupWords);
    await expect(page.getByText('恢复好了，共 61 份。')).toBeVisible({ timeout: 30_000 });
    await fresh.pc.photograph('17c-restored');
    await fresh.button('去登录').click();
    await fresh.unlock();
    await fresh.expectWaiting(2);
    await expectWork(fresh);
  });

  test('没送出的只送一次：恢复的电脑送，原来的电脑也送过，再恢复一台还送，省平台都只有一份', async () => {
    const [first] = restored;
    if (first === undefined) throw new Error('nothing was restored');
    await province.plugIn();
    await first.report();
    await first.expectWaiting(0, 60_000);
    await expect(first.corner).toContainText(/被退回\s*0/);
    // The PC that was believed lost is switched on again: it has the same two things to send.
    await old.report();
    await old.expectWaiting(0, 60_000);
    const again = await restore(file, backupWords);
    await expect(again.page.getByText('恢复好了，共 61 份。')).toBeVisible({ timeout: 30_000 });
    await again.button('去登录').click();
    await again.unlock();
    await again.report();
    await again.expectWaiting(0, 60_000);
    const code = encodeURIComponent(province.takeCode('第二台'));
    other = new Clerk(await Pc.open(`${province.pageUrl}#code=${code}`));
    await other.enrol('丙测试');
    for (const clerk of [other, old, first, again]) {
      await clerk.report();
      await expectWork(clerk);
      await expect(clerk.corner).toContainText(/待核对\s*0/);
      await expect(clerk.corner).toContainText(/被退回\s*0/);
    }
  });
});
