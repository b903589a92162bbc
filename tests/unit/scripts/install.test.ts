import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ensureInstalled, installState } from '../../../scripts/lib/install.mjs';

let root = '';
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'ledger-install-'));
  writeFileSync(path.join(root, 'package-lock.json'), '{}');
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const npmFinished = () => {
  mkdirSync(path.join(root, 'node_modules'));
  writeFileSync(path.join(root, 'node_modules', '.package-lock.json'), '{}');
};

test('a fresh clone has nothing', () => {
  expect(installState(root)).toBe('absent');
});

test('a folder npm did not finish is taken for interrupted', () => {
  mkdirSync(path.join(root, 'node_modules', 'half'), { recursive: true });
  expect(installState(root)).toBe('interrupted');
});

test('an installation that has begun and not ended is interrupted, whatever is there', () => {
  npmFinished();
  mkdirSync(path.join(root, '.cache'));
  writeFileSync(path.join(root, '.cache', 'install-begun'), '');
  expect(installState(root)).toBe('interrupted');
});

test('what somebody installed by hand is used, and remembered', async () => {
  npmFinished();
  expect(installState(root)).toBe('complete');
  expect(await ensureInstalled(root)).toBe(false);
  expect(installState(root)).toBe('complete');
});

test('another lock file makes it stale, before and after it was remembered', async () => {
  npmFinished();
  const later = new Date(Date.now() + 60_000);
  utimesSync(path.join(root, 'package-lock.json'), later, later);
  expect(installState(root)).toBe('stale');
  utimesSync(path.join(root, 'package-lock.json'), new Date(0), new Date(0));
  await ensureInstalled(root);
  writeFileSync(path.join(root, 'package-lock.json'), '{"changed":true}');
  expect(installState(root)).toBe('stale');
});

test('through a link nothing is installed: npm would empty the folder it points to', async () => {
  const other = path.join(root, 'other');
  mkdirSync(path.join(other, 'kept'), { recursive: true });
  symlinkSync(other, path.join(root, 'node_modules'));
  await expect(ensureInstalled(root)).rejects.toThrow(/指向别处的链接/);
  expect(installState(root)).toBe('interrupted');
});
