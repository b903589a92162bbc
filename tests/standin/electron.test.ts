import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron } from 'playwright';
import { describe, expect, test } from 'vitest';
import { appFolder, removeFolder, root } from './launch.ts';

/** The installed binary, found without importing the package: the import would start a download. */
function installed(): string | undefined {
  const folder = path.join(path.dirname(createRequire(import.meta.url).resolve('electron/package.json')));
  const note = path.join(folder, 'path.txt');
  const binary = existsSync(note) ? path.join(folder, 'dist', readFileSync(note, 'utf8').trim()) : undefined;
  return binary !== undefined && existsSync(binary) ? binary : undefined;
}

const binary = installed();

/** What the stand-in cannot vouch for. Without the binary these are reported as not run, and counted. */
describe.skipIf(binary === undefined)('the real Electron', () => {
  test('opens the page on its own origin with the bridge, and the device secret is one', async () => {
    const folder = appFolder('<!doctype html><html lang="zh-CN"><title>台账</title></html>');
    const profile = mkdtempSync(path.join(tmpdir(), 'ledger-real-'));
    const app = await _electron.launch({
      executablePath: binary ?? '',
      args: [path.join(folder, 'dist-electron', 'main.js'), `--user-data-dir=${profile}`],
      cwd: root,
    });
    try {
      const page = await app.firstWindow();
      expect(page.url()).toBe('app://ledger/index.html');
      expect(await page.evaluate(() => window.isSecureContext && 'ledgerShell' in window)).toBe(true);
      expect(await page.evaluate(() => ['require', 'process'].filter((name) => name in window))).toEqual([]);
    } finally {
      await app.close();
      removeFolder(folder);
      removeFolder(profile);
    }
  });

  test('refuses to leave the page and to open a second window', async () => {
    const folder = appFolder('<!doctype html><html lang="zh-CN"><title>台账</title></html>');
    const profile = mkdtempSync(path.join(tmpdir(), 'ledger-real-'));
    const app = await _electron.launch({
      executablePath: binary ?? '',
      args: [path.join(folder, 'dist-electron', 'main.js'), `--user-data-dir=${profile}`],
      cwd: root,
    });
    try {
      const page = await app.firstWindow();
      expect(await page.evaluate(() => window.open('https://elsewhere.example/') === null)).toBe(true);
      await page.evaluate(() => {
        window.location.href = 'https://elsewhere.example/';
      });
      await page.waitForTimeout(500);
      expect(page.url()).toBe('app://ledger/index.html');
      expect(app.windows()).toHaveLength(1);
    } finally {
      await app.close();
      removeFolder(folder);
      removeFolder(profile);
    }
  });
});
