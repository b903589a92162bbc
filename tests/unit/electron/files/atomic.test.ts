import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readWhole, writeAtomically } from '../../../../electron/files/atomic.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ledger-atomic-'));
});

afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true, force: true });
});

const bytes = (text: string) => new TextEncoder().encode(text);

test('writes into a folder that is not there yet, replaces, and leaves nothing beside it', async () => {
  const file = path.join(folder, 'host', 'slots.bin');
  await writeAtomically(file, bytes('旧'));
  await writeAtomically(file, bytes('新'));
  expect(readFileSync(file, 'utf8')).toBe('新');
  expect(readdirSync(path.dirname(file))).toEqual(['slots.bin']);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('when the rename is impossible the old content stays and no temporary file is left', async () => {
  const target = path.join(folder, 'taken');
  mkdirSync(target);
  writeFileSync(path.join(target, 'inside'), 'kept');
  await expect(writeAtomically(target, bytes('x'))).rejects.toThrow();
  expect(readdirSync(folder)).toEqual(['taken']);
  expect(readdirSync(target)).toEqual(['inside']);
});

test('a missing file is undefined; a folder in its place is an error, not "missing"', async () => {
  expect(await readWhole(path.join(folder, 'none'))).toBeUndefined();
  await expect(readWhole(folder)).rejects.toThrow();
});
