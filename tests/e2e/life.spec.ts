import { expect, test } from '@playwright/test';
import { makeRoster } from '../../scripts/fixtures/roster.ts';
import { Clerk, shown } from './support/clerk.ts';
import { Pc } from './support/pc.ts';
import { Province } from './support/province.ts';
import { workbook } from './support/sheets.ts';

const roster = makeRoster({ seed: 28, rows: 400 });
const [person] = roster.people.filter((each) => each.是否会员 === '是');

/** The life of a membership: approved together, moved on, taken back; and a second PC that saw none of it happen. */
test.describe.serial('会籍', () => {
  let province: Province;
  let first: Clerk;
  let second: Clerk;
  let joined = 0;

  const shelf = async (clerk: Clerk, page: string, tab: RegExp): Promise<void> => {
    await clerk.menu('会员管理', page);
    await clerk.page.getByRole('tab', { name: tab }).click();
    await expect(clerk.page.getByRole('tab', { name: tab })).toHaveAttribute('aria-selected', 'true');
  };
  const expectOnShelf = async (clerk: Clerk, name: string, people: number): Promise<void> => {
    await expect(
      clerk.page.getByRole('tab', { name: `${name} ${shown(people)}`, exact: true }),
    ).toBeVisible();
  };
  const act = async (clerk: Clerk, button: RegExp, name: string): Promise<void> => {
    await clerk.button(button).click();
    await clerk.page.getByRole('menuitem', { name, exact: true }).click();
  };
  const takeBackFirstRow = async (clerk: Clerk): Promise<void> => {
    await clerk.grid.getByRole('row').nth(1).click();
    await act(clerk, /^办理/, '撤销上一次会籍变动');
    const dialog = clerk.page.getByRole('dialog');
    await dialog.getByLabel('撤销原因').fill('选错了人');
    await clerk.button('撤销上一次会籍变动', dialog).click();
    await expect(clerk.page.getByText(/刚才撤销上一次会籍变动 1 人/)).toBeVisible();
  };

  test.beforeAll(async () => {
    province = await Province.start();
    first = new Clerk(
      await Pc.open(`${province.pageUrl}#code=${encodeURIComponent(province.takeCode('第一台'))}`),
    );
    await first.enrol('甲测试');
    await first.pickRoster(workbook('花名册.xlsx', roster));
    await first.compare('全部在职人员');
    await first.write(400);
    await first.expectWaiting(0, 60_000);
  });
  test.afterAll(async () => {
    await first.pc.close();
    await second.pc.close();
    await province.stop();
  });

  test('集体入会：未入会的人一起批准，日期、会议、文号填一次', async () => {
    const { page } = first;
    await shelf(first, '入会办理', /^未入会/);
    await expect(first.figures).toContainText(/共 [1-9]/);
    joined = Number(/共 ([\d,]+) 人/.exec(await first.figures.innerText())?.[1]?.replace(',', '') ?? 0);
    await first.grid.getByRole('row').nth(1).click();
    await first.grid.press('Control+a');
    await act(first, /^办理/, '集体入会');
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText(`集体入会，这 ${shown(joined)} 人？`);
    await dialog.getByLabel('批准会议').fill('第三届委员会第五次会议');
    await dialog.getByLabel('文号').fill('演工〔2026〕12号');
    await first.button('集体入会', dialog).click();
    await expectOnShelf(first, '未入会', 0);
    await expectOnShelf(first, '本月入会', joined);
    await first.pc.photograph('28-joined');
    await first.expectWaiting(0, 60_000);
  });

  test('会籍转出、再撤销：回到原来的会员，两步都在变更记录里', async () => {
    const { page } = first;
    await first.roster();
    await first.findCount(person?.身份证号码 ?? '', 1);
    await first.grid.getByRole('row').nth(1).click();
    await act(first, /^会籍与变动/, '会籍转出');
    const dialog = page.getByRole('dialog');
    await first.button('会籍转出', dialog).click();
    await expect(dialog).toContainText('请填“转往单位”');
    await dialog.getByLabel('转往单位').fill('演示乙厂工会委员会');
    await first.button('会籍转出', dialog).click();
    await expect(page.getByText(/刚才会籍转出 1 人/)).toBeVisible();
    await shelf(first, '会籍转移', /^介绍信未开 1$/);
    await takeBackFirstRow(first);
    await expectOnShelf(first, '介绍信未开', 0);
    await first.roster();
    await first.open(person?.工号 ?? '');
    const history = page.getByRole('complementary', { name: '变更记录' });
    await expect(history.getByRole('listitem').filter({ hasText: '会籍转出' })).toHaveCount(1);
    await expect(history.getByRole('listitem').filter({ hasText: '撤销上一次会籍变动' })).toHaveCount(1);
    await first.expectWaiting(0, 60_000);
  });

  test('第二台电脑没看到办理过程，也知道上一次是什么，可以撤销；第一台收到同样的结果', async () => {
    second = new Clerk(
      await Pc.open(`${province.pageUrl}#code=${encodeURIComponent(province.takeCode('第二台'))}`),
    );
    await second.enrol('丙测试');
    await second.roster();
    await expect(second.figures).toContainText('共 400 人', { timeout: 60_000 });
    await shelf(second, '入会办理', /^本月入会/);
    await expectOnShelf(second, '本月入会', joined);
    await takeBackFirstRow(second);
    await expectOnShelf(second, '未入会', 1);
    await second.expectWaiting(0, 60_000);
    await first.report();
    await shelf(first, '入会办理', /^未入会 1$/);
    await expectOnShelf(first, '本月入会', joined - 1);
  });
});
