import { afterEach, describe, expect, it, vi } from 'vitest';
import { createBackup } from '../../../../../renderer/store/backup/backup.ts';
import { createMemoryDisk } from '../../../../../renderer/store/disk/memory.ts';
import { createKeyRing } from '../../../../../renderer/store/keys/keyRing.ts';
import { cheap, memoryHost, someSecret } from './memoryHost.ts';
import { findSecret, planted } from './search.ts';

const passphrase = '春天到了花都开了我们去看';
const nextPassphrase = '今天下班以后去菜场买三斤鱼';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Every secret that passes into WebCrypto: stretched passphrases, data keys, private keys. Public keys are no secret. */
function listen(): Uint8Array[] {
  const heard: Uint8Array[] = [];
  const importKey = crypto.subtle.importKey.bind(crypto.subtle);
  vi.spyOn(crypto.subtle, 'importKey').mockImplementation(async (...call: readonly unknown[]) => {
    const [format, data, algorithm] = call;
    const name = typeof algorithm === 'string' ? algorithm : (algorithm as { readonly name: string }).name;
    const secret = format === 'pkcs8' || (format === 'raw' && name !== 'X25519');
    if (secret && data instanceof Uint8Array) heard.push(data.slice());
    // The bare number inside a private key's wrapping, which could lie somewhere without that wrapping.
    if (format === 'pkcs8' && data instanceof Uint8Array)
      heard.push(name === 'X25519' ? data.slice(16) : data.slice(36, 68));
    return Reflect.apply(importKey, crypto.subtle, call) as Promise<CryptoKey>;
  });
  return heard;
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe.each([
  ['desktop', someSecret(77)],
  ['browser', undefined],
])('what lies on a %s', (_name, secret) => {
  it('holds no key, no passphrase, no name and no record in clear', async () => {
    const keysHeard = listen();
    const host = memoryHost(secret);
    const disk = createMemoryDisk();
    const keyRing = createKeyRing({ host, cost: cheap });
    const everything: Uint8Array[] = [];
    const write = host.writeFile.bind(host);
    // Also what was overwritten since: an older file may still lie on the medium.
    host.writeFile = async (name, content) => {
      everything.push(content.slice());
      return write(name, content);
    };

    const first = await keyRing.createFirst({ name: '甲测试甲测试', roles: ['officeAdmin'], passphrase });
    if (!first.ok) throw new Error(first.error.code);
    const { session, registration } = first.value;
    await keyRing.addUser(session, {
      name: '乙测试乙测试',
      roles: ['counsellor'],
      passphrase: nextPassphrase,
    });
    await keyRing.changePassphrase(registration.id, passphrase, nextPassphrase);
    await keyRing.unlock(registration.id, passphrase);
    await keyRing.unlock(registration.id, nextPassphrase);
    const boxes = ['general', 'hardship', 'device'] as const;
    for (const box of boxes) {
      const sealed = await session.encrypt(box, bytes('某某某的一条记录'), `units|${box}`);
      await disk.commit({ put: [{ table: 'units', key: box, gen: 1, box, bytes: sealed }] }, 'strict');
    }
    // Rotated, rewritten and dropped (R14): neither the old keys nor the new ones may lie anywhere.
    const removed = await keyRing.addUser(session, { name: '丙测试丙测试', roles: ['clerk'], passphrase });
    if (!removed.ok) throw new Error(removed.error.code);
    const beforeRotation = keysHeard.length;
    const gone = await keyRing.removeUser(session, removed.value.id);
    if (!gone.ok) throw new Error(gone.error.code);
    // The device box and both compartments got keys, a desktop a secret as well.
    expect(keysHeard.length).toBeGreaterThan(beforeRotation + 2);
    everything.push(...disk.dump().map((entry) => entry.bytes));
    for (const box of boxes) {
      const old = (await disk.read('units', box))?.bytes ?? new Uint8Array();
      const renewed = (await session.renew(box, old, `units|${box}`)) ?? new Uint8Array();
      expect(renewed.length).toBe(old.length);
      await disk.commit({ put: [{ table: 'units', key: box, gen: 1, box, bytes: renewed }] }, 'strict');
      expect((await keyRing.retire(session, box)).ok).toBe(true);
    }
    const backup = await createBackup({ host, disk, keyRing, cost: cheap }, '把备份放进单位的铁皮柜子里', {
      made: '2026-11-23',
      records: 3,
    });
    if (!backup.ok) throw new Error(backup.error.code);

    const haystack = Buffer.concat([...everything, ...disk.dump().map((entry) => entry.bytes), backup.value]);
    const secrets = [
      ...keysHeard.filter((key) => key.length >= 16),
      ...(secret === undefined ? [] : [secret]),
      ...[
        passphrase,
        nextPassphrase,
        '甲测试甲测试',
        '乙测试乙测试',
        '丙测试丙测试',
        '某某某的一条记录',
        'officeAdmin',
        'counsellor',
      ].map(bytes),
    ];
    expect(keysHeard.filter((key) => key.length === 32).length).toBeGreaterThan(6);
    expect(keysHeard.filter((key) => key.length > 40).length).toBeGreaterThan(4);
    for (const each of secrets) {
      // First that the search would have found it, in every encoding, then that it does not.
      for (const [encoding, hay] of planted(haystack, each))
        expect(findSecret(hay, each)).toContain(encoding);
      expect(findSecret(haystack, each)).toEqual([]);
    }
  });
});
