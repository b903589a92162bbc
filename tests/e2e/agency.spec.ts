import { expect, test } from '@playwright/test';
import { makeRoster } from '../../scripts/fixtures/roster.ts';
import { Clerk } from './support/clerk.ts';
import { Pc } from './support/pc.ts';
import { Province } from './support/province.ts';
import { workbook } from './support/sheets.ts';

const [hardware, packing] = ['青禾五金有限公司工会委员会', '远帆包装有限公司工会委员会'];
const ofHardware = makeRoster({ seed: 61, rows: 30 });
const ofPacking = makeRoster({ seed: 62, rows: 20 });

/** 代管 (K8): the street's clerk keeps the books of twelve small unions on one PC, and none gets into another's. */
test.describe.serial('代管', () => {
  let province: Province;
  let clerk: Clerk;
  let second: Clerk | undefined;

  const open = async (name: string): Promise<Clerk> => {
    const opened = new Clerk(
      await Pc.open(`${province.pageUrl}#code=${encodeURIComponent(province.takeCode('石桥街道'))}`),
    );
    await opened.enrol(name);
    return opened;
  };
  const cells = (who: Clerk, unit: string) => who.grid.getByRole('gridcell', { name: unit, exact: true });
  /** What the clerk at this PC sees of each unit, and of all together. */
  const expectBooks = async (who: Clerk, hardwarePeople: number): Promise<void> => {
    await who.unit();
    await who.roster();
    await expect(who.figures).toContainText(`共 ${hardwarePeople + 20} 人`);
    await expect(who.grid.getByRole('columnheader', { name: /单位/ })).toBeVisible();
    await who.unit(hardware);
    await who.roster();
    await expect(who.figures).toContainText(`共 ${hardwarePeople} 人`);
    await expect(who.grid.getByRole('columnheader', { name: /^单位/ })).toHaveCount(0);
    await expect(who.rowOf(ofHardware.people[0]?.工号 ?? '').first()).toBeVisible();
    await who.unit(packing);
    await who.roster();
    await expect(who.figures).toContainText('共 20 人');
    await who.unit('鹿鸣印刷有限公司工会委员会');
    await who.menu('会员管理', '会员花名册');
    await expect(who.page.getByText('还没有会员。把人事的花名册拖到这里')).toBeVisible();
    await who.unit();
    await who.menu('统计报表');
    const table = who.page.getByRole('table', { name: '各单位人数' });
    await expect(table.getByRole('row', { name: new RegExp(`^青禾五金 ${hardwarePeople} `) })).toBeVisible();
    await expect(table.getByRole('row', { name: /^远帆包装 20 / })).toBeVisible();
    await expect(
      table.getByRole('row', { name: new RegExp(`^合计 \\d+ 个单位 ${hardwarePeople + 20} `) }),
    ).toBeVisible();
  };

  test.beforeAll(async () => {
    province = await Province.start();
    clerk = await open('甲测试');
  });
  test.afterAll(async () => {
    await clerk.pc.close();
    await second?.pc.close();
    await province.stop();
  });

  test('选好一个单位导入：人都记在这个单位', async () => {
    await expect(clerk.page.getByRole('combobox', { name: '切换单位' })).toBeVisible();
    await clerk.unit(hardware);
    await clerk.pickRoster(workbook('青禾花名册.xlsx', ofHardware));
    await expect(clerk.page.getByText(`导入到：${hardware}`)).toBeVisible();
    await clerk.pc.photograph('14-agency-columns');
    await clerk.compare('全部在职人员');
    await clerk.write(30);
    await clerk.button('看花名册').click();
    await expect(clerk.figures).toContainText('共 30 人');
  });

  test('标题栏是“全部”时导入：先问是哪个单位，没选不读表', async () => {
    const { page } = clerk;
    await clerk.unit();
    await clerk.menu('会员管理', '导入花名册');
    const file = workbook('远帆花名册.xlsx', ofPacking);
    await clerk.giveRoster(file);
    await expect(page.getByText('还没有选导入到哪个单位，没有读这份表。')).toBeVisible();
    await clerk.pc.photograph('14b-agency-which-unit');
    await clerk.pickOption('导入到哪个单位', packing);
    await clerk.giveRoster(file);
    await expect(page.getByText(`导入到：${packing}`)).toBeVisible();
    await clerk.compare('全部在职人员');
    // The people of the other union are not "missing from this sheet".
    await clerk.expectVerdicts({ 新增: 20, 没变化: 0 });
    await expect(page.getByRole('button', { name: /^系统有、本表没有/ })).toHaveCount(0);
    await clerk.write(20);
    await expectBooks(clerk, 30);
    await clerk.pc.photograph('14c-agency-statistics');
  });

  test('全部单位的名单有“单位”一列；新录一个人写明记在哪个单位', async () => {
    const { page } = clerk;
    await clerk.unit();
    await clerk.roster();
    await clerk.find(ofPacking.people[3]?.身份证号码 ?? '');
    await expect(clerk.figures).toContainText('共 1 人');
    await expect(cells(clerk, '远帆包装')).toHaveCount(1);
    await clerk.button('全部清除').click();
    await clerk.pc.photograph('14d-agency-roster');
    await clerk.unit(hardware);
    await clerk.roster();
    await clerk.button('新增一人').click();
    await expect(page.getByText('记在：青禾五金')).toBeVisible();
    await clerk.box('姓名').fill('戊新来');
    await clerk.box('工号').fill('N0001');
    await clerk.save();
    await clerk.unit();
    await clerk.roster();
    await clerk.find('N0001');
    await expect(clerk.figures).toContainText('共 1 人');
    await expect(cells(clerk, '青禾五金')).toHaveCount(1);
    await clerk.report();
    await clerk.expectWaiting(0, 60_000);
  });

  test('街道的第二台电脑：每个单位的人一样，各归各的', async () => {
    // Every start of the demo province gives out new codes.
    await province.unplug();
    await province.plugIn();
    second = await open('丙测试');
    await second.roster();
    await expect(second.figures).toContainText('共 51 人', { timeout: 60_000 });
    await expectBooks(second, 31);
    await second.unit();
    await second.roster();
    await second.find('N0001');
    await expect(cells(second, '青禾五金')).toHaveCount(1);
  });
});
