import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from './launch.ts';

let work = '';

beforeAll(() => {
  work = mkdtempSync(path.join(tmpdir(), 'ledger-pack-'));
});
afterAll(() => {
  rmSync(work, { recursive: true, force: true });
});

/** A distribution without an Electron in it: packing only copies the binary, so that any file will do. */
function emptyDistribution(): string {
  const folder = path.join(work, 'distribution');
  mkdirSync(path.join(folder, 'resources'), { recursive: true });
  for (const name of ['electron', 'version', 'LICENSE', 'LICENSES.chromium.html'])
    writeFileSync(path.join(folder, name), '');
  chmodSync(path.join(folder, 'electron'), 0o755);
  return folder;
}

/** A project with a built page, and beside it what must never be packed. */
function project(): string {
  const folder = path.join(work, 'project');
  for (const name of ['dist/assets', 'data', 'node_modules/left-over', 'electron']) {
    mkdirSync(path.join(folder, name), { recursive: true });
  }
  cpSync(path.join(root, 'dist-electron'), path.join(folder, 'dist-electron'), { recursive: true });
  cpSync(path.join(root, 'electron-builder.yml'), path.join(folder, 'electron-builder.yml'));
  // A dependency that lies there, as ours do: it must stay behind all the same.
  const own = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Record<string, unknown>;
  const dependencies = { 'left-over': '1.0.0' };
  writeFileSync(
    path.join(folder, 'package.json'),
    JSON.stringify({ ...own, dependencies, devDependencies: {} }),
  );
  const module = { name: 'left-over', version: '1.0.0', main: 'index.js' };
  writeFileSync(path.join(folder, 'node_modules/left-over/package.json'), JSON.stringify(module));
  for (const name of [
    'dist/index.html',
    'dist/assets/a.js',
    'data/key',
    'electron/main.ts',
    'node_modules/left-over/index.js',
    '.env',
  ]) {
    writeFileSync(path.join(folder, name), '');
  }
  return folder;
}

test('the package holds the built page and shell, and no source, data or module', () => {
  const folder = project();
  const packed = spawnSync(
    process.execPath,
    [
      path.join(root, 'node_modules/electron-builder/cli.js'),
      '--dir',
      '--linux',
      `-c.electronDist=${emptyDistribution()}`,
      '--projectDir',
      folder,
    ],
    { encoding: 'utf8', env: { ...process.env, CI: '1' } },
  );
  expect(packed.status, packed.stdout + packed.stderr).toBe(0);
  const asar = path.join(folder, 'release', 'linux-unpacked', 'resources', 'app.asar');
  expect(existsSync(asar)).toBe(true);
  const list = spawnSync(
    process.execPath,
    [path.join(root, 'node_modules/@electron/asar/bin/asar.js'), 'list', asar],
    { encoding: 'utf8' },
  );
  const files = list.stdout
    .trim()
    .split('\n')
    .filter((name) => /\.[a-z]+$/.test(name));
  expect(files.sort()).toEqual([
    '/dist-electron/main.js',
    '/dist-electron/preload.cjs',
    '/dist/assets/a.js',
    '/dist/index.html',
    '/package.json',
  ]);
});
