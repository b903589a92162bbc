import { expect, test } from '@playwright/test';
import { Clerk, shown } from './support/clerk.ts';
import { Pc } from './support/pc.ts';
import { Province } from './support/province.ts';
import type { Fault } from './support/relay.ts';
import { twoMonths, workbook } from './support/sheets.ts';

const rows = 20_000;
const roster = twoMonths(rows).first;
const numberOf = (index: number): string => roster.people[index]?.工号 ?? '';
const isPush = (method: string, path: string): boolean => method === 'POST' && path.endsWith('/batches');

const faults: readonly (readonly [string, Fault])[] = [
  ...[400, 401, 403, 404, 409, 413, 429, 500, 502, 503].map((status): readonly [string, Fault] => [
    String(status),
    { kind: 'status', status },
  ]),
  ['胡话', { kind: 'garbage' }],
  ['断线', { kind: 'cutAnswer' }],
];

/** The plug pulled at the worst moments, and a province that answers nonsense: nothing is lost, nothing counts twice. */
test.describe.serial('断电和坏网络', () => {
  let province: Province;
  let clerk: Clerk;

  const startAgain = async (): Promise<void> => {
    await clerk.pc.kill();
    await clerk.pc.start();
    await clerk.unlock();
  };
  const history = () => clerk.page.getByRole('complementary', { name: '变更记录' });

  test.beforeAll(async () => {
    province = await Province.start({ relayed: true });
    const code = encodeURIComponent(province.takeCode('第一台'));
    clerk = new Clerk(await Pc.open(`${province.pageUrl}#code=${code}`));
    await clerk.enrol('甲测试');
  });
  test.afterAll(async () => {
    await clerk.pc.close();
    await province.stop();
  });

  test('导入写到一半电脑断电：一个人也没有写，说得清，对应关系还在；再导一次是完整的', async () => {
    const { pc } = clerk;
    await clerk.pickRoster(workbook('在职花名册.xlsx', roster));
    await clerk.compare('全部在职人员');
    await clerk.button(`写入 ${shown(rows)} 人`).click();
    await expect(clerk.page.getByText(/正在写入 [1-9][\d,]* \/ /)).toBeVisible();
    await startAgain();
    const sentence = '上次导入到一半电脑关了。没有写入任何人，花名册还是导入前的样子';
    await expect(clerk.page.getByText(sentence).first()).toBeVisible();
    await pc.photograph('05f-import-interrupted');
    await clerk.menu('会员管理', '会员花名册');
    await expect(
      clerk.page.getByText('还没有会员。把人事的花名册拖到这里，或点“导入花名册”。'),
    ).toBeVisible();
    await clerk.pickRoster(workbook('在职花名册.xlsx', roster));
    await expect(clerk.page.getByText('这种表格以前导入过，已经用上次的对应关系。')).toBeVisible();
    await clerk.compare('全部在职人员');
    await clerk.expectVerdicts({ 新增: rows, 有改动: 0, 没变化: 0, 不能导入: 0 });
    await clerk.write(rows);
    // At once: what the screen called written must be there.
    await startAgain();
    await clerk.roster();
    await expect(clerk.figures).toContainText(`共 ${shown(rows)} 人`);
  });

  test('保存时断电：说了“已保存”的一定在；没来得及说的，要么新要么旧，填的也没丢', async () => {
    await clerk.roster();
    await clerk.open(numberOf(3));
    const before = await clerk.box('岗位').inputValue();
    await clerk.box('岗位').fill('说了已保存');
    await clerk.save();
    await startAgain();
    await clerk.roster();
    await clerk.open(numberOf(3));
    await expect(clerk.box('岗位')).toHaveValue('说了已保存');
    expect(before).not.toBe('说了已保存');
    await clerk.box('岗位').fill('正在保存');
    await clerk.page.keyboard.press('Control+s');
    await startAgain();
    await clerk.roster();
    await clerk.open(numberOf(3));
    expect(['说了已保存', '正在保存']).toContain(await clerk.box('岗位').inputValue());
    await expect(history()).toContainText('说了已保存');
  });

  test('送出去了、回执没到就断电：再开机自己补上，省平台只记一次', async () => {
    await clerk.report();
    await clerk.expectWaiting(0, 200_000);
    province.relay.breakBy((method, path) => (isPush(method, path) ? { kind: 'cutAnswer' } : undefined));
    const answered = province.relay.answeredBatches;
    await clerk.roster();
    await clerk.open(numberOf(4));
    await clerk.box('岗位').fill('只记一次');
    await clerk.save();
    await expect.poll(() => province.relay.answeredBatches, { timeout: 90_000 }).toBeGreaterThan(answered);
    await clerk.pc.kill();
    province.relay.mend();
    await clerk.pc.start();
    await clerk.unlock();
    await clerk.expectWaiting(0, 60_000);
    await expect(clerk.corner).toContainText(/被退回\s*0/);
    await expect(clerk.corner).toContainText(/待核对\s*0/);
    await clerk.roster();
    await expect(clerk.figures).toContainText(`共 ${shown(rows)} 人`);
    await clerk.open(numberOf(4));
    await expect(clerk.box('岗位')).toHaveValue('只记一次');
    await expect(history().getByText('只记一次')).toHaveCount(1);
  });

  test('省平台答什么都不丢：400、401、403、404、409、413、429、5xx、胡话、断线', async () => {
    const { page } = clerk;
    await clerk.roster();
    await clerk.open(numberOf(5));
    for (const [index, [name, fault]] of faults.entries()) {
      province.relay.breakBy((method, path) => (isPush(method, path) ? fault : undefined));
      const asked = province.relay.seen.filter((seen) => isPush(seen.method, seen.path)).length;
      await clerk.box('备注').fill(`第 ${index + 1} 次：${name}`);
      await clerk.save();
      await clerk.report();
      await expect
        .poll(() => province.relay.seen.filter((seen) => isPush(seen.method, seen.path)).length, {
          timeout: 30_000,
        })
        .toBeGreaterThan(asked);
      await expect(clerk.button(/立即上报并接收|再试一次/)).toBeEnabled();
      await clerk.expectWaiting(/待上报\s*[1-9]/);
      await page.goBack();
      await expect(clerk.box('备注')).toHaveValue(`第 ${index + 1} 次：${name}`);
    }
    await clerk.menu('数据上报');
    await clerk.pc.photograph('07c-upload-trouble');
    // The whole line now: nothing that asks gets a word of the province.
    province.relay.breakBy(() => ({ kind: 'garbage' }));
    await clerk.report();
    await expect(clerk.corner).toContainText('未连接（照常使用）', { timeout: 30_000 });
    await clerk.expectWaiting(/待上报\s*[1-9]/);
    await clerk.pc.photograph('07d-upload-foreign');
    province.relay.mend();
    await clerk.report();
    await clerk.expectWaiting(0, 90_000);
    await expect(clerk.corner).toContainText(/被退回\s*0/);
    await expect(clerk.corner).toContainText(/待核对\s*0/);
    await clerk.roster();
    await clerk.open(numberOf(5));
    await expect(clerk.box('备注')).toHaveValue(`第 ${faults.length} 次：断线`);
    for (const [index, [name]] of faults.entries())
      await expect(
        history()
          .getByText(`第 ${index + 1} 次：${name}`, { exact: true })
          .last(),
      ).toBeAttached();
  });

  test('网络慢得等不及：屏幕照常用，什么都不丢，通了自己补上，只记一次', async () => {
    const { relay } = province;
    const asked = (): number => relay.seen.length;
    const pushes = (): number => relay.seen.filter((seen) => isPush(seen.method, seen.path)).length;
    /** A clerk who works on meanwhile must not feel the line. */
    const change = async (index: number, words: string): Promise<void> => {
      const begun = Date.now();
      await clerk.roster();
      await clerk.open(numberOf(index));
      await clerk.box('备注').fill(words);
      await clerk.save();
      expect(Date.now() - begun, words).toBeLessThan(6_000);
    };
    // Late, but not too late: the answer comes while the PC still waits for it.
    relay.breakBy((method, path) => (isPush(method, path) ? { kind: 'slow', ms: 8_000 } : undefined));
    const before = pushes();
    await change(6, '路上的时候');
    await clerk.report();
    await expect.poll(pushes, { timeout: 30_000 }).toBeGreaterThan(before);
    await change(7, '还在路上');
    await clerk.expectWaiting(/待上报\s*[1-9]/);
    await clerk.expectWaiting(0, 90_000);
    // Too late: the PC has given up waiting for the province's word that it is there.
    await expect(clerk.corner).not.toContainText('未连接');
    relay.breakBy((_method, path) =>
      path.startsWith('/v1/health') ? { kind: 'slow', ms: 40_000 } : undefined,
    );
    await clerk.report();
    await expect(clerk.corner).toContainText('未连接（照常使用）', { timeout: 30_000 });
    await change(8, '等不及的时候');
    await clerk.expectWaiting(/待上报\s*[1-9]/);
    // And so from the first moment of a day.
    relay.breakBy(() => ({ kind: 'slow', ms: 20_000 }));
    const until = asked();
    await startAgain();
    await change(9, '没有连上');
    await expect.poll(asked, { timeout: 30_000 }).toBeGreaterThan(until);
    await clerk.expectWaiting(/待上报\s*[1-9]/);
    await expect(clerk.corner).toContainText('未连接（照常使用）');
    relay.mend();
    await clerk.report();
    await clerk.expectWaiting(0, 90_000);
    await expect(clerk.corner).toContainText(/被退回\s*0/);
    await expect(clerk.corner).toContainText(/待核对\s*0/);
    for (const [index, words] of [
      [6, '路上的时候'],
      [7, '还在路上'],
      [8, '等不及的时候'],
      [9, '没有连上'],
    ] as const) {
      await clerk.roster();
      await clerk.open(numberOf(index));
      await expect(clerk.box('备注')).toHaveValue(words);
      await expect(history().getByText(words)).toHaveCount(1);
    }
  });
});
