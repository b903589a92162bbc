import { expect, test } from '@playwright/test';
import { inventedNumber } from '../dom/support/people.ts';
import { Clerk } from './support/clerk.ts';
import { Pc } from './support/pc.ts';
import { Province } from './support/province.ts';

/** Fast hands (K30) and the inner tree (K3), one going on from the other. */
test.describe.serial('粘贴与部门班组', () => {
  let province: Province;
  let clerk: Clerk;

  test.beforeAll(async () => {
    province = await Province.start();
    clerk = new Clerk(
      await Pc.open(`${province.pageUrl}#code=${encodeURIComponent(province.takeCode('第一台'))}`),
    );
    await clerk.enrol('甲测试');
  });
  test.afterAll(async () => {
    await clerk.pc.close();
    await province.stop();
  });

  test('从 WPS 粘贴几行，核对后写入，不能写的留着；再按工号粘贴选出来', async () => {
    const { page } = clerk;
    await clerk.menu('会员管理', '导入花名册');
    await page.getByRole('link', { name: /粘贴录入/ }).click();
    const rows = [
      '工号\t姓名\t身份证号\t部门',
      ...[1, 2, 3].map((n) => `0000${n}\t测试${n}\t${inventedNumber(n)}\t一分厂/装配/${n} 线`),
      '00004\t测试四\t440000199001011234\t品质部',
    ].join('\r\n');
    await page.evaluate((text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      document.activeElement?.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
      );
    }, rows);
    await expect(page.getByText(/^不能导入：/)).toBeVisible({ timeout: 30_000 });
    await clerk.pc.photograph('20-paste');
    await clerk.button('写入 3 人').click();
    await expect(page.getByText('已写入：新增 3 人')).toBeVisible();
    await expect(page.getByRole('textbox', { name: /^第 \d 行 姓名$/ })).toHaveCount(1);
    await clerk.menu('会员花名册');
    await clerk.button('按号选人').click();
    await page.getByRole('textbox', { name: /^从 WPS/ }).fill('1\n00003\n00009');
    await clerk.button('选出 3 个号的人').click();
    await expect(page.getByText('已选中 2 人')).toBeVisible();
    await expect(page.getByText('没有找到的 1 个：00009')).toBeVisible();
    await clerk.button('知道了').click();
  });

  test('部门班组：改名先看人数，一次改完，全部改回来', async () => {
    const { page } = clerk;
    await clerk.menu('部门班组');
    await page.getByRole('treeitem', { name: '装配 3 人' }).click();
    await page.keyboard.press('F2');
    await page.getByLabel('新名字').fill('总装');
    await expect(page.getByText('将改 3 人：一分厂/装配 → 一分厂/总装。')).toBeVisible();
    await clerk.button('改名 3 人').click();
    await expect(page.getByRole('treeitem', { name: '总装 3 人' })).toBeVisible();
    await clerk.pc.photograph('21-places');
    await clerk.button('全部改回来').click();
    await expect(page.getByRole('treeitem', { name: '装配 3 人' })).toBeVisible();
  });
});
