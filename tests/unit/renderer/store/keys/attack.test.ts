import { describe, expect, it } from 'vitest';
import { firstBook, parseBook } from '../../../../../renderer/store/keys/book.ts';
import { parsedJson, randomBytes, utf8 } from '../../../../../renderer/store/keys/bytes.ts';
import { dataKey, unseal } from '../../../../../renderer/store/keys/envelope.ts';
import { signedEntry } from '../../../../../renderer/store/keys/jws.ts';
import { createKeyRing } from '../../../../../renderer/store/keys/keyRing.ts';
import { makeUser } from '../../../../../renderer/store/keys/newUser.ts';
import {
  open,
  readBook,
  sealedBook,
  sealedDevice,
  signedWrap,
} from '../../../../../renderer/store/keys/opened.ts';
import type { Opened } from '../../../../../renderer/store/keys/opened.ts';
import { outerLayer } from '../../../../../renderer/store/keys/outer.ts';
import { newPairs, openPairs } from '../../../../../renderer/store/keys/pairs.ts';
import { openedSlot } from '../../../../../renderer/store/keys/slot.ts';
import { parseSlots, writtenSlots } from '../../../../../renderer/store/keys/slotsFile.ts';
import type { SlotsFile } from '../../../../../renderer/store/keys/slotsFile.ts';
import { noTries } from '../../../../../renderer/store/keys/slowdown.ts';
import { unwrap, wrapTo } from '../../../../../renderer/store/keys/wrap.ts';
import { cheap, memoryHost, someSecret } from './memoryHost.ts';

/**
 * Attackers who write the slots file. The strongest here is a clerk of this PC who holds the device box key, knows every
 * format, and wants to be let into counselling by the next counsellor who unlocks.
 */
const admins = '春天到了花都开了我们去看';
const counsellors = '今天下班以后去菜场买三斤鱼';
const clerks = '图书室周三下午两点开门哦哦';

async function office(host = memoryHost(someSecret())) {
  const ring = createKeyRing({ host, cost: cheap });
  const first = await ring.createFirst({ name: '甲测试', roles: ['officeAdmin'], passphrase: admins });
  if (!first.ok) throw new Error(first.error.code);
  const admin = first.value.session;
  const clerk = await ring.addUser(admin, { name: '乙测试', roles: ['clerk'], passphrase: clerks });
  const counsellor = await ring.addUser(admin, {
    name: '丙测试',
    roles: ['counsellor'],
    passphrase: counsellors,
  });
  if (!clerk.ok || !counsellor.ok) throw new Error('not added');
  if (!(await ring.unlock(counsellor.value.id, counsellors)).ok) throw new Error('not unlocked');
  return { host, ring, clerkId: clerk.value.id, counsellorId: counsellor.value.id };
}

async function insider(host: ReturnType<typeof memoryHost>, id: string, passphrase: string) {
  const file = parseSlots(host.files.get('slots') ?? new Uint8Array());
  const outer = await outerLayer(host);
  const slot = file === 'damaged' ? undefined : file.users.find((user) => user.id === id);
  if (file === 'damaged' || slot === undefined || !outer.ok) throw new Error('no slot');
  const content = await openedSlot(slot, passphrase, outer.value);
  const entered = typeof content === 'object' ? await open(file, id, content, outer.value) : undefined;
  if (entered === undefined) throw new Error('not opened');
  return { file, outer: outer.value, ...entered };
}

async function writeBook(
  host: ReturnType<typeof memoryHost>,
  file: SlotsFile,
  by: Opened,
  change: (registrations: string[], wraps: string[]) => void,
) {
  const book = (await readBook(file, by.deviceBox, by.root))?.book;
  if (book === undefined) throw new Error('no book');
  const [registrations, wraps] = [[...book.registrations], [...book.wraps]];
  change(registrations, wraps);
  const next = { ...file, book: await sealedBook({ ...book, registrations, wraps }, by.deviceBox) };
  host.files.set('slots', writtenSlots(next));
}

describe('a clerk who writes the book', () => {
  it('is not let into counselling by registering as a counsellor under their own signature', async () => {
    const { host, ring, clerkId, counsellorId } = await office();
    const { file, opened, outer, checked } = await insider(host, clerkId, clerks);
    const mole = await makeUser(
      'umole',
      { name: '丁测试', roles: ['counsellor'], passphrase: clerks },
      opened.root,
      cheap,
      outer,
    );
    const byClerk = await signedEntry(opened.keys.sign, clerkId, checked.next, mole.registration);
    const keys = await openPairs(mole.content.privates, mole.content.sealKey);
    const byItself = await signedEntry(keys.sign, 'umole', checked.next, mole.registration);
    const admin = file.users[0]?.id ?? '';
    const asAdmin = await signedEntry(opened.keys.sign, admin, checked.next, mole.registration);
    await writeBook(host, file, opened, (registrations) => {
      registrations.push(byClerk, byItself, asAdmin, 'nonsense', '');
    });
    const counsellor = await ring.unlock(counsellorId, counsellors);
    expect(counsellor.ok && counsellor.value.granted).toEqual([]);
    expect(counsellor.ok && counsellor.value.compartments).toContain('counselling');
  });

  it('does not become a counsellor by changing their own registration', async () => {
    const { host, ring, clerkId, counsellorId } = await office();
    const { file, opened, checked } = await insider(host, clerkId, clerks);
    const promoted = { ...opened.me, roles: ['clerk', 'counsellor', 'officeAdmin'] };
    const early = await signedEntry(opened.keys.sign, clerkId, 1, promoted);
    const late = await signedEntry(opened.keys.sign, clerkId, checked.next, promoted);
    await writeBook(host, file, opened, (registrations) => {
      registrations.splice(1, 0, early);
      registrations.push(late);
    });
    const counsellor = await ring.unlock(counsellorId, counsellors);
    expect(counsellor.ok && counsellor.value.granted).toEqual([]);
    const clerk = await ring.unlock(clerkId, clerks);
    expect(clerk.ok && clerk.value.roles).toEqual(['clerk']);
  });

  it('cannot make the counsellors use a key of the clerk’s choosing', async () => {
    const { host, ring, clerkId, counsellorId } = await office();
    const { file, opened, checked } = await insider(host, clerkId, clerks);
    const counsellor = checked.users.get(counsellorId);
    if (counsellor === undefined) throw new Error('no counsellor');
    const known = randomBytes(32);
    const planted = await signedWrap(opened, counsellor, 'counselling', known);
    await writeBook(host, file, opened, (_registrations, wraps) => {
      wraps.unshift(planted);
    });
    const session = await ring.unlock(counsellorId, counsellors);
    if (!session.ok) throw new Error(session.error.code);
    const sealed = await session.value.encrypt('counselling', utf8('秘密'), 'p');
    expect(await unseal(await dataKey(known), sealed, 'p')).toBeUndefined();
  });
});

describe('somebody who has the disk but no passphrase', () => {
  it('cannot replace the box key, the book and the device keys under a user', async () => {
    // In a browser there is no device layer to get past: the signatures alone must hold.
    const { host, ring, clerkId } = await office(memoryHost());
    const { file, outer, opened } = await insider(host, clerkId, clerks);
    // The public sealing key is all HPKE needs, so a stranger can wrap to the clerk; only the signature tells.
    const mole = await makeUser(
      'umole',
      { name: '戊测试', roles: ['officeAdmin'], passphrase: clerks },
      undefined,
      cheap,
      outer,
    );
    const keys = await openPairs(mole.content.privates, mole.content.sealKey);
    const known = randomBytes(32);
    const registrations = [
      await signedEntry(keys.sign, 'umole', 0, mole.registration),
      await signedEntry(keys.sign, 'umole', 1, opened.me),
    ];
    const deviceWrap = await signedWrap({ keys, me: mole.registration }, opened.me, 'device', known);
    const { publics, privates } = await newPairs();
    const box = await dataKey(known);
    const device = {
      signKey: { ...publics.signKey },
      sealKey: publics.sealKey,
      sealed: await sealedDevice(privates, box, outer),
    };
    const users = file.users.map((user) =>
      user.id === clerkId ? { ...user, deviceWrap, tries: noTries } : user,
    );
    const book = await sealedBook({ ...firstBook(''), registrations }, box);
    host.files.set('slots', writtenSlots({ ...file, device, users, book }));
    expect(await ring.unlock(clerkId, clerks)).toMatchObject({ ok: false, error: { code: 'damaged' } });
  });

  it('cannot slip in a box key of a stranger’s wrapping, even with the true book', async () => {
    const { host, ring, clerkId } = await office(memoryHost());
    const { file, outer, opened, checked } = await insider(host, clerkId, clerks);
    const mole = await makeUser(
      'umole',
      { name: '戊测试', roles: ['officeAdmin'], passphrase: clerks },
      undefined,
      cheap,
      outer,
    );
    const keys = await openPairs(mole.content.privates, mole.content.sealKey);
    const known = randomBytes(32);
    const box = await dataKey(known);
    const deviceWrap = await signedWrap({ keys, me: mole.registration }, opened.me, 'device', known);
    const { publics, privates } = await newPairs();
    const device = {
      signKey: { ...publics.signKey },
      sealKey: publics.sealKey,
      sealed: await sealedDevice(privates, box, outer),
    };
    const users = file.users.map((user) => (user.id === clerkId ? { ...user, deviceWrap } : user));
    host.files.set(
      'slots',
      writtenSlots({ ...file, device, users, book: await sealedBook(checked.book, box) }),
    );
    expect(await ring.unlock(clerkId, clerks)).toMatchObject({ ok: false, error: { code: 'damaged' } });
  });

  it('cannot give one user the slot of another', async () => {
    const { host, ring, clerkId, counsellorId } = await office();
    const file = parseSlots(host.files.get('slots') ?? new Uint8Array());
    if (file === 'damaged') throw new Error('no file');
    const clerk = file.users.find((user) => user.id === clerkId);
    const users = file.users.map((user) =>
      user.id === counsellorId && clerk ? { ...clerk, id: counsellorId } : user,
    );
    host.files.set('slots', writtenSlots({ ...file, users }));
    expect((await ring.unlock(counsellorId, clerks)).ok).toBe(false);
  });
});

describe('wrapping', () => {
  it('opens only with the right key, for the right purpose, and undamaged', async () => {
    const outer = await outerLayer(memoryHost());
    if (!outer.ok) throw new Error('no layer');
    const [one, two] = await Promise.all(
      ['a', 'b'].map((id) =>
        makeUser(id, { name: '甲测试', roles: ['clerk'], passphrase: clerks }, undefined, cheap, outer.value),
      ),
    );
    if (one === undefined || two === undefined) throw new Error('none');
    const keys = await openPairs(one.content.privates, one.content.sealKey);
    const others = await openPairs(two.content.privates, two.content.sealKey);
    const wrapped = await wrapTo(one.registration.sealKey, utf8('key'), 'purpose');
    expect(await unwrap(keys.seal, wrapped, 'purpose')).toEqual(utf8('key'));
    expect(await unwrap(keys.seal, wrapped, 'other purpose')).toBeUndefined();
    expect(await unwrap(others.seal, wrapped, 'purpose')).toBeUndefined();
    for (let at = 0; at < wrapped.length; at += 1) {
      const bad = wrapped.slice();
      bad[at] = (bad[at] ?? 0) ^ 4;
      expect(await unwrap(keys.seal, bad, 'purpose')).toBeUndefined();
      expect(await unwrap(keys.seal, wrapped.slice(0, at), 'purpose')).toBeUndefined();
    }
    await expect(crypto.subtle.exportKey('pkcs8', keys.sign)).rejects.toThrow();
    await expect(crypto.subtle.exportKey('pkcs8', keys.seal.privateKey)).rejects.toThrow();
  });

  it('reads nothing out of what is no book and no slots file', () => {
    for (const text of ['', '{', 'null', '[]', '{"registrations":1}']) {
      expect(parseBook(utf8(text))).toBeUndefined();
      expect(parseSlots(utf8(text))).toBe('damaged');
    }
    expect(parseBook(Uint8Array.of(0xff, 0xfe))).toBeUndefined();
    expect(parsedJson(Uint8Array.of(0xff))).toBeUndefined();
  });
});
