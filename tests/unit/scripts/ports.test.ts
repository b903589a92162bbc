import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { steadyPort, tryPort } from '../../../scripts/lib/ports.mjs';

let folder = '';
const busy: Server[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ledger-ports-'));
});
afterEach(() => {
  for (const server of busy.splice(0)) server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function occupy(port: number): Promise<void> {
  const server = createServer();
  busy.push(server);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
}

async function anyPort(): Promise<number> {
  return (await tryPort(0)) ?? 0;
}

test('a port once chosen stays: what a browser saved hangs on it', async () => {
  const wished = await anyPort();
  expect(await steadyPort(folder, 'page', wished)).toBe(wished);
  expect(await steadyPort(folder, 'page', wished + 1)).toBe(wished);
});

test('when the wished port is taken at the first start another is chosen and kept', async () => {
  const wished = await anyPort();
  await occupy(wished);
  const chosen = await steadyPort(folder, 'page', wished);
  expect(chosen).not.toBe(wished);
  expect(await steadyPort(folder, 'page', wished)).toBe(chosen);
});

test('a kept port that is taken is said in one sentence and not replaced in silence', async () => {
  const kept = await steadyPort(folder, 'page', await anyPort());
  await occupy(kept);
  await expect(steadyPort(folder, 'page', kept)).rejects.toThrow(new RegExp(`端口 ${kept} 正被别的程序占用`));
  expect(JSON.parse(readFileSync(path.join(folder, 'ports.json'), 'utf8')) as unknown).toEqual({
    page: kept,
  });
});

test('a spoilt note is written anew', async () => {
  writeFileSync(path.join(folder, 'ports.json'), '{half');
  const wished = await anyPort();
  expect(await steadyPort(folder, 'server', wished)).toBe(wished);
});
