import { expect, test } from '@playwright/test';
import { makeRoster } from '../../scripts/fixtures/roster.ts';
import { Clerk } from './support/clerk.ts';
import { Pc } from './support/pc.ts';
import { Province } from './support/province.ts';
import { workbook } from './support/sheets.ts';

const roster = makeRoster({ seed: 71, rows: 40 });
const person = (index: number) => roster.people[index] ?? { 工号: '', 姓名: '', 岗位: '' };
const tooLong = '这个岗位名称写得太长了一点';
const words = /“岗位”最多 8 个字，现在有 13 个。请改短一些。内容还在本机，没有丢，改好后会自动再报。/;

/** The newer province takes posts of 8 characters at most; the PCs still let 60 pass. */
const shorterPosts = (program: string): string =>
  program.replace(/(label: "岗位",[^}]*?maxLength: )60/, '$18');

/** 被退回 (R32): the province's own reason, the way to the box, mended or given up, and nothing of it lost. */
test.describe.serial('被退回', () => {
  let province: Province;
  let clerk: Clerk;
  let second: Clerk | undefined;

  const write = async (index: number, label: string, text: string): Promise<void> => {
    await clerk.roster();
    await clerk.open(person(index).工号);
    await clerk.box(label).fill(text);
    await clerk.save();
  };
  const history = () => clerk.page.getByRole('complementary', { name: '变更记录' });

  test.beforeAll(async () => {
    province = await Province.start();
    const code = encodeURIComponent(province.takeCode('第一台'));
    clerk = new Clerk(await Pc.open(`${province.pageUrl}#code=${code}`));
    await clerk.enrol('甲测试');
    await clerk.pickRoster(workbook('花名册.xlsx', roster));
    await clerk.compare('全部在职人员');
    await clerk.write(40);
    await clerk.expectWaiting(0, 60_000);
    await province.update(shorterPosts);
  });
  test.afterAll(async () => {
    await clerk.pc.close();
    await second?.pc.close();
    await province.stop();
  });

  test('退回说得清是谁、哪一栏、为什么；同一批里别的都收下了', async () => {
    const { page } = clerk;
    await write(3, '岗位', tooLong);
    await write(4, '岗位', tooLong);
    await write(5, '岗位', '没超过的');
    await clerk.report();
    await expect(clerk.corner).toContainText(/被退回\s*2/, { timeout: 60_000 });
    await clerk.expectWaiting(0);
    await page.getByRole('tab', { name: /^被退回 2/ }).click();
    await expect(
      page.getByText('省平台退回了 2 条，其余的已收到。退回的内容都在，点“去修改”会直接到那一栏。'),
    ).toBeVisible();
    await expect(page.getByText(words).first()).toBeVisible();
    for (const index of [3, 4]) await expect(page.getByText(person(index).姓名).first()).toBeVisible();
    await clerk.pc.photograph('16-returned');
    await clerk.menu('工作台');
    await expect(page.getByText(/被退回/).first()).toBeVisible();
  });

  test('去修改：直接到那一栏，原因就在栏下面；改好保存，省平台收下', async () => {
    const { page } = clerk;
    await clerk.menu('数据上报');
    const line = page.getByRole('listitem').filter({ hasText: person(3).姓名 });
    // The first of the list stands open with its facts; the other one line high.
    const mend = clerk.button('去修改“岗位”', line);
    const shut = line.getByRole('button', { expanded: false });
    await expect(mend.or(shut).first()).toBeVisible();
    if ((await mend.count()) === 0) await shut.click();
    await expect(line).toContainText(tooLong);
    await clerk.button('去修改“岗位”', line).click();
    await expect(clerk.box('岗位')).toBeFocused();
    await expect(clerk.box('岗位')).toHaveValue(tooLong);
    await expect(page.getByText(words)).toBeVisible();
    await clerk.pc.photograph('16b-returned-field');
    await clerk.box('岗位').fill('改短的岗位');
    await clerk.save();
    await clerk.expectWaiting(0, 60_000);
    await expect(clerk.corner).toContainText(/被退回\s*1/);
    await expect(page.getByText(words)).toHaveCount(0);
    await expect(history()).toContainText('改短的岗位');
    await expect(history()).toContainText(tooLong);
  });

  test('放弃修改：要再点一次才算；档案回到省平台的样子，填过的留在变更记录里', async () => {
    const { page } = clerk;
    await clerk.menu('数据上报');
    await page.getByRole('tab', { name: /^被退回 1/ }).click();
    await clerk.button('放弃修改…').click();
    await clerk.button('不放弃').click();
    await expect(clerk.corner).toContainText(/被退回\s*1/);
    await clerk.button('放弃修改…').click();
    await expect(page.getByText('放弃以后这一处不再上报，填过的内容留在变更记录里。')).toBeVisible();
    await clerk.pc.photograph('16c-returned-give-up');
    await clerk.button('放弃这一处修改').click();
    await expect(clerk.corner).toContainText(/被退回\s*0/);
    await expect(page.getByText('没有被退回的。')).toBeVisible();
    await clerk.roster();
    await clerk.open(person(4).工号);
    await expect(clerk.box('岗位')).toHaveValue(person(4).岗位);
    await expect(history()).toContainText(tooLong);
  });

  test('第二台电脑看到的和这台一样', async () => {
    const code = encodeURIComponent(province.takeCode('第二台'));
    second = new Clerk(await Pc.open(`${province.pageUrl}#code=${code}`));
    await second.enrol('丙测试');
    await second.roster();
    await expect(second.figures).toContainText('共 40 人', { timeout: 60_000 });
    for (const [index, post] of [
      [3, '改短的岗位'],
      [4, person(4).岗位],
      [5, '没超过的'],
    ] as const) {
      await second.roster();
      await second.open(person(index).工号);
      await expect(second.box('岗位')).toHaveValue(post);
    }
  });
});
