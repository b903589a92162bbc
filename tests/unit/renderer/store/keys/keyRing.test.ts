import { describe, expect, it } from 'vitest';
import { createKeyRing } from '../../../../../renderer/store/keys/keyRing.ts';
import type { KeyRing, KeySession } from '../../../../../renderer/store/keys/port.ts';
import { cheap, memoryHost, someSecret } from './memoryHost.ts';
import type { MemoryHost } from './memoryHost.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const first = '春天到了花都开了我们去看';
const second = '今天下班以后去菜场买三斤鱼';
const third = '图书室周三下午两点开门哦哦';

async function begun(host: MemoryHost = memoryHost(someSecret())) {
  const ring = createKeyRing({ host, cost: cheap });
  const made = await ring.createFirst({ name: '甲测试', roles: ['officeAdmin'], passphrase: first });
  if (!made.ok) throw new Error(made.error.code);
  return { host, ring, admin: made.value.session, adminId: made.value.registration.id };
}

async function unlocked(ring: KeyRing, id: string, passphrase: string): Promise<KeySession> {
  const session = await ring.unlock(id, passphrase);
  if (!session.ok) throw new Error(session.error.code);
  return session.value;
}

async function added(
  ring: KeyRing,
  by: KeySession,
  roles: Parameters<KeyRing['addUser']>[1]['roles'],
  passphrase: string,
) {
  const made = await ring.addUser(by, { name: '乙测试', roles, passphrase });
  if (!made.ok) throw new Error(made.error.code);
  return made.value.id;
}

describe('key ring: the first user', () => {
  it('holds general and hardship, never counselling, and opens again with the same keys', async () => {
    const { ring, admin, adminId } = await begun();
    expect(admin.compartments).toEqual(['general', 'hardship']);
    const sealed = await admin.encrypt('general', bytes('一句话'), 'units|a');
    const device = await admin.encrypt('device', bytes('两句话'), 'meta|b');
    const again = await unlocked(ring, adminId, first);
    expect(await again.decrypt('general', sealed, 'units|a')).toEqual(bytes('一句话'));
    expect(await again.decrypt('device', device, 'meta|b')).toEqual(bytes('两句话'));
    expect(await again.decrypt('general', sealed, 'units|b')).toBeUndefined();
    expect(await again.decrypt('hardship', sealed, 'units|a')).toBeUndefined();
  });

  it('is asked for once: a PC that has users refuses a second first user', async () => {
    const { ring } = await begun();
    const again = await ring.createFirst({ name: '丙测试', roles: ['clerk'], passphrase: second });
    expect(again).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    expect(await ring.slots()).toHaveLength(1);
  });

  it('needs a passphrase of some strength, and nothing is written before', async () => {
    const host = memoryHost(someSecret());
    const ring = createKeyRing({ host, cost: cheap });
    const weak = await ring.createFirst({ name: '甲测试', roles: ['officeAdmin'], passphrase: '短密码' });
    expect(weak).toMatchObject({ ok: false, error: { code: 'weakPassphrase' } });
    expect(host.files.size).toBe(0);
  });

  it('is named nowhere before unlocking', async () => {
    const { host } = await begun();
    const file = new TextDecoder().decode(host.files.get('slots'));
    expect(file).not.toContain('甲测试');
    expect(file).not.toContain('officeAdmin');
  });
});

describe('key ring: who may open what', () => {
  it('gives a clerk what the officeAdmin holds, and the same keys', async () => {
    const { ring, admin } = await begun();
    const clerk = await unlocked(ring, await added(ring, admin, ['clerk'], second), second);
    const sealed = await admin.encrypt('hardship', bytes('困难'), 'units|h');
    expect(clerk.compartments).toEqual(['general', 'hardship']);
    expect(await clerk.decrypt('hardship', sealed, 'units|h')).toEqual(bytes('困难'));
  });

  it('makes the counselling key at the first counsellor, and nobody else ever opens it', async () => {
    const { ring, admin, adminId } = await begun();
    const counsellor = await unlocked(ring, await added(ring, admin, ['counsellor'], second), second);
    expect(counsellor.compartments).toEqual(['general', 'counselling']);
    const sealed = await counsellor.encrypt('counselling', bytes('咨询'), 'units|c');
    const adminAgain = await unlocked(ring, adminId, first);
    expect(await adminAgain.decrypt('counselling', sealed, 'units|c')).toBeUndefined();
    await expect(adminAgain.encrypt('counselling', bytes('x'), 'units|c')).rejects.toThrow('counselling');
    expect(
      await counsellor.decrypt('hardship', await admin.encrypt('hardship', bytes('x'), 'p'), 'p'),
    ).toBeUndefined();
  });

  it('lets a later counsellor in at the next unlock of one who holds the key, and says so', async () => {
    const { ring, admin } = await begun();
    const oneId = await added(ring, admin, ['counsellor'], second);
    const one = await unlocked(ring, oneId, second);
    const sealed = await one.encrypt('counselling', bytes('咨询'), 'units|c');
    const twoId = await added(ring, admin, ['counsellor'], third);
    expect((await unlocked(ring, twoId, third)).compartments).toEqual(['general']);
    const oneAgain = await unlocked(ring, oneId, second);
    expect(oneAgain.granted).toEqual([{ userId: twoId, userName: '乙测试', compartment: 'counselling' }]);
    const two = await unlocked(ring, twoId, third);
    expect(await two.decrypt('counselling', sealed, 'units|c')).toEqual(bytes('咨询'));
    expect((await unlocked(ring, oneId, second)).granted).toEqual([]);
  });

  it('lets only an officeAdmin of this ring add people', async () => {
    const { ring, admin } = await begun();
    const clerk = await unlocked(ring, await added(ring, admin, ['clerk'], second), second);
    const user = { name: '丁测试', roles: ['officeAdmin'], passphrase: third } as const;
    expect(await ring.addUser(clerk, user)).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    const pretended: KeySession = { ...clerk, roles: ['officeAdmin'] };
    expect(await ring.addUser(pretended, user)).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    expect(await ring.slots()).toHaveLength(2);
  });

  it('does not use a new compartment key whose wraps were not written', async () => {
    const { ring, admin, host } = await begun();
    const id = await added(ring, admin, ['counsellor'], second);
    host.failWrites = { code: 'diskFull', message: '满' };
    expect((await unlocked(ring, id, second)).compartments).toEqual(['general']);
    host.failWrites = undefined;
    expect((await unlocked(ring, id, second)).compartments).toEqual(['general', 'counselling']);
  });
});

describe('key ring: passphrase and device secret are both needed', () => {
  it('opens nothing with another device secret, and says that the data is untouched', async () => {
    const { ring, host, adminId } = await begun();
    host.secret = someSecret(8);
    const answer = await ring.unlock(adminId, first);
    expect(answer).toMatchObject({ ok: false, error: { code: 'damaged' } });
    expect(!answer.ok && answer.error.message).toContain('没有动');
  });

  it('does not take a file without the device layer for its own', async () => {
    const { host: browser, adminId } = await begun(memoryHost());
    const desktop = memoryHost(someSecret());
    desktop.files.set('slots', browser.files.get('slots') ?? new Uint8Array());
    const ring = createKeyRing({ host: desktop, cost: cheap });
    expect(await ring.unlock(adminId, first)).toMatchObject({ ok: false, error: { code: 'damaged' } });
  });

  it('does not blame the passphrase when a desktop’s file lies in a browser', async () => {
    const { host: desktop, adminId } = await begun();
    const browser = memoryHost();
    browser.files.set('slots', desktop.files.get('slots') ?? new Uint8Array());
    const ring = createKeyRing({ host: browser, cost: cheap });
    expect(await ring.unlock(adminId, first)).toMatchObject({ ok: false, error: { code: 'damaged' } });
  });

  it('works in a browser, where no device secret exists and none is pretended', async () => {
    const { ring, adminId, host } = await begun(memoryHost());
    expect((await unlocked(ring, adminId, first)).userId).toBe(adminId);
    expect(new TextDecoder().decode(host.files.get('slots'))).toContain('"bound":"none"');
  });

  it('changes a passphrase: the old one opens nothing, the keys stay', async () => {
    const { ring, admin, adminId } = await begun();
    const sealed = await admin.encrypt('general', bytes('旧'), 'p');
    expect(await ring.changePassphrase(adminId, second, third)).toMatchObject({
      error: { code: 'wrongPassphrase' },
    });
    expect(await ring.changePassphrase(adminId, first, '短')).toMatchObject({
      error: { code: 'weakPassphrase' },
    });
    expect(await ring.changePassphrase(adminId, first, third)).toMatchObject({ ok: true });
    expect(await ring.unlock(adminId, first)).toMatchObject({
      ok: false,
      error: { code: 'wrongPassphrase' },
    });
    expect(await (await unlocked(ring, adminId, third)).decrypt('general', sealed, 'p')).toEqual(bytes('旧'));
  });
});

describe('key ring: a tampered or truncated file', () => {
  it('is named as damaged and never overwritten by a new beginning', async () => {
    const { ring, host, adminId } = await begun();
    const whole = host.files.get('slots') ?? new Uint8Array();
    const cut = whole.slice(0, whole.length - 10);
    host.files.set('slots', cut);
    expect(await ring.state()).toBe('damaged');
    expect(await ring.unlock(adminId, first)).toMatchObject({ error: { code: 'damaged' } });
    const fresh = await ring.createFirst({ name: '甲测试', roles: ['officeAdmin'], passphrase: first });
    expect(fresh).toMatchObject({ error: { code: 'damaged' } });
    expect(host.files.get('slots')).toEqual(cut);
  });

  it('refuses a device box key that a stranger wrapped to the user', async () => {
    const { ring, host, adminId } = await begun();
    const { host: foreign } = await begun();
    const read = (from: MemoryHost) =>
      JSON.parse(new TextDecoder().decode(from.files.get('slots'))) as Readonly<Record<string, unknown>>;
    const mixed = { ...read(host), book: read(foreign)['book'] };
    host.files.set('slots', bytes(JSON.stringify(mixed)));
    expect(await ring.unlock(adminId, first)).toMatchObject({ error: { code: 'damaged' } });
  });
});
