import { expect, test } from '@playwright/test';
import { makeRoster } from '../../scripts/fixtures/roster.ts';
import { Clerk, shown } from './support/clerk.ts';
import { Pc } from './support/pc.ts';
import { Province } from './support/province.ts';
import { workbook } from './support/sheets.ts';

const roster = makeRoster({ seed: 5, rows: 2_000 });
const numberOf = (index: number): string => roster.people[index]?.工号 ?? '';

/** Points 6 and 7: the cable out and in, a second PC, both editing the same person. */
test.describe.serial('两台电脑', () => {
  let province: Province;
  let first: Clerk;
  let second: Clerk;

  const edit = async (clerk: Clerk, number: string, label: string, value: string): Promise<void> => {
    await clerk.roster();
    await clerk.open(number);
    await clerk.box(label).fill(value);
    await clerk.save();
  };
  const expectField = async (clerk: Clerk, number: string, label: string, value: string): Promise<void> => {
    await clerk.roster();
    await clerk.open(number);
    await expect(clerk.box(label)).toHaveValue(value);
  };
  const bothReport = async (): Promise<void> => {
    // Twice round: what the second sends is news to the first.
    for (const clerk of [first, second, first]) {
      await clerk.report();
      await clerk.expectWaiting(0);
    }
  };

  test.beforeAll(async () => {
    province = await Province.start();
    first = new Clerk(
      await Pc.open(`${province.pageUrl}#code=${encodeURIComponent(province.takeCode('第一台'))}`),
    );
    await first.enrol('甲测试');
    await first.pickRoster(workbook('花名册.xlsx', roster));
    await first.compare('全部在职人员');
    await first.write(2_000);
    await first.expectWaiting(0, 60_000);
  });
  test.afterAll(async () => {
    await first.pc.close();
    await second.pc.close();
    await province.stop();
  });

  test('网线拔掉：照常查、照常改、照常新增，写着“未连接（照常使用）”；接上以后自己送完', async () => {
    const { page } = first;
    await province.unplug();
    await edit(first, numberOf(1), '岗位', '离线改的岗位');
    await first.roster();
    await first.button('新增一人').click();
    await first.box('姓名').fill('戊新来');
    await first.box('工号').fill('N0001');
    await first.save();
    await first.report();
    await expect(first.corner).toContainText('未连接（照常使用）', { timeout: 30_000 });
    await first.expectWaiting(2);
    await expect(
      page.getByText(/现在没有连上省平台。您照常做，2 条已保存在本机，连上后自动发送。/),
    ).toBeVisible();
    // What the count counts stands in the list, sealed into a batch already or not.
    await expect(
      page.getByRole('table').getByRole('link', { name: roster.people[1]?.姓名 ?? '' }),
    ).toBeVisible();
    await expect(page.getByRole('table').getByRole('link', { name: '戊新来' })).toBeVisible();
    await expect(page.getByRole('alert')).toHaveCount(0);
    await first.pc.photograph('07b-upload-offline');
    await first.roster();
    await first.findCount('戊新来', 1);
    await first.lock();
    await expect(page.getByText('现在没有连上省平台，照常可以登录和办理。')).toBeVisible();
    await first.unlock();
    await first.expectWaiting(2);
    await province.plugIn();
    await first.expectWaiting(0, 90_000);
    await expect(first.corner).toContainText('已连接');
    await first.menu('数据上报');
    await page.getByRole('tab', { name: /^已上报/ }).click();
    await expect(page.getByRole('table')).toContainText('已收到');
    await first.pc.photograph('07-upload');
  });

  test('第二台电脑：开通以后看到同样的人', async () => {
    await edit(first, numberOf(2), '岗位', '甲先改的岗位');
    await first.expectWaiting(0);
    await edit(first, numberOf(2), '岗位', '甲再改的岗位');
    await first.expectWaiting(0);
    const code = encodeURIComponent(province.takeCode('第二台'));
    second = new Clerk(await Pc.open(`${province.pageUrl}#code=${code}`));
    await second.enrol('丙测试');
    await second.roster();
    await expect(second.figures).toContainText(`共 ${shown(2_001)} 人`, { timeout: 60_000 });
    await expectField(second, numberOf(1), '岗位', '离线改的岗位');
    await second.roster();
    await second.findCount('戊新来', 1);
  });

  test('开通以前的变更：打开就取来，谁、什么时候、从什么改成什么；网线拔掉也还在', async () => {
    const { page } = second;
    const history = page.getByRole('complementary', { name: '变更记录' });
    const told = async (): Promise<void> => {
      await expectField(second, numberOf(2), '岗位', '甲再改的岗位');
      const change = history.getByRole('listitem').filter({ hasText: '甲再改的岗位' });
      await expect(change).toHaveCount(1);
      await expect(change).toContainText('甲先改的岗位 → 甲再改的岗位');
      await expect(change).toContainText(/今天 \d\d:\d\d/);
      await expect(change).toContainText('甲测试');
      await expect(history.getByRole('listitem').filter({ hasText: '新建' })).toHaveCount(1);
      await expect(history.getByRole('listitem')).toHaveCount(3);
      await expect(history).toContainText(`${roster.people[2]?.岗位 ?? ''} → 甲先改的岗位`);
    };
    await told();
    await second.pc.photograph('09-history');
    await province.unplug();
    await second.report();
    await expect(second.corner).toContainText('未连接（照常使用）', { timeout: 30_000 });
    // Read again from this PC's disk, and nobody to ask.
    await second.lock();
    await second.unlock();
    await told();
    await expectField(second, numberOf(3), '工号', numberOf(3));
    await expect(history).toContainText('现在没有连上，连上以后在这里补齐。');
    await province.plugIn();
    await expect(history).toContainText('新建', { timeout: 90_000 });
  });

  test('同一个人，两边改不同的栏：合到一起，谁的都不少', async () => {
    const number = numberOf(20);
    await province.unplug();
    await edit(first, number, '岗位', '甲填的岗位');
    await edit(second, number, '职称', '丙填的职称');
    await province.plugIn();
    await bothReport();
    for (const clerk of [first, second]) {
      await expect(clerk.corner).toContainText(/待核对\s*0/);
      await expectField(clerk, number, '岗位', '甲填的岗位');
      await expect(clerk.box('职称')).toHaveValue('丙填的职称');
    }
  });

  test('档案开着，对方改了一栏：这边跟着变，没人打过的字不会变成暂存', async () => {
    const number = numberOf(40);
    await second.roster();
    await second.open(number);
    await edit(first, number, '岗位', '甲后来改的');
    await first.expectWaiting(0);
    // The first PC's work is there; the second hears of it while its form stands open.
    await expect(second.box('岗位')).toHaveValue('甲后来改的', { timeout: 60_000 });
    await second.menu('工作台');
    await edit(first, number, '岗位', '甲又改了一次');
    await first.expectWaiting(0);
    await second.report();
    await expectField(second, number, '岗位', '甲又改了一次');
    await expect(second.page.getByText(/暂存的内容已经放回来了/)).toHaveCount(0);
  });

  test('同一个人，两边改同一栏：两个都留着，并排核对，选完两台一样', async () => {
    const number = numberOf(30);
    await province.unplug();
    await edit(first, number, '岗位', '甲说是钳工');
    await edit(second, number, '岗位', '丙说是焊工');
    await province.plugIn();
    await bothReport();
    for (const clerk of [first, second])
      await expect(clerk.corner).toContainText(/待核对\s*1/, { timeout: 30_000 });
    const { page } = second;
    await second.menu('工作台');
    await second.button('去核对').click();
    await expect(page.getByText('两边填的都留着，选完以后还能改回来。')).toBeVisible();
    await expect(page.getByRole('radio', { name: '岗位选 甲说是钳工' })).toBeVisible();
    await expect(page.getByRole('radio', { name: '岗位选 丙说是焊工' })).toBeVisible();
    await expect(page.getByRole('table')).toContainText(roster.people[30]?.岗位 ?? '');
    await second.pc.photograph('08-review');
    await page.getByRole('radio', { name: '岗位选 丙说是焊工' }).check();
    await second.button('按选好的 1 项办').click();
    await expect(second.corner).toContainText(/待核对\s*0/);
    await bothReport();
    for (const clerk of [first, second]) {
      await expect(clerk.corner).toContainText(/待核对\s*0/);
      await expectField(clerk, number, '岗位', '丙说是焊工');
      const history = clerk.page.getByRole('complementary', { name: '变更记录' });
      await expect(history).toContainText('甲说是钳工');
      await expect(history).toContainText('丙说是焊工');
    }
  });

  test('几个人同一栏都不一样：先看清楚，一次全部采用较新的，也能一次改回来', async () => {
    const numbers = [numberOf(50), numberOf(51)];
    await province.unplug();
    for (const number of numbers) await edit(first, number, '岗位', `甲先填${number}`);
    for (const number of numbers) await edit(second, number, '岗位', `丙后填${number}`);
    await province.plugIn();
    await bothReport();
    await expect(second.corner).toContainText(/待核对\s*2/, { timeout: 30_000 });
    const { page } = second;
    await second.menu('数据上报');
    await page.getByRole('tab', { name: /^待核对/ }).click();
    await second.button('岗位全部采用较新的').click();
    const preview = page.getByRole('table', { name: '将要采用的内容' });
    for (const number of numbers) {
      await expect(preview).toContainText(`甲先填${number}`);
      await expect(preview).toContainText(`丙后填${number}`);
    }
    await second.pc.photograph('08c-review-column');
    await second.button('按较新的办 2 人').click();
    await expect(page.getByText('岗位已办 2 人')).toBeVisible();
    await second.button('全部改回来').click();
    await expect(page.getByText('岗位已改回来 2 人')).toBeVisible();
    await second.button('知道了').click();
    await bothReport();
    for (const clerk of [first, second]) {
      await expect(clerk.corner).toContainText(/待核对\s*0/);
      for (const number of numbers) await expectField(clerk, number, '岗位', `甲先填${number}`);
    }
    const history = page.getByRole('complementary', { name: '变更记录' });
    await expect(history).toContainText(`丙后填${numbers[1] ?? ''} → 甲先填${numbers[1] ?? ''}`);
  });
});
