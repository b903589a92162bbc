import { expect, test } from '@playwright/test';
import type { Person } from '../../scripts/fixtures/roster.ts';
import { Clerk, password, shown } from './support/clerk.ts';
import { Pc } from './support/pc.ts';
import { Province } from './support/province.ts';
import { leaversSheet, rowsOf, ruinedRows, syllables, twoMonths, workbook } from './support/sheets.ts';

const ruined = 36;
const rows = 20_000;
const months = twoMonths(rows);
const people = months.first.people;

/** Somebody whom the second month leaves alone, so that only the clerk's own edit differs from its sheet. */
const { leavers, rehired, moved, edited } = months.second;
const touched = new Set([...leavers, ...rehired, ...moved, ...edited]);
const handEdited = people.find((person, index) => index >= 77 && !touched.has(person.工号)) ?? nobody();

function nobody(): never {
  throw new Error('the generator left no such person');
}

const having = (wanted: (person: Person) => boolean): number => people.filter(wanted).length;

/** Point 1–4 of a clerk's first day, on one PC: each test goes on where the one before it stopped. */
test.describe.serial('花名册', () => {
  let province: Province;
  let clerk: Clerk;

  test.beforeAll(async () => {
    province = await Province.start();
    const code = encodeURIComponent(province.takeCode('第一台'));
    clerk = new Clerk(await Pc.open(`${province.pageUrl}#code=${code}`));
  });
  test.afterAll(async () => {
    await clerk.pc.close();
    await province.stop();
  });

  test('开通：开通码已经填好，弱密码不收，地址里不留开通码', async () => {
    const { page } = clerk;
    await expect(page.getByLabel('请粘贴区总工会发给您的开通码')).toHaveValue(/^GH1\./);
    expect(page.url()).not.toContain('GH1');
    await clerk.pc.photograph('01-first-run');
    await clerk.button('认一下开通码').click();
    await page.getByLabel('登录密码', { exact: true }).fill('123456789012');
    await page.getByLabel('再输一次').fill('123456789012');
    await page.getByLabel('您的姓名').fill('甲测试');
    await clerk.button('设好了，进入').click();
    await expect(page.getByText(/容易被人猜到|只有数字/).first()).toBeVisible();
    await page.getByLabel('登录密码', { exact: true }).fill(password);
    await page.getByLabel('再输一次').fill(`${password}呀`);
    await clerk.button('设好了，进入').click();
    await expect(page.getByText('两次输的不一样，请再输一次。')).toBeVisible();
    await page.getByLabel('再输一次').fill(password);
    await clerk.pc.photograph('01b-first-run-password');
    await clerk.button('设好了，进入').click();
    await expect(page.getByText('还没有会员。把人事的花名册拖到这里，或点“导入花名册”。')).toBeVisible();
    await clerk.pc.photograph('03c-workbench-new-office');
  });

  test('导入：20,000 人和 36 行坏的，数字和表一样，坏的带原因下载', async () => {
    const { page } = clerk;
    const bad = ruinedRows(ruined);
    const sheet = { headers: months.first.headers, rows: [...months.first.rows, ...bad] };
    await clerk.pickRoster(workbook('在职花名册202611.xlsx', sheet));
    await clerk.pc.photograph('05a-import-columns');
    await clerk.compare('全部在职人员');
    await clerk.expectVerdicts({ 新增: rows, 有改动: 0, 没变化: 0, 不能导入: ruined });
    await expect(page.getByText('现在还没有写入任何内容。')).toBeVisible();
    await clerk.openVerdict('不能导入');
    await clerk.pc.photograph('05-import-refused');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      clerk.button(`下载不能导入的 ${ruined} 行`).click(),
    ]);
    const [head = [], ...refused] = await rowsOf(download);
    expect(head.at(-1)).toBe('不能导入的原因');
    expect(refused).toHaveLength(ruined);
    const number = head.indexOf('工号');
    expect(refused.map((row) => row[number])).toEqual(bad.map((row) => row[1]));
    for (const row of refused) expect(row.at(-1)).toMatch(/证件号|身份证|号码|日期/);
    await clerk.write(rows);
    await clerk.pc.photograph('05c-import-done');
    await clerk.button('看花名册').click();
    await expect(clerk.figures).toContainText(`共 ${shown(rows)} 人`);
    await clerk.pc.photograph('04-roster');
  });

  test('查找：姓名、拼音、首字母、工号、证件号尾号、手机，人数和表一样', async () => {
    await clerk.roster();
    const person = people[4321];
    if (person === undefined) nobody();
    await clerk.findCount(
      person.姓名,
      having((each) => each.姓名.includes(person.姓名)),
    );
    const full = syllables(person.姓名).join('');
    await clerk.findCount(
      full,
      having((each) => syllables(each.姓名).join('').startsWith(full)),
    );
    const initials = syllables(person.姓名)
      .map((part) => part[0])
      .join('');
    await clerk.findCount(
      initials,
      having((each) =>
        syllables(each.姓名)
          .map((part) => part[0])
          .join('')
          .includes(initials),
      ),
    );
    await clerk.find(person.工号);
    await expect(clerk.grid.getByRole('row').nth(1)).toContainText(person.工号);
    const tail = person.身份证号码.slice(-6);
    await clerk.findCount(
      tail,
      having(
        (each) =>
          each.身份证号码.includes(tail) || each.手机号码.includes(tail) || each.工号.startsWith(tail),
      ),
    );
    await clerk.findCount(person.手机号码, 1);
    await expect(clerk.rowOf(person.工号)).toBeVisible();
    await clerk.find('没有这个人');
    await expect(clerk.page.getByText('没有符合的人。原来的内容都在，只是被筛选挡住了。')).toBeVisible();
    await clerk.button(`清除筛选，看全部 ${shown(rows)} 人`).click();
    await expect(clerk.figures).toContainText(`共 ${shown(rows)} 人`);
  });

  test('筛选：漏斗里的数和表一样，筛出来的说得清，一下清掉', async () => {
    const { page } = clerk;
    const women = having((person) => person.性别 === '女');
    const outside = having((person) => person.性别 === '女' && person.是否会员 === '否');
    await clerk.button('筛选性别').click();
    await expect(page.getByRole('group', { name: '筛选性别' })).toContainText(shown(women));
    await page.getByRole('checkbox', { name: /^女/ }).check();
    await clerk.pc.photograph('04b-roster-filter');
    await clerk.button(new RegExp(`^看这 ${shown(women)} `)).click();
    await clerk.button('筛选会员').click();
    await page.getByRole('checkbox', { name: '未入会' }).check();
    await clerk.button(new RegExp(`^看这 ${shown(outside)} `)).click();
    await expect(clerk.figures).toContainText(`共 ${shown(outside)} 人（全部 ${shown(rows)} 人）`);
    await expect(page.getByRole('region', { name: '筛选' })).toContainText('未入会');
    await clerk.button('全部清除').click();
    await expect(clerk.figures).toContainText(`共 ${shown(rows)} 人`);
    const shop = having((person) => person.车间 === '装配一车间');
    await page.getByRole('treeitem', { name: /制造一部/ }).press('ArrowRight');
    await page.getByRole('treeitem', { name: /装配一车间/ }).click();
    await expect(clerk.figures).toContainText(`共 ${shown(shop)} 人`);
    await clerk.button('全部清除').click();
  });

  test('只用键盘改一个人：打开、回车到下一栏、Ctrl+S；显示完整号码记入日志；变更记录看得到', async () => {
    const { page } = clerk;
    const person = handEdited;
    await page.keyboard.press('Control+f');
    await page.keyboard.type(person.工号);
    await expect(clerk.grid.getByRole('row').nth(1)).toContainText(person.工号);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Enter');
    const name = clerk.box('姓名');
    await expect(name).toHaveValue(person.姓名);
    await name.focus();
    await page.keyboard.press('Enter');
    await expect(clerk.box('工号')).toBeFocused();
    await clerk.box('岗位').focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('设备保养员');
    await page.keyboard.press('Control+s');
    await expect(page.getByText('已保存（在本机）')).toBeVisible();
    const history = page.getByRole('complementary', { name: '变更记录' });
    await expect(history).toContainText('岗位');
    await expect(history).toContainText('设备保养员');
    await expect(history).toContainText(person.岗位);
    await expect(clerk.box('证件号码')).toHaveValue(/^440000\*{8}/);
    await clerk.button('显示完整号码').click();
    await expect(clerk.box('证件号码')).toHaveValue(person.身份证号码);
    await clerk.pc.photograph('06-member');
    await clerk.menu('系统设置', '操作日志');
    const log = page.getByRole('table');
    await expect(log.getByRole('row').filter({ hasText: '完整号码' })).toContainText('证件号码');
    await expect(log).not.toContainText(person.身份证号码);
    await expect(log).not.toContainText(person.姓名);
    await clerk.pc.photograph('10-log');
  });

  test('集体入会：一个车间没入会的人，一次批准', async () => {
    const { page } = clerk;
    const chosen = having((person) => person.车间 === '车队' && person.是否会员 === '否');
    const members = having((person) => person.是否会员 === '是');
    await clerk.roster();
    await page.getByRole('treeitem', { name: /物流部/ }).press('ArrowRight');
    await page.getByRole('treeitem', { name: /车队/ }).click();
    await clerk.button('筛选会员').click();
    await page.getByRole('checkbox', { name: '未入会' }).check();
    await clerk.button(new RegExp(`^看这 ${shown(chosen)} `)).click();
    await expect(clerk.figures).toContainText(`共 ${shown(chosen)} 人`);
    await clerk.grid.focus();
    await page.keyboard.press('Control+a');
    await expect(clerk.figures).toContainText(`已选 ${shown(chosen)} 人`);
    await clerk.button(/^会籍与变动/).click();
    await page.getByRole('menuitem', { name: '集体入会' }).click();
    const dialog = page.getByRole('dialog', { name: new RegExp(`集体入会，这 ${shown(chosen)} 人`) });
    await dialog.getByLabel('入会日期').fill('2026-11-20');
    await dialog.getByLabel('批准会议').fill('第三次委员会');
    await clerk.pc.photograph('06b-join-many');
    await clerk.button('集体入会', dialog).click();
    await expect(page.getByText(`刚才集体入会 ${shown(chosen)} 人，已保存在本机。`)).toBeVisible();
    await clerk.button('全部清除').click();
    await clerk.button('筛选会员').click();
    await page.getByRole('checkbox', { name: /^会员/ }).check();
    await clerk.button(new RegExp(`^看这 ${shown(members + chosen)} `)).click();
    await expect(clerk.figures).toContainText(`共 ${shown(members + chosen)} 人`);
    await clerk.button('全部清除').click();
  });

  test('导出：行数、用途记入日志，号码默认只有一部分', async () => {
    const { page } = clerk;
    const shop = having((person) => person.车间 === '冲压车间');
    await clerk.roster();
    await page.getByRole('treeitem', { name: /制造一部/ }).press('ArrowRight');
    await page.getByRole('treeitem', { name: /冲压车间/ }).click();
    await expect(clerk.figures).toContainText(`共 ${shown(shop)} 人`);
    await clerk.button('导出表格').click();
    const dialog = page.getByRole('dialog');
    await clerk.button(`导出 ${shown(shop)} 人`, dialog).click();
    await expect(dialog.getByText('请写一句用途，会记入操作日志。')).toBeVisible();
    await dialog.getByLabel('用途').fill('车间核对名单');
    await clerk.pc.photograph('04c-export');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      clerk.button(`导出 ${shown(shop)} 人`, dialog).click(),
    ]);
    const [head = [], ...exported] = await rowsOf(download);
    expect(exported).toHaveLength(shop);
    const number = head.indexOf('工号');
    const listed = people.filter((person) => person.车间 === '冲压车间').map((person) => person.工号);
    expect(exported.map((row) => row[number]).sort()).toEqual(listed.sort());
    const text = exported.flat().join(' ');
    expect(text).not.toMatch(/440000\d{11}/);
    expect(download.suggestedFilename()).toMatch(/^会员花名册\d{8}\.xlsx$/);
    await clerk.menu('系统设置', '操作日志');
    const line = page.getByRole('table').getByRole('row').filter({ hasText: '车间核对名单' });
    await expect(line).toContainText(`${shown(shop)} 人`);
  });

  test('离职名单：只有工号和姓名，12 人登记离职', async () => {
    const leaving = people.filter((person) => months.second.rehired.includes(person.工号));
    await clerk.pickRoster(leaversSheet(leaving, '2026-10-31'));
    await clerk.compare('只有离职');
    await clerk.expectVerdicts({ 离职: 12, 新增: 0, 不能导入: 0 });
    await clerk.write(12);
  });

  // 30 moved, 50 with a new phone, and the one whose post the clerk wrote by hand: the sheet still has the old one.
  const changed = 30 + 50 + 1;
  const changes = {
    新增: 180,
    重新入职: 12,
    有改动: changed,
    没变化: rows - 210 - 12 - changed,
    不能导入: 0,
    '系统有、本表没有': 210,
  };

  const compareSecond = async (): Promise<void> => {
    await clerk.pickRoster(workbook('在职花名册202612.xlsx', months.second));
    await expect(clerk.page.getByText('这种表格以前导入过，已经用上次的对应关系。')).toBeVisible();
    await clerk.compare('全部在职人员');
  };

  const markAndWrite = async (): Promise<void> => {
    const { page } = clerk;
    await clerk.openVerdict('重新入职');
    await clerk.button('全部打勾').click();
    await clerk.openVerdict('系统有、本表没有');
    await clerk.button('全选这 210 人').click();
    await clerk.button('已离职…').click();
    await page.getByLabel('离职日期').fill('2026-11-30');
    await clerk.button('标为已离职').click();
    await clerk.write(180 + 12 + changed + 210);
  };

  const takeBack = async (words: readonly RegExp[], photograph: string): Promise<void> => {
    await clerk.menu('会员管理', '导入花名册');
    await clerk.button('撤回本次导入').first().click();
    const dialog = clerk.page.getByRole('dialog');
    await expect(dialog).toContainText('在职花名册202612.xlsx');
    for (const word of words) await expect(dialog).toContainText(word);
    await clerk.pc.photograph(photograph);
    await clerk.button('撤回', dialog).click();
    await expect(clerk.page.getByRole('dialog', { name: '已经撤回' })).toBeVisible({ timeout: 30_000 });
    await clerk.button('知道了').click();
  };

  test('第二个月：新来、离开、回来、换岗的数字和表一样；没送出的整次撤回，再导一次还是一样', async () => {
    const { page } = clerk;
    await clerk.report();
    await clerk.expectWaiting(0, 90_000);
    await province.unplug();
    await clerk.report();
    await expect(clerk.corner).toContainText('未连接（照常使用）', { timeout: 30_000 });
    await compareSecond();
    await clerk.expectVerdicts(changes);
    await clerk.pc.photograph('05b-import-second-month');
    await clerk.openVerdict('有改动');
    await clerk.pc.photograph('05b-import-changed');
    await markAndWrite();
    await clerk.roster();
    await expect(clerk.figures).toContainText(`共 ${shown(rows + 180)} 人`);
    await clerk.button('筛选职工').click();
    await expect(page.getByRole('group', { name: '筛选职工' })).toContainText(/离职\s*210/);
    await page.keyboard.press('Escape');
    await takeBack([/撤回 483 人还没有送出的/], '05e-import-undo');
    await clerk.roster();
    await expect(clerk.figures).toContainText(`共 ${shown(rows)} 人`);
    await compareSecond();
    await clerk.expectVerdicts(changes);
    await clerk.pc.photograph('05d-import-missing');
    await markAndWrite();
    await province.plugIn();
    await clerk.expectWaiting(0, 90_000);
  });

  test('送出以后再撤回：新增的和改的换回来，省平台已有的离职、重新入职整个留着，说得清', async () => {
    await takeBack(
      [new RegExp(`改回 ${180 + changed} 人`), /222 人\s*有的内容留着不动/],
      '05g-import-undo-sent',
    );
    await clerk.roster();
    await expect(clerk.figures).toContainText(`共 ${shown(rows)} 人`);
    const [leaver = ''] = leavers;
    await clerk.open(leaver);
    await expect(clerk.box('在职状态')).toHaveValue('离职');
    await expect(clerk.box('离职日期')).toHaveValue('2026-11-30');
    await compareSecond();
    await clerk.expectVerdicts({ 新增: 180, 有改动: changed, 没变化: rows - 210 - changed, 不能导入: 0 });
    await clerk.roster();
  });

  test('锁定：不露名字，密码不对说得清，登录后接着办', async () => {
    const { page } = clerk;
    await clerk.lock();
    await expect(page.locator('body')).not.toContainText('甲测试');
    await clerk.pc.photograph('02-lock');
    await page.getByLabel('登录密码', { exact: true }).fill('不是这个密码呀再想想');
    await clerk.button('登录').click();
    await expect(page.getByText(/密码不对。再试 \d+ 次后要等 \d+ 分钟。/)).toBeVisible();
    await clerk.unlock();
    await clerk.roster();
    await expect(clerk.figures).toContainText(`共 ${shown(rows)} 人`);
    await clerk.menu('工作台');
    await clerk.pc.photograph('03-workbench');
    await clerk.menu('统计报表');
    await clerk.pc.photograph('12-statistics');
  });
});
