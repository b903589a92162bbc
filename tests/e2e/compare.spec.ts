import { expect, test } from '@playwright/test';
import { makeRoster } from '../../scripts/fixtures/roster.ts';
import type { Person } from '../../scripts/fixtures/roster.ts';
import { Clerk } from './support/clerk.ts';
import { Pc } from './support/pc.ts';
import { Province } from './support/province.ts';
import { rowsOf, workbook } from './support/sheets.ts';

const roster = makeRoster({ seed: 281, rows: 200 });
/** As HR has it, without what it says of members: the clerk says that all are. */
const kept = roster.headers.map((header) => header !== '是否会员');
const ours = workbook('花名册.xlsx', {
  headers: roster.headers.filter((_, at) => kept[at]),
  rows: roster.rows.map((row) => row.filter((_, at) => kept[at])),
});
const headers = ['工号', '姓名', '身份证号码', '手机号码', '基本工资'];
const rowOf = (person: Person): readonly string[] => [
  person.工号,
  person.姓名,
  person.身份证号码,
  person.手机号码,
  person.基本工资,
];
/** HR: ten have left, five have another phone, three are new. */
const hr = workbook('在职名单.xlsx', {
  headers,
  rows: [
    ...roster.people.slice(10).map((person, at) => {
      const row = rowOf(person);
      return at < 5 ? row.map((cell) => (cell === person.手机号码 ? `1722${cell.slice(4)}` : cell)) : row;
    }),
    ...makeRoster({ seed: 282, rows: 203 }).people.slice(200).map(rowOf),
  ],
});
/** The register: everybody but the last twenty; the same phones as our books. */
const register = workbook('粤工惠导出.xlsx', {
  headers: ['会员姓名', '证件号码', '手机号'],
  rows: roster.people.slice(0, 180).map((person) => [person.姓名, person.身份证号码, person.手机号码]),
});
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Three lists beside each other, an act upon one of them, and the act taken back (K10). */
test('三方核对：三张表、采用人事的、撤回、导出', async () => {
  const province = await Province.start();
  const code = encodeURIComponent(province.takeCode('第一台'));
  const clerk = new Clerk(await Pc.open(`${province.pageUrl}#code=${code}`));
  const { page } = clerk;
  const give = async (label: string, file: typeof hr): Promise<void> => {
    await page.getByLabel(label).setInputFiles({ name: file.name, mimeType: xlsx, buffer: file.bytes });
    await clerk.button('对好了').click({ timeout: 30_000 });
  };
  try {
    await clerk.enrol('甲测试');
    await clerk.pickRoster(ours);
    await clerk.compare('全部在职人员', '都已入会');
    await clerk.write(200);

    await clerk.menu('会员管理', '三方核对');
    await give('人事名单文件', hr);
    await expect(page.getByText('还没有粤工惠的名单')).toBeVisible();
    await give('粤工惠的名单文件', register);
    await clerk.pc.photograph('30-compare-lists');
    await clerk.button('开始核对').click();
    const tally = page.getByRole('navigation', { name: '核对结果' });
    await expect(clerk.button('在厂未入会 23', tally)).toBeVisible({ timeout: 60_000 });
    await expect(clerk.button('已离职会籍未转 10', tally)).toBeVisible();
    await expect(clerk.button('信息不一致 5', tally)).toBeVisible();
    await expect(clerk.button('需要认一认 0', tally)).toBeVisible();
    await clerk.pc.photograph('31-compare-not-joined');
    await clerk.button('已离职会籍未转 10', tally).click();
    await expect(page.getByRole('table', { name: '已离职会籍未转' }).getByRole('row')).toHaveCount(11);

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      (async () => {
        await clerk.button('导出表格').click();
        await page.getByLabel('用途').fill('请车间核实');
        await clerk.button('导出', page.getByRole('dialog')).click();
      })(),
    ]);
    const written = await rowsOf(download);
    expect(written).toHaveLength(11);
    expect(JSON.stringify(written)).not.toContain(roster.people[0]?.身份证号码 ?? '');

    await clerk.button('信息不一致 5', tally).click();
    await clerk.pickOption('只看哪一栏', /^手机/);
    await clerk.button('全选“手机”5 处').click();
    await clerk.button('采用人事名单的…').click();
    await clerk.button('采用人事名单的', page.getByRole('dialog')).click();
    await expect(page.getByText('刚才采用人事名单的 5 处（5 人），已保存在本机。')).toBeVisible();
    await clerk.pc.photograph('32-compare-adopted');
    await clerk.button('撤回').click();
    const undo = page.getByRole('dialog');
    await clerk.button('撤回', undo).click();
    await clerk.button('知道了', undo).click();
    await expect(clerk.button('信息不一致 5', tally)).toBeVisible();
  } finally {
    await clerk.pc.close();
    await province.stop();
  }
});
