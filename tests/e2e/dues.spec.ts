import { expect, test } from '@playwright/test';
import { toXlsx } from '../../scripts/fixtures/workbook.ts';
import { makeRoster } from '../../scripts/fixtures/roster.ts';
import { Clerk } from './support/clerk.ts';
import type { PickedFile } from './support/clerk.ts';
import { Pc } from './support/pc.ts';
import { Province } from './support/province.ts';
import { rowsOf, workbook } from './support/sheets.ts';

const size = 300;
const roster = makeRoster({ seed: 1401, rows: size });
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Cents of wage of the nth person: every tail under ten yuan occurs. */
const wageOf = (n: number): number => 300_000 + n * 1237;
const dueOf = (n: number): number => Math.floor(wageOf(n) / 1000) * 5;
const shown = (cents: number): string =>
  (cents / 100).toLocaleString('zh-CN', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const yuan = (cents: number): string => (cents / 100).toFixed(2);
const sum = (from: (n: number) => number): number =>
  Array.from({ length: size }, (_, n) => from(n)).reduce((total, cents) => total + cents, 0);

/** A payroll as accountants write it; from every tenth person one yuan too little is taken. */
function payroll(name: string): PickedFile {
  const rows = roster.people.map((person, n) => [
    String(n + 1),
    person.工号,
    person.姓名,
    yuan(wageOf(n)),
    '888.00',
    yuan(takenFrom(n)),
    '4321.00',
  ]);
  const total = ['合计', '', '', '1', '2', '3', '4'];
  const headers = ['序号', '工号', '姓名', '岗位工资', '加班费', '代扣会费', '实发合计'];
  return { name, bytes: toXlsx({ headers, rows: [...rows, total] }, { above: [['云桥精密电子 工资表']] }) };
}
const takenFrom = (n: number): number => dueOf(n) - (n % 10 === 3 ? 100 : 0);
const owing = Array.from({ length: size }, (_, n) => n).filter((n) => n % 10 === 3);

/** 会费: a payroll of 300 for two months, and what is still owed, to the cent. */
test.describe.serial('会费', () => {
  let province: Province;
  let clerk: Clerk;
  test.beforeAll(async () => {
    province = await Province.start();
    const code = encodeURIComponent(province.takeCode('第一台'));
    clerk = new Clerk(await Pc.open(`${province.pageUrl}#code=${code}`));
    await clerk.enrol('甲测试', { alone: false });
    await clerk.pickRoster(
      workbook('花名册.xlsx', {
        headers: [...roster.headers],
        rows: roster.rows.map((row) =>
          row.map((cell, at) => {
            if (roster.headers[at] === '是否会员') return '是';
            return roster.headers[at] === '入会日期' ? '2020-03-18' : cell;
          }),
        ),
      }),
    );
    await clerk.compare('全部在职人员');
    await clerk.write(size);
  });
  test.afterAll(async () => {
    await clerk.pc.close();
    await province.stop();
  });

  const importFor = async (month: string, file: PickedFile): Promise<void> => {
    const { page } = clerk;
    await clerk.menu('会费');
    await page.getByRole('textbox', { name: '月份' }).fill(month);
    await page.getByRole('textbox', { name: '月份' }).press('Enter');
    await page.getByRole('link', { name: '导入工资表' }).click();
    await page
      .getByLabel('工资表文件')
      .setInputFiles({ name: file.name, mimeType: xlsx, buffer: file.bytes });
    await clerk.pickOption('会费基数', /^岗位工资/);
    await clerk.button('下一步：看结果').click();
    const tally = page.getByRole('navigation', { name: '工资表结果' });
    await expect(clerk.button(`可以写入 ${size - owing.length}`, tally)).toBeVisible({ timeout: 60_000 });
    await expect(clerk.button(`扣的和应缴不同 ${owing.length}`, tally)).toBeVisible();
    await expect(tally).toContainText('另有 1 行不是人');
  };
  const write = async (): Promise<void> => {
    await clerk.button(`写入 ${size} 人`).click();
    await expect(clerk.page.getByText(`写好了：${size} 人的会费`)).toBeVisible({ timeout: 60_000 });
  };
  const figure = (label: string) => clerk.page.getByRole('button', { name: new RegExp(`^${label} `) });

  test('两个月的工资表导进来，欠缴算到分；只留下选的那一列', async () => {
    const { page } = clerk;
    await clerk.menu('会员管理');
    await importFor('2026-09', payroll('9月.xlsx'));
    await clerk.pc.photograph('60-payroll-result');
    await write();
    await importFor('2026-10', payroll('10月.xlsx'));
    await write();
    await clerk.button('看会费').click();
    await page.getByRole('textbox', { name: '月份' }).fill('2026年10月');
    await page.getByRole('textbox', { name: '月份' }).press('Enter');
    await expect(figure('应缴人数')).toContainText(String(size));
    await expect(figure('应缴')).toContainText(shown(sum(dueOf)));
    await expect(figure('已缴')).toContainText(shown(sum(takenFrom)));
    await expect(figure('欠缴')).toContainText(shown(owing.length * 200));
    await figure('欠缴').click();
    const list = page.getByRole('table', { name: '会费名单' });
    const third = list.getByRole('row').filter({ hasText: roster.people[3]?.工号 ?? '' });
    await expect(third).toContainText(shown(wageOf(3)));
    await expect(third.getByRole('cell')).toContainText([
      /./,
      /./,
      /./,
      /./,
      /./,
      shown(dueOf(3)),
      shown(takenFrom(3)),
      '2',
      '2.00',
    ]);
    await clerk.pc.photograph('61-dues-owing');
  });

  test('登记补缴、撤回、导出明细表', async () => {
    const { page } = clerk;
    await clerk.button(`全选这 ${owing.length} 人`).click();
    await clerk.button('登记已缴').click();
    await page.getByLabel('连以前欠的一起').check();
    await clerk.button(`登记 ${owing.length} 人，${shown(owing.length * 200)} 元`).click();
    await expect(figure('欠缴')).toContainText('0.00');
    await clerk.button('撤回').click();
    await clerk.button('撤回', page.getByRole('dialog')).click();
    await expect(page.getByRole('dialog')).toContainText(/已(撤回|用相反的一步改回) 30 份/);
    await clerk.button('知道了').click();
    await expect(figure('欠缴')).toContainText(shown(owing.length * 200));
    await figure('应缴人数').click();
    await clerk.button('导出明细表').click();
    await page.getByLabel('用途').fill('报财务');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      clerk.button('导出', page.getByRole('dialog')).click(),
    ]);
    const rows = await rowsOf(download);
    expect(rows).toHaveLength(size + 2);
    const text = JSON.stringify(rows);
    // Overtime and net pay stood in the sheet and are nowhere in the books (K45).
    expect(text).not.toContain('888');
    expect(text).not.toContain('4321');
    expect(rows.at(-1)?.slice(-3).map(Number)).toEqual([
      (2 * sum(dueOf)) / 100,
      (2 * sum(takenFrom)) / 100,
      (owing.length * 200) / 100,
    ]);
    await clerk.menu('系统设置', '操作日志');
    await expect(page.getByRole('row').filter({ hasText: '报财务' })).toContainText('导出');
  });
});
