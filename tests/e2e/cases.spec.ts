import { expect, test } from '@playwright/test';
import { inventedIdNumber } from '../../scripts/fixtures/roster.ts';
import { Clerk, password } from './support/clerk.ts';
import { Pc } from './support/pc.ts';
import { Province } from './support/province.ts';

const counsellorWords = '早上八点要记得先喝水再散步';
/** Words that must never leave the PC (R21, R39): if the wire holds one of them, sealing is broken. */
const sealed = { client: 'LF-7788-雪', content: '夜里睡不着反复想起机器的声音', next: '2026-12-09' };

/** Point 5: a hardship case from 暂存 to 上报, and a counsellor's log whose content stays on the PC. */
test.describe.serial('困难帮扶与心理关爱', () => {
  let province: Province;
  let clerk: Clerk;

  test.beforeAll(async () => {
    province = await Province.start({ relayed: true });
    const code = encodeURIComponent(province.takeCode('第一台'));
    clerk = new Clerk(await Pc.open(`${province.pageUrl}#code=${code}`));
    await clerk.enrol('甲测试', { alone: false });
  });
  test.afterAll(async () => {
    await clerk.pc.close();
    await province.stop();
  });

  test('困难职工：先暂存，缺的栏说得清，补齐以后上报', async () => {
    const { page } = clerk;
    await clerk.menu('困难帮扶');
    await clerk.button('新增一户').first().click();
    await clerk.box('姓名').fill('乙困难');
    await clerk.box('身份证号').fill(inventedIdNumber(5, false));
    await clerk.box('手机').fill('17000000005');
    await expect(clerk.box('出生日期')).toHaveValue(/1966-01-06/);
    await clerk.save();
    await expect(page.getByText('暂存', { exact: true }).first()).toBeVisible();
    await clerk.button('上报').click();
    await expect(page.getByText(/上报前还缺 \d+ 栏：/)).toBeVisible();
    await clerk.pc.photograph('09-hardship-gaps');
    await clerk.choose('健康状况', '恶性肿瘤');
    await clerk.choose('工作状态', '在岗');
    await clerk.box('家庭住址').fill('石桥街道测试路 1 号');
    await clerk.choose('住房类型', '自建房');
    await clerk.choose('户口类型', '居民户口');
    await clerk.choose('医保状况', '城镇职工');
    await clerk.box('家庭人口').fill('3');
    await clerk.box('本人月均收入').fill('1800');
    await clerk.box('家庭年度总收入').fill('26000.50');
    await clerk.choose('困难类别', '意外致困');
    await clerk.choose('主要致困原因', '患重特大疾病');
    await clerk.box('申请日期').fill('2026-11-20');
    await clerk.save();
    await clerk.pc.photograph('09-hardship');
    await clerk.button('上报').click();
    const dialog = page.getByRole('dialog');
    await clerk.button('上报', dialog).click();
    await expect(dialog).toBeHidden();
    await clerk.expectWaiting(0);
    const history = page.getByRole('complementary', { name: '变更记录' });
    await expect(history).toContainText('上报');
    await clerk.menu('困难帮扶');
    await expect(clerk.rowOf('乙困难')).toBeVisible();
    await expect(clerk.rowOf('乙困难')).not.toContainText(inventedIdNumber(5, false));
    await clerk.pc.photograph('09b-hardship-list');
  });

  test('加一位咨询师：自己的密码，进去只看到该看的', async () => {
    const { page } = clerk;
    await clerk.menu('系统设置', '人员与密码');
    const part = page.getByRole('region', { name: '加一个人' });
    await part.getByLabel('姓名').fill('丁测试');
    await part.getByLabel('咨询师').check();
    await part.getByLabel('登录密码', { exact: true }).fill(counsellorWords);
    await clerk.button('加上', part).click();
    await expect(page.getByText('丁测试 加好了。请本人登录后自己改一次密码。')).toBeVisible();
    await clerk.pc.photograph('10-users');
    await expect(page.getByRole('navigation', { name: '主菜单' })).not.toContainText('心理关爱');
    await clerk.lock();
    await clerk.button('换一个人登录').click();
    await page
      .getByTitle(/^用户 2/)
      .first()
      .click();
    await clerk.unlock(counsellorWords);
    const menu = page.getByRole('navigation', { name: '主菜单' });
    await expect(menu).toContainText('心理关爱');
    await expect(menu).not.toContainText('困难帮扶');
  });

  test('咨询记录：服务情况上报，内容和来访者留在本机，省平台一个字也没收到', async () => {
    await clerk.menu('心理关爱');
    await clerk.button('新增一次').first().click();
    await clerk.box('日期').fill('2026-11-23');
    await clerk.choose('服务类别', '个体咨询');
    await clerk.box('时长（分钟）').fill('47');
    await clerk.choose('方式', '面谈');
    await clerk.box('服务人次').fill('1');
    await clerk.box('来访者编号').fill(sealed.client);
    await clerk.box('记录').fill(sealed.content);
    await clerk.box('下次预约').fill(sealed.next);
    await clerk.save();
    await clerk.pc.photograph('13-counselling');
    await clerk.report();
    await clerk.expectWaiting(0);
    await expect(clerk.figures).toContainText(/仅存本机\s*[1-9]/);
    const sent = province.relay.seen.filter((seen) => seen.body.includes('counsellingLog'));
    expect(sent.length).toBeGreaterThan(0);
    expect(sent.some((seen) => /"minutes":\{?[^}]*47|"minutes":47/.test(seen.body))).toBe(true);
    // Everything the PC has sent since it was opened, in words: path, headers, bodies unzipped.
    const wire = province.relay.seen.map((seen) => `${seen.path} ${seen.headers} ${seen.body}`).join('\n');
    expect(wire).toContain('乙困难');
    for (const word of Object.values(sealed)) expect(wire).not.toContain(word);
    await clerk.menu('心理关爱');
    await expect(clerk.rowOf(sealed.client)).toBeVisible();
    await clerk.pc.photograph('13b-counselling-list');
  });

  test('经办人看不到心理关爱，直接打开地址也没有', async () => {
    const { page } = clerk;
    await clerk.lock();
    await expect(page.locator('body')).not.toContainText(sealed.client);
    await clerk.button('换一个人登录').click();
    await page
      .getByTitle(/^用户 1/)
      .first()
      .click();
    await clerk.unlock(password);
    await expect(page.getByRole('navigation', { name: '主菜单' })).not.toContainText('心理关爱');
    await page.evaluate(() => {
      window.location.hash = '#/records/counsellingLog';
    });
    await expect(page.getByText('这里没有您能打开的内容。')).toBeVisible();
    await clerk.menu('系统设置', '操作日志');
    await expect(page.getByRole('table')).not.toContainText(sealed.client);
  });
});
