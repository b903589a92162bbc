import { expect, test } from '@playwright/test';
import { Clerk, shown } from './support/clerk.ts';
import { Pc } from './support/pc.ts';
import { Province } from './support/province.ts';
import { twoMonths, workbook } from './support/sheets.ts';

const rows = 20_000;
/**
 * A page that read, judged or wrote by itself would stand still for most of an import. How many milliseconds it does is
 * the bench's figure: here both grow alike on a machine that does other things as well.
 */
const mostOfIt = 1 / 5;

interface Watch {
  /** Calls that went from the page to a worker, by name. */
  readonly calls: string[];
  longest: number;
  /** Import workers of this page, the last one last. */
  readonly workers: Worker[];
}
declare const watch: Watch;

/** Before any script of the page: a heartbeat, and an ear on everything the page sends to its workers. */
function listen(): void {
  const heard: Watch = { calls: [], longest: 0, workers: [] };
  Object.assign(globalThis, { watch: heard });
  let last = performance.now();
  setInterval(() => {
    const now = performance.now();
    heard.longest = Math.max(heard.longest, now - last - 10);
    last = now;
  }, 10);
  globalThis.Worker = class extends Worker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      if (options?.name === 'import') heard.workers.push(this);
    }
  };
  const send = Reflect.get(Worker.prototype, 'postMessage') as (...args: readonly unknown[]) => void;
  Worker.prototype.postMessage = function postMessage(this: Worker, ...args: readonly unknown[]): void {
    const wire = args[0] as { path?: readonly string[]; argumentList?: readonly { value?: unknown }[] };
    const name = wire.path?.join('.');
    if (name !== undefined) heard.calls.push(name === 'call' ? String(wire.argumentList?.[0]?.value) : name);
    Reflect.apply(send, this, args);
  };
}

/** Ends the import worker from outside: no event, no answer, nothing it could still do. */
const killWorker = (clerk: Clerk): Promise<void> =>
  clerk.page.evaluate(() => {
    watch.workers.at(-1)?.terminate();
  });

/** An enrolled PC whose page is listened to from its first script on. */
async function listenedPc(province: Province): Promise<Clerk> {
  const clerk = new Clerk(await Pc.open('about:blank'));
  await clerk.page.addInitScript(listen);
  await clerk.page.goto(`${province.pageUrl}#code=${encodeURIComponent(province.takeCode('第一台'))}`);
  await clerk.enrol('甲测试');
  return clerk;
}
const lost = /导入的程序中途停了.*没有写入任何内容/;

test.describe.serial('导入时页面不停', () => {
  let province: Province;
  let clerk: Clerk;

  test.beforeAll(async () => {
    province = await Province.start();
    clerk = await listenedPc(province);
  });
  test.afterAll(async () => {
    await clerk.pc.close();
    await province.stop();
  });

  test(`${rows} rows go from the import worker to the store worker, and the page goes on`, async () => {
    const { page } = clerk;
    await clerk.pickRoster(workbook('在职花名册202611.xlsx', twoMonths(rows).first));
    await page.evaluate(() => {
      watch.calls.length = 0;
      watch.longest = 0;
      performance.mark('begun');
    });
    await clerk.compare('全部在职人员');
    await clerk.expectVerdicts({ 新增: rows });
    await clerk.write(rows);
    const { calls, longest } = await page.evaluate(() => watch);
    const took = await page.evaluate(() => performance.measure('import', 'begun').duration);
    // The ear hears: the page drove the session and opened the ports itself.
    expect(calls).toContain('analyse');
    expect(calls.filter((call) => call === 'serveImport')).toHaveLength(2);
    expect(calls.filter((call) => /^(readAll|import(Begin|Stage|Commit))$/.test(call))).toEqual([]);
    test.info().annotations.push({ type: 'longest gap', description: `${longest} of ${took} ms` });
    expect(longest).toBeLessThan(took * mostOfIt);
    await clerk.button('看花名册').click();
    await expect(clerk.figures).toContainText(`共 ${shown(rows)} 人`);
  });
});

/** On a PC of its own: how long the page of the test above stood still must not depend on what was killed before. */
test.describe.serial('导入的程序中途停了', () => {
  let province: Province;
  let clerk: Clerk;

  test.beforeAll(async () => {
    province = await Province.start();
    clerk = await listenedPc(province);
  });
  test.afterAll(async () => {
    await clerk.pc.close();
    await province.stop();
  });

  test('a worker that dies while reading or writing is one sentence, and nothing is written', async () => {
    const { page } = clerk;
    const sheet = workbook('在职花名册202611.xlsx', twoMonths(rows).first);
    await clerk.pickRoster(sheet);
    await page.getByLabel('全部在职人员', { exact: true }).check();
    await clerk.button('下一步：看结果').click();
    await killWorker(clerk);
    await expect(page.getByRole('alert')).toHaveText(lost);
    await clerk.pickRoster(sheet);
    await clerk.compare('全部在职人员');
    await clerk.button(`写入 ${shown(rows)} 人`).click();
    // Long enough for some chunks, much too short for all.
    await page.waitForTimeout(200);
    await killWorker(clerk);
    await expect(page.getByRole('alert')).toHaveText(lost);
    await expect(page.getByText('以前的导入')).toHaveCount(0);
    // What was staged is taken away at once: the next start knows of no import that was cut off.
    await page.reload();
    await clerk.unlock();
    await clerk.menu('会员管理', '导入花名册');
    await expect(clerk.button('选文件')).toBeVisible();
    await expect(page.getByText('上次导入到一半')).toHaveCount(0);
  });
});
