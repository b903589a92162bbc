import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { appFolder, launch, removeFolder } from './launch.ts';
import type { Shell } from './launch.ts';
import type { Bridge } from '../../electron/ipc/bridge.ts';

declare const window: Window & { readonly ledgerShell: Bridge };

const page = '<!doctype html><html lang="zh-CN"><title>台账</title><body>本页</body></html>';
const folders: string[] = [];
const shells: Shell[] = [];

function folder(): string {
  const made = appFolder(page);
  folders.push(made);
  return made;
}

function started(place: string, given: Parameters<typeof launch>[1] = {}): Shell {
  const shell = launch(place, given);
  shells.push(shell);
  return shell;
}

afterEach(async () => {
  for (const shell of shells.splice(0)) await shell.close();
  for (const place of folders.splice(0)) removeFolder(place);
});

test('the window opens on the page, sandboxed, with the bridge and nothing of Node', async () => {
  const shell = started(folder());
  const open = await shell.page();
  expect(await open.title()).toBe('台账');
  expect(
    await open.evaluate(() => ({
      secure: window.isSecureContext,
      bridge: Object.keys(window.ledgerShell).sort(),
      frozen: Object.isFrozen(window.ledgerShell),
      leaked: ['require', 'process', 'module', 'ipcRenderer', '__standinBinding'].filter(
        (name) => name in window,
      ),
    })),
  ).toEqual({
    secure: true,
    bridge: [
      'appVersion',
      'deviceSecret',
      'freeBytes',
      'idleSeconds',
      'listen',
      'print',
      'readFile',
      'rotateDeviceSecret',
      'saveFile',
      'savePdf',
      'stagedDeviceSecret',
      'writeFile',
    ],
    frozen: true,
    leaked: [],
  });
  expect(shell.named('app.sandbox')).toHaveLength(1);
  expect(shell.named('window.created')[0]).toMatchObject({
    webPreferences: {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      webSecurity: true,
    },
  });
  expect(shell.named('network.blocked')).toEqual([]);
});

test('the version, the idle time and the free space come from the shell', async () => {
  const shell = started(folder());
  const open = await shell.page();
  await shell.order({ kind: 'idle', seconds: 321 });
  expect(await open.evaluate(() => window.ledgerShell.appVersion(undefined))).toBe('9.9.9');
  expect(await open.evaluate(() => window.ledgerShell.idleSeconds(undefined))).toBe(321);
  expect(await open.evaluate(() => window.ledgerShell.freeBytes(undefined))).toBeGreaterThan(0);
});

test('host files and IndexedDB outlive a restart; no half-written file is left', async () => {
  const place = folder();
  const first = started(place);
  const before = await first.page();
  const write = (text: string) =>
    before.evaluate(
      (given) => window.ledgerShell.writeFile({ name: 'settings', bytes: new TextEncoder().encode(given) }),
      text,
    );
  expect(await Promise.all(['一', '二', '三'].map(write))).toEqual(
    Array(3).fill({ ok: true, value: undefined }),
  );
  await before.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const request = indexedDB.open('kept', 1);
        request.onupgradeneeded = () => request.result.createObjectStore('rows');
        request.onerror = () => reject(new Error('indexedDB'));
        request.onsuccess = () => {
          const work = request.result.transaction('rows', 'readwrite', { durability: 'strict' });
          work.objectStore('rows').put('值', 'key');
          work.oncomplete = resolve;
        };
      }),
  );
  expect(await first.close()).toBe(0);
  expect(readdirSync(path.join(place, 'user-data', 'host'))).toEqual(['settings.bin']);

  const second = await started(place).page();
  expect(
    await second.evaluate(async () =>
      new TextDecoder().decode(await window.ledgerShell.readFile('settings')),
    ),
  ).toBe('三');
  expect(await second.evaluate(() => window.ledgerShell.readFile('slots'))).toBeUndefined();
  expect(
    await second.evaluate(
      () =>
        new Promise((resolve) => {
          const request = indexedDB.open('kept', 1);
          request.onsuccess = () => {
            const read = request.result.transaction('rows').objectStore('rows').get('key');
            read.onsuccess = () => resolve(read.result);
          };
        }),
    ),
  ).toBe('值');
});

const secretOf = (shell: Shell, call: 'deviceSecret' | 'stagedDeviceSecret' | 'stage' | 'commit') =>
  shell.page().then((open) =>
    open.evaluate(async (name) => {
      const bridge = window.ledgerShell;
      const given =
        name === 'stage' || name === 'commit'
          ? await bridge.rotateDeviceSecret(name)
          : await bridge[name](undefined);
      return given.ok ? given.value && [...given.value] : given.error;
    }, call),
  );

test('the device secret is one, survives a restart, changes when rotated, and never lies in clear', async () => {
  const place = folder();
  const first = started(place);
  const [one, two] = await Promise.all([secretOf(first, 'deviceSecret'), secretOf(first, 'deviceSecret')]);
  expect(one).toHaveLength(32);
  expect(two).toEqual(one);
  const stored = readFileSync(path.join(place, 'user-data', 'host', 'device.bin'));
  const bytes = Buffer.from(one as number[]);
  expect([
    stored.includes(bytes),
    stored.includes(bytes.toString('base64')),
    stored.includes(bytes.toString('hex')),
  ]).toEqual([false, false, false]);
  await first.close();

  const second = started(place);
  expect(await secretOf(second, 'deviceSecret')).toEqual(one);
  expect(await secretOf(second, 'stagedDeviceSecret')).toBeUndefined();
  const rotated = await secretOf(second, 'stage');
  expect(rotated).toHaveLength(32);
  expect(rotated).not.toEqual(one);
  expect(await secretOf(second, 'deviceSecret')).toEqual(one);
  await second.close();

  // Cut off between the steps: the next start has both, and either can go on (R14).
  const third = started(place);
  expect(await secretOf(third, 'deviceSecret')).toEqual(one);
  expect(await secretOf(third, 'stagedDeviceSecret')).toEqual(rotated);
  expect(await secretOf(third, 'stage')).toEqual(rotated);
  expect(await secretOf(third, 'commit')).toEqual(rotated);
  expect(await secretOf(third, 'deviceSecret')).toEqual(rotated);
  expect(await secretOf(third, 'stagedDeviceSecret')).toBeUndefined();
  expect(await secretOf(third, 'commit')).toEqual(rotated);
});

test.each(['unavailable', 'basic_text'] as const)(
  'with %s protection there is a plain refusal and no file',
  async (safeStorage) => {
    const place = folder();
    const shell = started(place, { safeStorage });
    expect(await secretOf(shell, 'deviceSecret')).toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('系统密码保护') as string,
    });
    expect(existsSync(path.join(place, 'user-data', 'host', 'device.bin'))).toBe(false);
  },
);

test('a file is saved where the person says, and 取消 writes nothing', async () => {
  const place = folder();
  const shell = started(place);
  const open = await shell.page();
  const save = () =>
    open.evaluate(() =>
      window.ledgerShell.saveFile({
        suggestedName: '花名册.xlsx',
        bytes: new Uint8Array([1, 2, 3]),
        kind: 'xlsx',
      }),
    );
  const target = path.join(place, '导出', '花名册.xlsx');
  await shell.order({ kind: 'saveDialog', filePath: target });
  expect(await save()).toEqual({ ok: true, value: true });
  expect([...readFileSync(target)]).toEqual([1, 2, 3]);
  await shell.order({ kind: 'saveDialog', filePath: undefined });
  expect(await save()).toEqual({ ok: true, value: false });
  expect(readdirSync(path.dirname(target))).toEqual(['花名册.xlsx']);
});

test('a paper goes to the system dialog; closing it is no failure, a printer that fails is', async () => {
  const shell = started(folder());
  const open = await shell.page();
  const print = async (reason: string | undefined) => {
    await shell.order({ kind: 'print', reason });
    return open.evaluate(() => window.ledgerShell.print({ orientation: 'landscape' }));
  };
  expect(await print(undefined)).toEqual({ ok: true, value: 'done' });
  expect(await print('Print job canceled')).toEqual({ ok: true, value: 'cancelled' });
  expect(await print('Print job failed')).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining('没有印') as string },
  });
  expect(shell.named('webContents.print')[0]).toMatchObject({
    silent: false,
    landscape: true,
    margins: { marginType: 'none' },
  });
});

test('a PDF holds what the page shows to print and is written where the person says', async () => {
  const place = folder();
  const shell = started(place);
  const open = await shell.page();
  await open.evaluate(() => {
    const [first, second] = ['甲', '乙'].map((text) => {
      const part = document.createElement('p');
      part.textContent = text;
      return part;
    });
    if (first === undefined || second === undefined) return;
    second.style.breakBefore = 'page';
    document.body.append(first, second);
  });
  const save = () =>
    open.evaluate(() =>
      window.ledgerShell.savePdf({ suggestedName: '花名册.pdf', orientation: 'landscape' }),
    );
  const target = path.join(place, '花名册.pdf');
  await shell.order({ kind: 'saveDialog', filePath: undefined });
  expect(await save()).toEqual({ ok: true, value: 'cancelled' });
  expect(existsSync(target)).toBe(false);
  await shell.order({ kind: 'saveDialog', filePath: target });
  expect(await save()).toEqual({ ok: true, value: 'done' });
  const text = readFileSync(target, 'latin1');
  expect(text.startsWith('%PDF-')).toBe(true);
  expect(text.match(/\/Type \/Page\b(?!s)/g)).toHaveLength(2);
  expect(text).toMatch(/\/MediaBox \[0 0 84\d/);
  expect(shell.named('dialog.showSaveDialog')[1]).toMatchObject({
    defaultPath: '花名册.pdf',
    filters: [{ name: 'PDF 文件', extensions: ['pdf'] }],
  });
});

test('sleep and a locked screen reach the page; who stops listening hears nothing', async () => {
  const shell = started(folder());
  const open = await shell.page();
  await open.evaluate(() => {
    const heard = { kept: 0, stopped: 0 };
    Object.assign(window, { heard });
    window.ledgerShell.listen('lockRequest', () => (heard.kept += 1));
    window.ledgerShell.listen('lockRequest', () => (heard.stopped += 1))();
  });
  await shell.order({ kind: 'power', event: 'suspend' });
  await shell.order({ kind: 'power', event: 'lock-screen' });
  await shell.order({ kind: 'power', event: 'resume' });
  await open.waitForFunction(() => (window as unknown as { heard: { kept: number } }).heard.kept === 2);
  expect(await open.evaluate(() => (window as unknown as { heard: unknown }).heard)).toEqual({
    kept: 2,
    stopped: 0,
  });
});

test('the enrolment code reaches the page as a fragment and the shell sends it to nobody', async () => {
  const shell = started(folder(), { env: { LEDGER_ENROL_CODE: 'A+/=#码' } });
  const open = await shell.page();
  expect(await open.evaluate(() => decodeURIComponent(window.location.hash))).toBe('#code=A+/=#码');
});

test('closing the window ends the application', async () => {
  const shell = started(folder());
  const open = await shell.page();
  await open.close();
  expect(await shell.exited).toBe(0);
});
