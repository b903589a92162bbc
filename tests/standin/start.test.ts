import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../scripts/lib/build.mjs';
import { installState } from '../../scripts/lib/install.mjs';
import { tryPort } from '../../scripts/lib/ports.mjs';
import { removeFolder, root } from './launch.ts';
import { begin, descendants, isAlive } from './starting.ts';
import type { Run } from './starting.ts';

let folder = '';
const runs: Run[] = [];
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'ledger-start-'));
  mkdirSync(path.join(folder, 'nothing'));
  // Else the first run would install what is missing, which is no business of a test.
  expect(installState(root)).toBe('complete');
  await ensureBuilt(root);
});
afterEach(async () => {
  for (const run of runs.splice(0)) await run.interrupt();
});
afterAll(() => {
  removeFolder(folder);
});

const data = (...parts: readonly string[]): string => path.join(folder, 'data', ...parts);
const started = (...given: Partial<[readonly string[], Readonly<Record<string, string>>]>): Run => {
  const run = begin(folder, ...given);
  runs.push(run);
  return run;
};

/** Waits until it runs; resolves with its two addresses and the code in the page's. */
async function running(run: Run) {
  const [, page = '', code] = await run.until(/(http:\/\/127\.0\.0\.1:\d+\/)#code=(\S+)/u);
  await run.until(/按 Ctrl-C 停止。/u);
  const [, server = ''] = await run.until(/省级服务器：(\S+)/u);
  return { page, server, code: decodeURIComponent(code ?? '') };
}

/** Which life of a database answers there. */
async function epochAt(server: string): Promise<string> {
  const answer = await fetch(`${server}/v1/health?nonce=${'a'.repeat(32)}`);
  return ((await answer.json()) as { epoch: string }).epoch;
}

/** Ctrl-C, and what must be gone afterwards. */
async function endsWhole(run: Run, addresses: readonly string[]): Promise<void> {
  const children = descendants(run.pid);
  expect(children.length).toBeGreaterThan(0);
  expect(await run.interrupt()).toBe(0);
  expect(run.said()).toContain('正在停止……');
  expect(run.said().trimEnd().endsWith('已停止。')).toBe(true);
  const left = children.filter(isAlive);
  for (const pid of left) process.kill(pid, 'SIGKILL');
  expect(left).toEqual([]);
  for (const address of addresses) await expect(fetch(address)).rejects.toThrow();
}

/** Somebody else's program on a port. */
async function occupied(port: number, work: () => Promise<void>): Promise<void> {
  const other = createServer();
  await new Promise<void>((resolve, reject) => {
    other.once('error', reject);
    other.listen(port, '127.0.0.1', resolve);
  });
  await work();
  await new Promise((resolve) => other.close(resolve));
}

const ports = (): Record<'page' | 'server', number> =>
  JSON.parse(readFileSync(data('ports.json'), 'utf8')) as Record<'page' | 'server', number>;

/** Each run goes on from what the one before it left, as on somebody's machine. */
describe.sequential('npm start', () => {
  let first = '';

  it('without a desktop it says so, prints the address and the codes, serves both, and Ctrl-C ends all of it', async () => {
    const run = started();
    const { page, server, code } = await running(run);
    expect(run.said()).toContain('这里没有可以显示窗口的桌面，请在浏览器中打开下面的地址。');
    expect(run.said()).toContain('开通码（24 小时内有效，每个只能用一次）：');
    expect(run.said().match(/^ {4}GH1\.\S+$/gmu)).toHaveLength(3);
    expect(run.said()).toContain(code);
    expect(run.said()).toContain('可以导入的演示花名册（8,000 人，都是编的');
    expect(existsSync(data('演示花名册', '花名册-12月.xlsx'))).toBe(true);
    const answer = await fetch(page);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await answer.text()).toContain('<title>基层工会台账</title>');
    first = await epochAt(server);
    expect(first).not.toBe('');
    await endsWhole(run, [page, server]);
  });

  it('without Electron it says so in a sentence and opens the browser that is there, on the same demo', async () => {
    const browser = path.join(folder, 'browser.sh');
    writeFileSync(browser, `#!/bin/sh\necho "$@" > '${folder}/opened'\nexec /bin/sleep 600\n`);
    chmodSync(browser, 0o755);
    const run = started([], { DISPLAY: ':99', CHROMIUM: browser });
    const { page, server, code } = await running(run);
    const sentence =
      '没有取得桌面程序 Electron（多半是网络不通），改用本机浏览器打开，功能相同，只供培训和试用。';
    expect(run.said()).toContain(sentence);
    await expect.poll(() => existsSync(path.join(folder, 'opened'))).toBe(true);
    const opened = readFileSync(path.join(folder, 'opened'), 'utf8');
    expect(opened).toContain(`--app=${page}#code=${encodeURIComponent(code)}`);
    expect(opened).toContain(`--user-data-dir=${data('browser')}`);
    expect(await epochAt(server)).toBe(first);
    await endsWhole(run, [page, server]);
  });

  it('without any browser it says which would do and keeps serving; --fresh sets the old demo aside', async () => {
    writeFileSync(data('demo', 'typed by somebody'), '');
    const run = started(['--fresh'], { DISPLAY: ':99' });
    const { page, server } = await running(run);
    expect(run.said()).toContain('没有取得 Electron，也没有找到 Chromium、Chrome 或 Edge。请安装其中一个');
    expect((await fetch(page)).status).toBe(200);
    expect(run.said()).toMatch(/原来的演示资料移到了 .*earlier.*不需要时可以删除。/u);
    expect(await epochAt(server)).not.toBe(first);
    expect(existsSync(data('demo', 'typed by somebody'))).toBe(false);
    const [aside = ''] = readdirSync(data('earlier'));
    expect(existsSync(data('earlier', aside, 'demo', 'typed by somebody'))).toBe(true);
    await endsWhole(run, [page, server]);
  });

  it.each(['server', 'page'] as const)(
    'with the port of its %s in use it says one sentence with a way out, and leaves nothing running',
    async (purpose) => {
      await occupied(ports()[purpose], async () => {
        const run = started();
        const below = new Set<number>();
        const look = setInterval(() => {
          for (const pid of descendants(run.pid)) below.add(pid);
        }, 50);
        const code = await run.ended;
        clearInterval(look);
        expect(code).toBe(1);
        const complaint = run.complained().trim();
        expect(complaint).toContain(`端口 ${ports()[purpose]} 正被别的程序占用`);
        expect(complaint).toContain('请关闭那个程序后再运行一次。');
        expect(complaint.split('\n')).toHaveLength(1);
        expect([...below].filter(isAlive)).toEqual([]);
        // The server had begun before the page's port was tried.
        expect(below.size > 0).toBe(purpose === 'page');
      });
      expect(await tryPort(ports().server)).toBe(ports().server);
    },
  );
});
