import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createBackup, restoreBackup } from '../../../../../renderer/store/backup/backup.ts';
import { createMemoryDisk } from '../../../../../renderer/store/disk/memory.ts';
import type { MemoryDisk, MemoryDiskOptions } from '../../../../../renderer/store/disk/memory.ts';
import { joined } from '../../../../../renderer/store/keys/bytes.ts';
import { createKeyRing } from '../../../../../renderer/store/keys/keyRing.ts';
import { cheap, memoryHost, someSecret } from '../keys/memoryHost.ts';

const login = '春天到了花都开了我们去看';
const other = '今天下班以后去菜场买三斤鱼';
const forBackup = '把备份放进单位的铁皮柜子里';
const made = '2026-11-23T10:00:00.000Z';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function pc(secret: Uint8Array | undefined, disk: MemoryDiskOptions = {}) {
  const host = memoryHost(secret);
  return { host, disk: createMemoryDisk(disk), keyRing: createKeyRing({ host, cost: cheap }), cost: cheap };
}

/** What lies on a disk, with a hash in place of large bytes: comparing megabytes one by one takes seconds. */
const digest = (disk: MemoryDisk) =>
  Promise.all(
    disk.dump().map(async ({ bytes: value, ...rest }) => ({
      ...rest,
      hash: Buffer.from(await crypto.subtle.digest('SHA-256', new Uint8Array(value))).toString('hex'),
    })),
  );

/** A PC with an admin and a counsellor, some entries, one of them larger than a chunk of the file. */
async function oldPc() {
  const ports = pc(someSecret(1));
  const first = await ports.keyRing.createFirst({
    name: '甲测试',
    roles: ['officeAdmin'],
    passphrase: login,
  });
  if (!first.ok) throw new Error(first.error.code);
  const admin = first.value.session;
  const added = await ports.keyRing.addUser(admin, {
    name: '乙测试',
    roles: ['counsellor'],
    passphrase: other,
  });
  if (!added.ok) throw new Error(added.error.code);
  const counsellor = await ports.keyRing.unlock(added.value.id, other);
  if (!counsellor.ok) throw new Error(counsellor.error.code);
  const put = [
    {
      table: 'units',
      key: 'a',
      gen: 7,
      box: 'general',
      bytes: await admin.encrypt('general', bytes('会员'), 'a'),
    },
    {
      table: 'units',
      key: 'c',
      gen: 8,
      box: 'counselling',
      bytes: await counsellor.value.encrypt('counselling', bytes('咨询'), 'c'),
    },
    { table: 'index', key: 'big', gen: 2 ** 40, box: 'general', bytes: new Uint8Array(2_500_000).fill(3) },
    { table: 'meta', key: 'empty', gen: 1, box: 'plain', bytes: new Uint8Array() },
  ] as const;
  await ports.disk.commit({ put }, 'strict');
  ports.host.files.set('settings', bytes('{"officeName":"测试工会"}'));
  ports.host.files.set('incarnation', bytes('{"incarnation":"old","seq":3,"gen":8}'));
  return { ports, adminId: first.value.registration.id, counsellorId: added.value.id };
}

async function backedUp() {
  const old = await oldPc();
  const file = await createBackup(old.ports, forBackup, { made, records: 2 });
  if (!file.ok) throw new Error(file.error.code);
  return { ...old, file: file.value };
}

describe('backup: there and back', () => {
  it('brings everything to another PC, where users open it with their own passphrases', async () => {
    const { ports: old, file, adminId, counsellorId } = await backedUp();
    const fresh = pc(someSecret(2));
    expect(await restoreBackup(fresh, file, forBackup)).toEqual({
      ok: true,
      value: { entries: 4, records: 2, made },
    });
    expect(await digest(fresh.disk)).toEqual(await digest(old.disk));
    const admin = await fresh.keyRing.unlock(adminId, login);
    const counsellor = await fresh.keyRing.unlock(counsellorId, other);
    if (!admin.ok || !counsellor.ok) throw new Error('locked out');
    const find = async (key: string) => (await fresh.disk.read('units', key))?.bytes ?? new Uint8Array();
    expect(await admin.value.decrypt('general', await find('a'), 'a')).toEqual(bytes('会员'));
    expect(await counsellor.value.decrypt('counselling', await find('c'), 'c')).toEqual(bytes('咨询'));
    // The backup adds no right: the officeAdmin still does not open the counsellors' compartment.
    expect(await admin.value.decrypt('counselling', await find('c'), 'c')).toBeUndefined();
    expect(await fresh.keyRing.deviceKeys()).toEqual(await old.keyRing.deviceKeys());
  });

  it('asks for a new incarnation, also where the old incarnation file still lay', async () => {
    const { file } = await backedUp();
    const fresh = pc(someSecret(2));
    fresh.host.files.set('incarnation', bytes('{"incarnation":"old","seq":3,"gen":8}'));
    await restoreBackup(fresh, file, forBackup);
    const marked = JSON.parse(new TextDecoder().decode(fresh.host.files.get('incarnation'))) as {
      incarnation: string;
    };
    expect(marked.incarnation).toMatch(/^restored-/);
    expect(fresh.host.files.get('settings')).toEqual(bytes('{"officeName":"测试工会"}'));
  });

  it('goes from a desktop to a browser and back', async () => {
    const { file, adminId } = await backedUp();
    const browser = pc(undefined);
    expect(await restoreBackup(browser, file, forBackup)).toMatchObject({ ok: true });
    const again = await createBackup(browser, forBackup, { made, records: 2 });
    if (!again.ok) throw new Error(again.error.code);
    const desktop = pc(someSecret(3));
    expect(await restoreBackup(desktop, again.value, forBackup)).toMatchObject({ ok: true });
    expect(await desktop.keyRing.unlock(adminId, login)).toMatchObject({ ok: true });
  });

  it('needs a passphrase of some strength', async () => {
    const { ports } = await oldPc();
    expect(await createBackup(ports, '太短', { made, records: 2 })).toMatchObject({
      ok: false,
      error: { code: 'weakPassphrase' },
    });
  });
});

describe('backup: refused with the PC untouched', () => {
  const untouched = async (file: Uint8Array, passphrase: string, code: string) => {
    const fresh = pc(someSecret(2));
    await fresh.disk.commit(
      { put: [{ table: 'meta', key: 'mine', gen: 1, box: 'plain', bytes: bytes('x') }] },
      'strict',
    );
    const answer = await restoreBackup(fresh, file, passphrase);
    expect(answer).toMatchObject({ ok: false, error: { code } });
    expect(!answer.ok && answer.error.message).toMatch(/没有/u);
    expect(fresh.disk.dump().map((entry) => entry.key)).toEqual(['mine']);
    expect(await fresh.keyRing.state()).toBe('empty');
  };

  it('wrong passphrase, another file, a newer version', async () => {
    const { file } = await backedUp();
    await untouched(file, login, 'wrongPassphrase');
    await untouched(bytes('PK 这是一份表格'), forBackup, 'notBackup');
    await untouched(new Uint8Array(), forBackup, 'notBackup');
    const newer = file.slice();
    newer[4] = 2;
    await untouched(newer, forBackup, 'newer');
  });

  it('a PC that has users', async () => {
    const { ports, file } = await backedUp();
    const before = await digest(ports.disk);
    expect(await restoreBackup(ports, file, forBackup)).toMatchObject({
      ok: false,
      error: { code: 'notEmpty' },
    });
    expect(await digest(ports.disk)).toEqual(before);
  });

  it('chunks swapped, repeated, dropped in the middle, or the last one cut off', async () => {
    const { file } = await backedUp();
    const head = 77;
    const step = 1024 * 1024 + 16;
    const front = file.slice(0, head);
    const chunks = [0, 1, 2].map((at) => file.slice(head + at * step, head + (at + 1) * step));
    const [one, two, three] = chunks as [Uint8Array, Uint8Array, Uint8Array];
    expect(three.length).toBeLessThan(step);
    for (const order of [[two, one, three], [one, one, two, three], [one, three], [one, two], [one], []]) {
      const whole = joined(front, ...order);
      await untouched(whole, forBackup, 'damaged');
    }
  }, 60_000);

  it('any flipped or missing byte', async () => {
    const small = pc(someSecret(1));
    await small.keyRing.createFirst({ name: '甲测试', roles: ['officeAdmin'], passphrase: login });
    const file = await createBackup(small, forBackup, { made, records: 2 });
    if (!file.ok) throw new Error(file.error.code);
    const whole = file.value;
    await fc.assert(
      fc.asyncProperty(
        fc.nat(whole.length - 1),
        fc.integer({ min: 1, max: 255 }),
        fc.boolean(),
        async (at, bits, cut) => {
          const bad = cut ? whole.slice(0, at) : whole.slice();
          if (!cut) bad[at] = (bad[at] ?? 0) ^ bits;
          const fresh = pc(someSecret(2));
          const answer = await restoreBackup(fresh, bad, forBackup);
          expect(answer.ok).toBe(false);
          expect(['damaged', 'notBackup', 'newer']).toContain(answer.ok ? '' : answer.error.code);
          expect(await fresh.keyRing.state()).toBe('empty');
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('backup: interrupted', () => {
  it('leaves a new PC when the disk fills up half-way, and the next try succeeds', async () => {
    const { file, adminId } = await backedUp();
    const full = pc(someSecret(2), { quota: 1000 });
    expect(await restoreBackup(full, file, forBackup)).toMatchObject({
      ok: false,
      error: { code: 'notWritten' },
    });
    expect(await full.keyRing.state()).toBe('empty');
    expect(full.disk.dump()).toEqual([]);
    const roomy = { ...full, disk: full.disk.reopen() };
    expect(await restoreBackup(roomy, file, forBackup)).toMatchObject({ ok: true });
    expect(await roomy.keyRing.unlock(adminId, login)).toMatchObject({ ok: true });
  });

  it('does not report success for a file that does not read back as it was meant', async () => {
    const { ports } = await oldPc();
    const encrypt = crypto.subtle.encrypt.bind(crypto.subtle);
    let calls = 0;
    const broken = vi.spyOn(crypto.subtle, 'encrypt').mockImplementation(async (algorithm, key, data) => {
      const sealed = new Uint8Array(await encrypt(algorithm, key, data));
      // A memory cell that flips while the third chunk is written.
      if ((calls += 1) === 3) sealed[5] = (sealed[5] ?? 0) ^ 1;
      return sealed.buffer;
    });
    expect(await createBackup(ports, forBackup, { made, records: 2 })).toMatchObject({
      ok: false,
      error: { code: 'notVerified' },
    });
    expect(calls).toBeGreaterThan(3);
    broken.mockRestore();
    expect(await createBackup(ports, forBackup, { made, records: 2 })).toMatchObject({ ok: true });
  });
});
