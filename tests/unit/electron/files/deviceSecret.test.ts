import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deviceSecret } from '../../../../electron/files/deviceSecret.ts';
import type { Protection } from '../../../../electron/files/deviceSecret.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ledger-secret-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A protection that only turns letters round: enough to see what is stored and when. */
function protection(
  change: Partial<Protection> & { stale?: boolean } = {},
): Protection & { encrypted: number } {
  const turn = (text: string) => [...text].toReversed().join('');
  return {
    encrypted: 0,
    isAsyncEncryptionAvailable: async () => true,
    async encryptStringAsync(plain) {
      this.encrypted += 1;
      return Buffer.from(`sealed:${turn(plain)}`);
    },
    async decryptStringAsync(sealed) {
      const text = sealed.toString('utf8');
      if (!text.startsWith('sealed:')) throw new Error('cannot open');
      return { result: turn(text.slice(7)), shouldReEncrypt: change.stale ?? false };
    },
    ...change,
  };
}

test('two first calls at once make one secret', async () => {
  const secret = deviceSecret(folder, protection());
  const [one, two] = await Promise.all([secret.get(), secret.get()]);
  expect(one).toEqual(two);
  expect(one.ok && one.value.length).toBe(32);
});

test('a secret that cannot be opened is refused and never replaced', async () => {
  const file = path.join(folder, 'device.bin');
  writeFileSync(file, 'of another computer');
  const given = await deviceSecret(folder, protection()).get();
  expect(given).toMatchObject({ ok: false, error: { code: 'unavailable' } });
  expect(readFileSync(file, 'utf8')).toBe('of another computer');
});

test('a secret of the wrong length is refused', async () => {
  writeFileSync(path.join(folder, 'device.bin'), 'sealed:AAAA');
  expect(await deviceSecret(folder, protection()).get()).toMatchObject({
    ok: false,
    error: { code: 'unavailable' },
  });
});

test.each([
  ['says no', protection({ isAsyncEncryptionAvailable: async () => false })],
  ['throws', protection({ isAsyncEncryptionAvailable: () => Promise.reject(new Error('no keyring')) })],
  ['is only basic_text', protection({ getSelectedStorageBackend: () => 'basic_text' })],
])('when protection %s there is no fallback', async (_name, given) => {
  expect(await deviceSecret(folder, given).get()).toMatchObject({
    ok: false,
    error: { code: 'unavailable' },
  });
  for (const step of ['staged', 'stage', 'commit'] as const)
    expect(await deviceSecret(folder, given)[step]()).toMatchObject({
      ok: false,
      error: { code: 'unavailable' },
    });
  expect(existsSync(path.join(folder, 'device.bin'))).toBe(false);
});

test('a key the system has renewed is used for the stored secret as well', async () => {
  const first = await deviceSecret(folder, protection()).get();
  const renewed = protection({ stale: true });
  expect(await deviceSecret(folder, renewed).get()).toEqual(first);
  expect(renewed.encrypted).toBe(1);
});

test('a refused call does not stop later ones', async () => {
  let up = false;
  const secret = deviceSecret(folder, protection({ isAsyncEncryptionAvailable: async () => up }));
  expect((await secret.get()).ok).toBe(false);
  up = true;
  expect((await secret.get()).ok).toBe(true);
});

test('R14: the next secret lies beside the present one until it takes its place', async () => {
  const secret = deviceSecret(folder, protection());
  const first = await secret.get();
  expect(await secret.staged()).toEqual({ ok: true, value: undefined });
  const next = await secret.stage();
  expect(next).not.toEqual(first);
  // What a start after a power cut finds: both, and staging again makes no third.
  const again = deviceSecret(folder, protection());
  expect(await again.get()).toEqual(first);
  expect(await again.staged()).toEqual(next);
  expect(await again.stage()).toEqual(next);
  expect(await again.commit()).toEqual(next);
  expect(await deviceSecret(folder, protection()).get()).toEqual(next);
  expect(readdirSync(folder)).toEqual(['device.bin']);
  expect(await again.commit()).toEqual(next);
});

test('R14: a next secret that cannot be opened does not take the place of the present one', async () => {
  const secret = deviceSecret(folder, protection());
  const first = await secret.get();
  writeFileSync(path.join(folder, 'device.next.bin'), 'of another computer');
  expect(await secret.commit()).toMatchObject({ ok: false, error: { code: 'unavailable' } });
  expect(await secret.get()).toEqual(first);
});
