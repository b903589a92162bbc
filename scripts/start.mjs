/**
 * One command from a fresh clone to an open application. Node's own modules only: it runs before anything is installed.
 */
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser, hasDisplay, openAppWindow } from './lib/browser.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { ended, stopAll } from './lib/children.mjs';
import { obtainElectron, openElectron } from './lib/electron.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { nodeTooOld } from './lib/node.mjs';
import { servePages } from './lib/pages.mjs';
import { steadyPort } from './lib/ports.mjs';
import { offerSample } from './lib/sample.mjs';
import { PlainStop, runMain, say } from './lib/say.mjs';
import { startServer } from './lib/server.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
/** Beside the program, so that who tries it finds and removes everything in one place; `LEDGER_DATA` names another. */
const data = path.resolve(process.env.LEDGER_DATA || path.join(root, 'data'));
const flags = new Set(process.argv.slice(2));

/** `--fresh` sets the old demo aside rather than deleting it: somebody may have typed into it. */
function setAside() {
  const old = ['demo', 'browser', 'electron'].filter((name) => existsSync(path.join(data, name)));
  if (old.length === 0) return;
  const aside = path.join(data, 'earlier', new Date().toISOString().replaceAll(':', '-'));
  mkdirSync(aside, { recursive: true });
  for (const name of old) renameSync(path.join(data, name), path.join(aside, name));
  say(`原来的演示资料移到了 ${path.relative(process.cwd(), aside)}，不需要时可以删除。`);
}

/** Settles at the first Ctrl-C or end of session; a second one does not cut the orderly stop short. */
function asked() {
  return new Promise((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => resolve('asked'));
  });
}

function printCodes(codes) {
  if (codes.length === 0) return;
  say('\n开通码（24 小时内有效，每个只能用一次）：');
  for (const { label, office, code } of codes) say(`  ${label ?? office}\n    ${code}`);
}

/** Opens the application and returns the process whose end means that the person has closed it, if there is one. */
async function openApplication(code) {
  if (!hasDisplay() && !flags.has('--no-window'))
    say('\n这里没有可以显示窗口的桌面，请在浏览器中打开下面的地址。');
  const wantsWindow = hasDisplay() && !flags.has('--no-window');
  const electron = wantsWindow && !flags.has('--browser') ? await obtainElectron(root) : undefined;
  if (electron !== undefined) return openElectron(electron, root, path.join(data, 'electron'), code);

  const pages = await servePages(root, await steadyPort(data, 'page', 5180));
  const url = code === undefined ? pages.url : `${pages.url}#code=${encodeURIComponent(code)}`;
  if (!wantsWindow) {
    say(`\n地址：${url}\n`);
    return undefined;
  }
  const browser = findBrowser();
  if (browser === undefined) {
    say(
      '\n没有取得 Electron，也没有找到 Chromium、Chrome 或 Edge。请安装其中一个，或在其他浏览器中打开下面的地址：',
    );
    say(`${url}\n`);
    return undefined;
  }
  if (!flags.has('--browser'))
    say('\n没有取得桌面程序 Electron（多半是网络不通），改用本机浏览器打开，功能相同，只供培训和试用。');
  say(`地址：${url}\n`);
  return openAppWindow(browser, url, path.join(data, 'browser'));
}

/** A browser that was already open takes the window over and ends at once: that is not a person closing it. */
async function closedByPerson(child) {
  const begun = Date.now();
  const code = await ended(child);
  if (Date.now() - begun > 5000) return 'closed';
  say(
    code === 0
      ? '窗口交给了已经打开的浏览器。'
      : '窗口没有打开成功，程序仍在运行；请在浏览器中打开上面的地址。',
  );
  return new Promise(() => {});
}

await runMain(async () => {
  const old = nodeTooOld();
  if (old !== undefined) throw new PlainStop(old);
  const leave = asked();
  const work = (async () => {
    await ensureInstalled(root);
    await ensureBuilt(root);
    if (flags.has('--fresh')) setAside();
    say('正在启动省级服务器（演示）……');
    const server = await startServer(root, {
      port: await steadyPort(data, 'server', 5181),
      dataDir: path.join(data, 'demo'),
      databaseUrl: process.env.DATABASE_URL,
      logFile: path.join(data, 'server.log'),
    });
    say(`省级服务器：${server.url}`);
    printCodes(server.codes);
    await offerSample(root, data);
    const window = await openApplication(server.codes[0]?.code);
    say('按 Ctrl-C 停止。');
    return Promise.race([
      ended(server.child).then(() => 'server'),
      ...(window === undefined ? [] : [closedByPerson(window)]),
    ]);
  })();
  try {
    const why = await Promise.race([leave, work]);
    if (why === 'server')
      throw new PlainStop('省级服务器自己停了，已保存的资料没有变化。请再运行一次 npm start。');
    say(why === 'closed' ? '\n窗口已关闭，正在停止……' : '\n正在停止……');
  } finally {
    await stopAll();
  }
  say('已停止。');
  process.exit(0);
});
if (process.exitCode === 1) process.exit(1);
