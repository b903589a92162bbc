import { expect, test } from '@playwright/test';
import { makeRoster } from '../../scripts/fixtures/roster.ts';
import { Clerk } from './support/clerk.ts';
import { bytesOf, keysOf, spoil } from './support/disk.ts';
import { Pc } from './support/pc.ts';
import { Province } from './support/province.ts';
import { workbook } from './support/sheets.ts';

/** Ciphertext on the disk that was tampered with or cut: refused by name, the rest stays readable, nothing is written over it. */
test.describe.serial('本机资料坏了一处', () => {
  let province: Province;
  let clerk: Clerk;
  const units = new Map<string, string>();

  /** Saves a new person and notes which piece of the disk came with them. */
  const add = async (name: string, number: string): Promise<void> => {
    const before = new Set(await keysOf(clerk.page, 'units'));
    await clerk.roster();
    await clerk.button('新增一人').click();
    await clerk.box('姓名').fill(name);
    await clerk.box('工号').fill(number);
    await clerk.save();
    await clerk.expectWaiting(0, 60_000);
    const came = (await keysOf(clerk.page, 'units')).filter((key) => !before.has(key));
    expect(came).toHaveLength(1);
    units.set(name, came[0] ?? '');
  };
  const unitOf = (name: string): string => units.get(name) ?? '';
  const restart = async (): Promise<void> => {
    await clerk.pc.shutDown();
    await clerk.pc.start();
    await clerk.unlock();
  };

  test.beforeAll(async () => {
    province = await Province.start();
    const code = encodeURIComponent(province.takeCode('第一台'));
    clerk = new Clerk(await Pc.open(`${province.pageUrl}#code=${code}`));
    await clerk.enrol('甲测试');
    await clerk.pickRoster(workbook('花名册.xlsx', makeRoster({ seed: 121, rows: 200 })));
    await clerk.compare('全部在职人员');
    await clerk.write(200);
    await clerk.expectWaiting(0, 60_000);
    await add('己翻转', 'D0001');
    await add('庚截断', 'D0002');
    await add('辛全坏', 'D0003');
    await add('壬完好', 'D0004');
  });
  test.afterAll(async () => {
    await clerk.pc.close();
    await province.stop();
  });

  for (const [name, number, how] of [
    ['己翻转', 'D0001', 'flipped'],
    ['庚截断', 'D0002', 'cut'],
  ] as const) {
    test(`${name}：打开时说得出是谁，别人照常，坏的那一份一个字节也没动`, async () => {
      await clerk.lock();
      await spoil(clerk.page, 'units', unitOf(name), how);
      const spoilt = await bytesOf(clerk.page, 'units', unitOf(name));
      await restart();
      await clerk.roster();
      await expect(clerk.figures).toContainText('共 204 人');
      await clerk.find(number);
      await expect(clerk.grid.getByRole('row').nth(1)).toContainText(name);
      await clerk.searchBox.press('ArrowDown');
      await clerk.grid.press('Control+Home');
      await clerk.grid.press('Enter');
      await expect(
        clerk.page.getByText(`“${name}”在本机的数据损坏了，读不出来；其他内容不受影响，坏的那一份没有删。`),
      ).toBeVisible();
      await clerk.pc.photograph(`21-damaged-${how}`);
      await clerk.roster();
      await clerk.open('D0004');
      await clerk.box('岗位').fill(`${name}以后照常改`);
      await clerk.save();
      await clerk.expectWaiting(0, 60_000);
      await clerk.roster();
      await clerk.button('导出表格').click();
      const dialog = clerk.page.getByRole('dialog');
      await dialog.getByLabel('用途').fill('看看坏的会不会混进去');
      await clerk.button('导出 204 人', dialog).click();
      await expect(dialog.getByText(/^.*“己翻转”.*在本机的数据损坏了/)).toBeVisible();
      await clerk.button('先不导出', dialog).click();
      expect(await bytesOf(clerk.page, 'units', unitOf(name))).toEqual(spoilt);
    });
  }

  test('档案和目录一起坏了，名单里没有这个人：每一屏都写着有几处打不开', async () => {
    await clerk.lock();
    await spoil(clerk.page, 'units', unitOf('辛全坏'), 'flipped');
    await spoil(clerk.page, 'index', unitOf('辛全坏'), 'cut');
    await restart();
    await expect(
      clerk.page.getByText(/本机资料有 \d 处打不开，里面的档案现在看不到。原文件没有动/),
    ).toBeVisible();
    await clerk.roster();
    await expect(clerk.figures).toContainText('共 203 人');
    await clerk.pc.photograph('21c-damaged-piece');
    await clerk.open('D0004');
    await expect(clerk.box('岗位')).toHaveValue('庚截断以后照常改');
  });
});
