import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { toCsv } from '../../scripts/fixtures/csv.ts';
import { makeRoster } from '../../scripts/fixtures/roster.ts';
import { badSheets } from './support/badSheets.ts';
import { Clerk } from './support/clerk.ts';
import { Pc } from './support/pc.ts';
import { Province, root } from './support/province.ts';
import { workbook } from './support/sheets.ts';

const fixture = (name: string): Promise<Buffer> =>
  readFile(path.join(root, 'tests', 'fixtures', 'roster', name));
/** The same 24 people as the workbooks that LibreOffice wrote. */
const month = makeRoster({ seed: 11, rows: 24 });

/** Rosters as they come: dragged or picked, from WPS, LibreOffice or HR's program; and what is none. */
test.describe.serial('花名册文件', () => {
  let province: Province;
  let clerk: Clerk;
  let folder: string;

  /** A real drop by the browser: left to itself it would open the file in place of the page. */
  const drop = async (name: string, bytes: Buffer): Promise<void> => {
    const file = path.join(folder, name);
    await writeFile(file, bytes);
    const devtools = await clerk.page.context().newCDPSession(clerk.page);
    const data = { items: [], files: [file], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await devtools.send('Input.dispatchDragEvent', { type, x: 640, y: 420, data });
    await devtools.detach();
  };
  const people = async (count: number): Promise<void> => {
    await clerk.roster();
    await expect(clerk.figures).toContainText(`共 ${count} 人`);
  };

  /** Three wrong passwords, or fewer where no reader can decrypt the file at all. */
  const guessPassword = async (): Promise<void> => {
    const box = clerk.page.getByLabel('这份表格的打开密码');
    await expect(box).toBeVisible({ timeout: 30_000 });
    for (let left = 3; left > 0 && (await box.isVisible()); left -= 1) {
      await box.fill('wrong word');
      await clerk.button('打开').click();
      await expect(clerk.page.getByRole('alert').filter({ hasText: /密码/ })).toBeVisible({
        timeout: 60_000,
      });
      if (left > 1 && (await box.isVisible()))
        await expect(clerk.page.getByText(`还可以试 ${left - 1} 次`)).toBeVisible({ timeout: 60_000 });
    }
  };

  test.beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'ledger-drop-'));
    province = await Province.start();
    clerk = new Clerk(
      await Pc.open(`${province.pageUrl}#code=${encodeURIComponent(province.takeCode('第一台'))}`),
    );
    await clerk.enrol('甲测试');
  });
  test.afterAll(async () => {
    await clerk.pc.close();
    await province.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test('不是表格、加了密码、解开几个 G、指到自己外面的：各有一句话，什么也没写', async () => {
    await clerk.menu('会员管理', '导入花名册');
    for (const [index, [file, words]] of badSheets().entries()) {
      await clerk.giveRoster(file);
      if (file.name.startsWith('加密')) await guessPassword();
      await expect(clerk.page.getByRole('alert').filter({ hasText: words }), file.name).toBeVisible({
        timeout: 60_000,
      });
      await expect(clerk.button('下一步：看结果')).toHaveCount(0);
      await clerk.pc.photograph(`15-file-refused-${index + 1}`);
      // The next one must bring its own sentence.
      await clerk.menu('工作台');
      await clerk.menu('会员管理', '导入花名册');
    }
    await clerk.menu('会员管理', '会员花名册');
    await expect(clerk.page.getByText('还没有会员。把人事的花名册拖到这里')).toBeVisible();
  });

  test('拖到空的花名册上：LibreOffice 写的 .xlsx 直接开始读', async () => {
    await drop('office-month.xlsx', await fixture('office-month.xlsx'));
    await expect(clerk.button('下一步：看结果')).toBeVisible({ timeout: 30_000 });
    await clerk.pc.photograph('15b-file-dropped');
    await clerk.compare('全部在职人员');
    await clerk.expectVerdicts({ 新增: 24, 不能导入: 0 });
    await clerk.write(24);
    await people(24);
  });

  test('按钮选 .csv：带 BOM 的 UTF-8 和 GBK 读出来一模一样', async () => {
    for (const encoding of ['utf-8-bom', 'gbk'] as const) {
      await clerk.pickRoster({ name: `花名册-${encoding}.csv`, bytes: toCsv(month, encoding) });
      await clerk.compare('全部在职人员');
      await clerk.expectVerdicts({ 新增: 0, 有改动: 0, 没变化: 24, 不能导入: 0 });
    }
  });

  test('同一份花名册，人事导出成老的 .xls、网页，名字还都叫 .xlsx：读出来一模一样', async () => {
    for (const name of ['office-month.xls', 'office-month.html']) {
      await clerk.pickRoster({ name: `${name}.xlsx`, bytes: await fixture(name) });
      await clerk.compare('全部在职人员');
      await clerk.expectVerdicts({ 新增: 0, 有改动: 0, 没变化: 24, 不能导入: 0 });
    }
  });

  test('已经有人的花名册上也能拖；拖到别的屏上，程序还在，填的字也还在', async () => {
    const { page } = clerk;
    await people(24);
    const more = makeRoster({ seed: 12, rows: 40 });
    await drop('只有新入职.xlsx', workbook('只有新入职.xlsx', more).bytes);
    await expect(clerk.button('下一步：看结果')).toBeVisible({ timeout: 30_000 });
    await people(24);
    await clerk.open(month.people[2]?.工号 ?? '');
    await clerk.box('岗位').fill('还没保存的字');
    await drop('放错地方.csv', toCsv(month));
    await page.waitForTimeout(500);
    await expect(clerk.box('岗位')).toHaveValue('还没保存的字');
    expect(page.url()).toContain(province.pageUrl);
  });
});
