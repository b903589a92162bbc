import { expect, test } from '@playwright/test';
import { makeRoster } from '../../scripts/fixtures/roster.ts';
import type { TestPc } from '../server/support/pc.ts';
import { enrolPc, makePerson } from '../server/support/pc.ts';
import { remoteServer } from '../server/support/remote.ts';
import { Clerk, shown } from './support/clerk.ts';
import { Pc } from './support/pc.ts';
import { Province } from './support/province.ts';
import type { Moment } from './support/relay.ts';
import { strangers, workbook } from './support/sheets.ts';

const factory = 'demo-yunqiao';
const first = makeRoster({ seed: 151, rows: 60 });
const numberOf = (index: number): string => first.people[index]?.工号 ?? '';

/** R20: the plug pulled twenty times. What the screen called saved is there, and the province has nothing twice. */
test.describe.serial('拔二十次电源', () => {
  let province: Province;
  let clerk: Clerk;
  let witness: TestPc;
  /** People and edits that must be at the province by now: its feed has one number for each. */
  let operations = 0;
  let people = 0;

  const kill = async (): Promise<void> => {
    await clerk.pc.kill();
    province.relay.mend();
    await clerk.pc.start();
    await clerk.unlock();
  };
  const openAgain = async (number: string): Promise<void> => {
    await clerk.roster();
    await expect(clerk.figures).toContainText(`共 ${shown(people)} 人`);
    await clerk.open(number);
  };
  /** Everything sent; then the province's own count: one number per operation, no more and no less. */
  const expectProvince = async (number: string, post: string): Promise<void> => {
    await clerk.expectWaiting(0, 60_000);
    await expect(clerk.corner).toContainText(/被退回\s*0/);
    await expect(clerk.corner).toContainText(/待核对\s*0/);
    const { records, head } = await witness.changes(factory, 'general', 0, 500);
    expect(head).toBe(operations);
    const found = records.filter((record) => record.data['employeeNo'] === number);
    if (records.length < 500) expect(found.map((record) => record.data['position'])).toEqual([post]);
  };

  test.beforeAll(async () => {
    province = await Province.start({ relayed: true });
    const code = encodeURIComponent(province.takeCode('第一台'));
    clerk = new Clerk(await Pc.open(`${province.pageUrl}#code=${code}`));
    await clerk.enrol('甲测试');
    await clerk.pickRoster(workbook('花名册.xlsx', first));
    await clerk.compare('全部在职人员');
    await clerk.write(60);
    await clerk.expectWaiting(0, 60_000);
    const { url, secrets } = province.address;
    witness = await enrolPc(await remoteServer(url, secrets), {
      code: province.takeCode('第二台'),
      person: makePerson(['clerk'], '旁观测试'),
    });
    people = 60;
    operations = 60;
    expect((await witness.changes(factory, 'general', 0, 500)).head).toBe(operations);
  });
  test.afterAll(async () => {
    await clerk.pc.close();
    await province.stop();
  });

  for (const [index, delay] of [0, 4, 10, 20, 40, 80, 160, 320].entries()) {
    test(`按下保存 ${delay} 毫秒以后`, async () => {
      const number = numberOf(index);
      await openAgain(number);
      const before = await clerk.box('岗位').inputValue();
      const text = `${delay} 毫秒`;
      await clerk.box('岗位').fill(text);
      await clerk.page.keyboard.press('Control+s');
      await clerk.page.waitForTimeout(delay);
      const said = await clerk.page.getByText('已保存（在本机）').isVisible();
      await kill();
      await openAgain(number);
      const draft = clerk.page.getByText('暂存的内容已经放回来了');
      const after = await clerk.box('岗位').inputValue();
      const saved = after === text && !(await draft.isVisible());
      if (said) expect(saved).toBe(true);
      expect([before, text]).toContain(after);
      if (saved) operations += 1;
      else if (await draft.isVisible()) await clerk.button('不要暂存的内容').click();
      await expectProvince(number, saved ? text : before);
    });
  }

  const wire: readonly (readonly [string, Moment, 'GET' | 'POST', RegExp, number, boolean])[] = [
    ['一批刚送到线上', 'asked', 'POST', /\/batches$/, 0, false],
    ['一批送出去，省平台正在写', 'asked', 'POST', /\/batches$/, 15, false],
    ['省平台写好了，回执断在路上', 'asked', 'POST', /\/batches$/, 60, true],
    ['回执刚到', 'answered', 'POST', /\/batches$/, 0, false],
    ['回执到了，还没记完', 'answered', 'POST', /\/batches$/, 12, false],
    ['回执记好了，正要问别处的改动', 'asked', 'GET', /\/changes\?/, 0, false],
    ['别处的改动刚到，记号还没移', 'answered', 'GET', /\/changes\?/, 0, false],
    ['别处的改动记了一半', 'answered', 'GET', /\/changes\?/, 10, false],
  ];
  for (const [index, [name, moment, method, ending, delay, cut]] of wire.entries()) {
    test(name, async () => {
      const number = numberOf(20 + index);
      await openAgain(number);
      if (cut)
        province.relay.breakBy((asked, path) =>
          asked === 'POST' && path.endsWith('/batches') ? { kind: 'cutAnswer' } : undefined,
        );
      const now = province.relay.next(moment, method, ending);
      const text = `线上 ${index + 1}`;
      await clerk.box('岗位').fill(text);
      await clerk.save();
      operations += 1;
      await now;
      await clerk.page.waitForTimeout(delay);
      await kill();
      await openAgain(number);
      await expect(clerk.box('岗位')).toHaveValue(text);
      await expectProvince(number, text);
    });
  }

  for (const [index, moment] of ['刚开始写', '写到一半', '快写完', '刚说写好了'].entries()) {
    test(`导入${moment}`, async () => {
      const more = makeRoster({ seed: 160 + index, rows: 2_000 });
      await clerk.pickRoster(workbook(`新入职${index}.xlsx`, strangers(more, `K${index}`)));
      await clerk.compare('只有新入职');
      const write = clerk.button(/^写入 [\d,]+ 人$/);
      const joining = Number(((await write.textContent()) ?? '').replace(/\D/g, ''));
      expect(joining).toBe(more.rows.length);
      await write.click();
      const writing = clerk.page.getByText(/正在写入/);
      const done = clerk.page.getByText(/写好了：/);
      if (index < 3) await writing.or(done).first().waitFor();
      await clerk.page.waitForTimeout([0, 80, 250, 0][index] ?? 0);
      if (index === 3) await done.waitFor({ timeout: 60_000 });
      const said = await done.isVisible();
      await kill();
      await clerk.menu('会员管理', '会员花名册');
      // Judged when the PC has come to rest, and not by the first number that stands there.
      await clerk.expectWaiting(0, 60_000);
      if (said) await expect(clerk.figures).toContainText(`共 ${shown(people + joining)} 人`);
      await expect(clerk.figures).toContainText(
        new RegExp(`共 (${shown(people)}|${shown(people + joining)}) 人`),
      );
      const told = ((await clerk.figures.textContent()) ?? '').replaceAll(/\s/g, '');
      const whole = told.includes(`共${shown(people + joining)}人`);
      if (whole) {
        people += joining;
        operations += joining;
      }
      await expectProvince(numberOf(30), first.people[30]?.岗位 ?? '');
    });
  }
});
