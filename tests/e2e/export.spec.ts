import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import type { Download } from '@playwright/test';
import { makeRoster } from '../../scripts/fixtures/roster.ts';
import { convert, hasOffice } from '../unit/renderer/records/export/soffice.ts';
import { Clerk } from './support/clerk.ts';
import { Pc } from './support/pc.ts';
import { Province } from './support/province.ts';
import { workbook } from './support/sheets.ts';

const roster = makeRoster({ seed: 141, rows: 300 });
const women = roster.people.filter((person) => person.性别 === '女');
/** 44 is comma, 34 the quote, 76 UTF-8. */
const asCsv = 'Text - txt - csv (StarCalc):44,34,76,1';

function rowsOf(csv: string): readonly (readonly string[])[] {
  return csv
    .replace(/^\ufeff/, '')
    .trimEnd()
    .split(/\r?\n/)
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((cell) =>
        (cell[1] ?? cell[2] ?? '').replaceAll('""', '"'),
      ),
    );
}

/** 导出表格: the filtered list, a reason, a line in the log; and another program reads the same rows. */
test.describe.serial('导出', () => {
  let province: Province;
  let clerk: Clerk;

  /** A list left by the menu comes back whole. */
  const onlyWomen = async (): Promise<void> => {
    await clerk.roster();
    await clerk.button('筛选性别').click();
    await clerk.page.getByRole('checkbox', { name: /^女/ }).check();
    await clerk.button(new RegExp(`^看这 ${women.length} `)).click();
    await expect(clerk.figures).toContainText(`共 ${women.length} 人（全部 300 人）`);
  };
  const exportNow = async (reason: string, reveal: boolean): Promise<Download> => {
    const { page } = clerk;
    await onlyWomen();
    await clerk.button('导出表格').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('用途').fill(reason);
    if (reveal) await dialog.getByLabel(/^导出完整号码/).check();
    await clerk.pc.photograph(reveal ? '24b-export-whole' : '24-export');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      clerk.button(`导出 ${women.length} 人`, dialog).click(),
    ]);
    await expect(page.getByText(`已导出 ${women.length} 人，记入了操作日志。`)).toBeVisible();
    return download;
  };

  test.beforeAll(async () => {
    province = await Province.start();
    const code = encodeURIComponent(province.takeCode('第一台'));
    clerk = new Clerk(await Pc.open(`${province.pageUrl}#code=${code}`));
    await clerk.enrol('甲测试', { alone: false });
    await clerk.pickRoster(workbook('花名册.xlsx', roster));
    await clerk.compare('全部在职人员');
    await clerk.write(300);
  });
  test.afterAll(async () => {
    await clerk.pc.close();
    await province.stop();
  });

  for (const reveal of [false, true]) {
    test(`筛选后的名单${reveal ? '带完整号码' : '号码只有一部分'}：LibreOffice 打开是同样的行`, async () => {
      test.skip(!hasOffice, 'LibreOffice is not on this machine');
      const download = await exportNow(reveal ? '报区总工会核对' : '妇女节名单', reveal);
      const bytes = await readFile(await download.path());
      const [head = [], ...rows] = rowsOf((await convert(bytes, 'xlsx', 'csv', asCsv)).toString('utf8'));
      const cells = (label: string): readonly string[] => rows.map((row) => row[head.indexOf(label)] ?? '');
      expect([...cells('工号')].sort()).toEqual(women.map((person) => person.工号).sort());
      expect(new Map(rows.map((row) => [row[head.indexOf('工号')], row[head.indexOf('姓名')]]))).toEqual(
        new Map(women.map((person) => [person.工号, person.姓名])),
      );
      const numbers = cells('证件号码');
      if (reveal) expect([...numbers].sort()).toEqual(women.map((person) => person.身份证号码).sort());
      else for (const number of numbers) expect(number).toMatch(/^440000\*+/);
      await clerk.menu('系统设置', '操作日志');
      const line = clerk.page
        .getByRole('table')
        .getByRole('row')
        .filter({ hasText: reveal ? '报区总工会核对' : '妇女节名单' });
      await expect(line).toHaveCount(1);
      await expect(line).toContainText('甲测试');
      await expect(line).toContainText(`${women.length} 人`);
      await expect(line).toContainText(reveal ? '导出（显示完整号码）' : '导出');
      await expect(line).toContainText('证件号码');
      await clerk.pc.photograph(reveal ? '24d-export-whole-log' : '24c-export-log');
    });
  }
});
