import { afterEach, expect, test } from 'vitest';
import { appFolder, launch, removeFolder } from './launch.ts';
import type { Shell } from './launch.ts';
import type { Bridge } from '../../electron/ipc/bridge.ts';

declare const window: Window & { readonly ledgerShell: Bridge };

const page = '<!doctype html><html lang="zh-CN"><title>台账</title><body>本页</body></html>';

/** What a page holds in memory stands here for keys and records. */
function hold(): void {
  Object.assign(window, { held: 'a key' });
  window.location.hash = '#/records/member';
}
const look = (): unknown => [
  window.location.hash,
  (window as unknown as { held?: unknown }).held ?? 'nothing',
];
const shells: { readonly shell: Shell; readonly folder: string }[] = [];

function started(change?: Parameters<typeof appFolder>[1]): Shell {
  const folder = appFolder(page, change);
  const shell = launch(folder);
  shells.push({ shell, folder });
  return shell;
}

afterEach(async () => {
  for (const { shell, folder } of shells.splice(0)) {
    await shell.close();
    removeFolder(folder);
  }
});

async function crash(shell: Shell, time: number): Promise<void> {
  await shell.order({ kind: 'page', event: 'crash' });
  await shell.until('page.ended', time);
}

test('a page whose process died comes back on the same address with the bridge and nothing it held', async () => {
  const shell = started();
  const before = await shell.page();
  await before.evaluate(hold);
  expect(await before.evaluate(look)).toEqual(['#/records/member', 'a key']);
  await crash(shell, 1);
  await shell.until('navigated', 2);
  const after = await shell.pageAgain();
  expect(await after.evaluate(look)).toEqual(['#/records/member', 'nothing']);
  expect(await after.evaluate(() => window.ledgerShell.appVersion(undefined))).toBe('9.9.9');
  expect(shell.named('dialog.showMessageBox')).toEqual([]);
  expect(shell.named('will-navigate')).toEqual([]);
});

test('a page that dies again at once asks: 重新打开 brings it back, 退出 ends the application', async () => {
  const shell = started();
  await shell.page();
  await crash(shell, 1);
  await shell.until('navigated', 2);
  await shell.order({ kind: 'messageBox', button: 0 });
  await crash(shell, 2);
  await shell.until('navigated', 3);
  await shell.order({ kind: 'messageBox', button: 1 });
  await crash(shell, 3);
  expect(await shell.exited).toBe(0);
  expect(shell.named('dialog.showMessageBox')).toMatchObject([
    { buttons: ['重新打开', '退出'] },
    { buttons: ['重新打开', '退出'] },
  ]);
});

test('a page that does not answer is ended and brought back when the clerk says so', async () => {
  const shell = started();
  await (await shell.page()).evaluate(hold);
  await shell.order({ kind: 'messageBox', button: 1 });
  await shell.order({ kind: 'page', event: 'unresponsive' });
  await shell.until('page.ended');
  await shell.until('navigated', 2);
  expect(await (await shell.pageAgain()).evaluate(look)).toEqual(['#/records/member', 'nothing']);
  expect(shell.named('dialog.showMessageBox')).toMatchObject([{ buttons: ['再等等', '重新打开'] }]);
});

test('without the watch the window stays dead', async () => {
  const shell = started((main) => {
    const changed = main.replace(/(function watchPage\([^)]*\) \{)/, '$1 return;');
    if (changed === main) throw new Error('the built shell holds no watchPage');
    return changed;
  });
  await shell.page();
  await crash(shell, 1);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(shell.named('navigated')).toHaveLength(1);
});
