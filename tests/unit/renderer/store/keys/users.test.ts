import { describe, expect, it } from 'vitest';
import { signedEntry } from '../../../../../renderer/store/keys/jws.ts';
import { open, readBook, sealedBook } from '../../../../../renderer/store/keys/opened.ts';
import { outerLayer } from '../../../../../renderer/store/keys/outer.ts';
import { openedSlot } from '../../../../../renderer/store/keys/slot.ts';
import { parseSlots, writtenSlots } from '../../../../../renderer/store/keys/slotsFile.ts';
import { memoryHost } from './memoryHost.ts';
import type { MemoryHost } from './memoryHost.ts';
import { added, begun, bytes, phrases, restarted, unlocked } from './office.ts';

describe('who may change users', () => {
  it('is an officeAdmin, as the book says at that moment', async () => {
    const { ring, admin } = await begun();
    const clerkId = await added(ring, admin, ['clerk'], phrases.second);
    const otherId = await added(ring, admin, ['officeAdmin'], phrases.third);
    const clerk = await unlocked(ring, clerkId, phrases.second);
    const refusal = { ok: false, error: { code: 'forbidden' } };
    expect(await ring.removeUser(clerk, otherId)).toMatchObject(refusal);
    expect(await ring.setRoles(clerk, clerkId, ['officeAdmin'])).toMatchObject(refusal);
    const other = await unlocked(ring, otherId, phrases.third);
    expect((await ring.setRoles(admin, otherId, ['clerk'])).ok).toBe(true);
    // Still unlocked with what they were.
    expect(await ring.removeUser(other, clerkId)).toMatchObject(refusal);
    expect((await ring.slots()).map((slot) => slot.userId)).toContain(clerkId);
  });

  it('never leaves a PC without an officeAdmin', async () => {
    const { ring, admin } = await begun();
    const otherId = await added(ring, admin, ['officeAdmin'], phrases.second);
    for (const answer of [
      await ring.removeUser(admin, admin.userId),
      await ring.setRoles(admin, admin.userId, ['clerk']),
    ]) {
      expect(answer).toMatchObject({ ok: false, error: { code: 'forbidden' } });
      expect(!answer.ok && answer.error.message).toContain('没有改动');
    }
    expect((await ring.removeUser(admin, otherId)).ok).toBe(true);
    expect((await ring.slots()).map((slot) => slot.userId)).toEqual([admin.userId]);
  });

  it('answers plainly for somebody who is not here, or not any more', async () => {
    const { ring, admin } = await begun();
    const clerkId = await added(ring, admin, ['clerk'], phrases.second);
    await ring.removeUser(admin, clerkId);
    for (const id of ['unobody', clerkId]) {
      expect(await ring.removeUser(admin, id)).toMatchObject({ error: { code: 'forbidden' } });
      expect(await ring.setRoles(admin, id, ['clerk'])).toMatchObject({ error: { code: 'forbidden' } });
    }
  });
});

describe('other roles', () => {
  it('take effect at the next unlock, and what was lost gets a new key at once', async () => {
    const { ring, admin } = await begun(memoryHost());
    const id = await added(ring, admin, ['clerk'], phrases.second);
    const asClerk = await unlocked(ring, id, phrases.second);
    const before = await asClerk.encrypt('hardship', bytes('困难'), 'p');
    expect((await ring.setRoles(admin, id, ['counsellor'])).ok).toBe(true);
    const now = await unlocked(ring, id, phrases.second);
    expect(now.compartments).toEqual(['general', 'counselling']);
    expect(now.roles).toEqual(['counsellor']);
    const after = await admin.encrypt('hardship', bytes('新困难'), 'p');
    expect(await asClerk.decrypt('hardship', after, 'p')).toBeUndefined();
    expect(await now.decrypt('hardship', before, 'p')).toBeUndefined();
    expect(await admin.decrypt('hardship', before, 'p')).toEqual(bytes('困难'));
    expect(admin.outdated()).toEqual(['hardship']);
  });

  it('gain what the officeAdmin can give, with every earlier key that is still needed', async () => {
    const { ring, admin } = await begun();
    const id = await added(ring, admin, ['counsellor'], phrases.second);
    const before = await admin.encrypt('hardship', bytes('困难'), 'p');
    await ring.removeUser(admin, await added(ring, admin, ['clerk'], phrases.third));
    const otherId = await added(ring, admin, ['counsellor'], phrases.next);
    await unlocked(ring, id, phrases.second);
    await unlocked(ring, otherId, phrases.next);
    expect((await ring.setRoles(admin, id, ['clerk', 'counsellor'])).ok).toBe(true);
    const now = await unlocked(ring, id, phrases.second);
    expect(now.compartments).toEqual(['general', 'hardship', 'counselling']);
    expect(await now.decrypt('hardship', before, 'p')).toEqual(bytes('困难'));
    expect(now.outdated()).toContain('hardship');
    expect(now.outdated()).toContain('device');
  });
});

describe('the first user goes', () => {
  it('and those who stay open everything, add people, and go on trusting what was signed before', async () => {
    const { host, ring, admin } = await begun();
    const clerkId = await added(ring, admin, ['clerk'], phrases.second);
    const otherId = await added(ring, admin, ['officeAdmin'], phrases.third);
    const sealed = await admin.encrypt('general', bytes('一句话'), 'p');
    const other = await unlocked(ring, otherId, phrases.third);
    expect((await ring.removeUser(other, admin.userId)).ok).toBe(true);
    const again = restarted(host);
    expect(await again.unlock(admin.userId, phrases.admin)).toMatchObject({ error: { code: 'noSuchUser' } });
    const clerk = await unlocked(again, clerkId, phrases.second);
    expect(await clerk.decrypt('general', sealed, 'p')).toEqual(bytes('一句话'));
    const otherNow = await unlocked(again, otherId, phrases.third);
    const newId = await added(again, otherNow, ['clerk'], phrases.next);
    const added4 = await unlocked(again, newId, phrases.next);
    expect(await added4.decrypt('general', sealed, 'p')).toEqual(bytes('一句话'));
  });
});

describe('news for the store', () => {
  it('stay until they were taken, in order, and a grant is among them', async () => {
    const { ring, admin, host } = await begun();
    const oneId = await added(ring, admin, ['counsellor'], phrases.second);
    const twoId = await added(ring, admin, ['counsellor'], phrases.third);
    await ring.setRoles(admin, twoId, ['counsellor', 'clerk']);
    const one = await unlocked(ring, oneId, phrases.second);
    expect(one.granted).toEqual([{ userId: twoId, userName: '乙测试', compartment: 'counselling' }]);
    const again = restarted(host);
    const clerk = await unlocked(again, twoId, phrases.third);
    const news = await again.news(clerk);
    expect(news.registrations.map(({ registration }) => [registration.id, registration.roles])).toEqual([
      [oneId, ['counsellor']],
      [twoId, ['counsellor']],
      [twoId, ['counsellor', 'clerk']],
    ]);
    expect(news.grants).toEqual(one.granted);
    expect((await again.told(clerk, news)).ok).toBe(true);
    expect(await again.news(clerk)).toEqual({ registrations: [], grants: [] });
  });
});

/** Somebody who unlocks on this PC, knows every format, and writes the book. */
async function rewriteBook(
  host: MemoryHost,
  userId: string,
  passphrase: string,
  change: (
    registrations: readonly string[],
    jws: (entry: number, roles: readonly string[]) => Promise<string>,
  ) => Promise<readonly string[]>,
): Promise<void> {
  const file = parseSlots(host.files.get('slots') ?? new Uint8Array());
  const outer = await outerLayer(host);
  if (file === 'damaged' || !outer.ok) throw new Error('no file');
  const slot = file.users.find((user) => user.id === userId);
  const content = slot && (await openedSlot(slot, passphrase, outer.value));
  const entered = typeof content === 'object' ? await open(file, userId, content, outer.value) : undefined;
  if (entered === undefined) throw new Error('not opened');
  const { opened } = entered;
  const book = (await readBook(file, opened.deviceBox, opened.root))?.book;
  if (book === undefined) throw new Error('no book');
  const registrations = await change(book.registrations, (entry, roles) =>
    signedEntry(opened.keys.sign, userId, entry, { ...opened.me, roles }),
  );
  host.files.set(
    'slots',
    writtenSlots({
      ...file,
      book: await sealedBook({ ...book, registrations: [...registrations] }, opened.deviceBox),
    }),
  );
}

describe('the list of registrations', () => {
  it('gives nobody their old roles back when an earlier entry is put behind the later one', async () => {
    const { host, ring, admin } = await begun();
    const id = await added(ring, admin, ['officeAdmin'], phrases.second);
    await ring.setRoles(admin, id, ['clerk']);
    await rewriteBook(host, id, phrases.second, async (registrations) => [
      ...registrations,
      registrations[1] ?? '',
    ]);
    const now = await unlocked(restarted(host), id, phrases.second);
    expect(now.roles).toEqual(['clerk']);
    expect((await ring.removeUser(now, admin.userId)).ok).toBe(false);
  });

  it('does not go on behind a gap: leaving out a demotion leaves out all that came after it', async () => {
    const { host, ring, admin } = await begun();
    const id = await added(ring, admin, ['officeAdmin'], phrases.second);
    await ring.setRoles(admin, id, ['clerk']);
    const later = await added(ring, admin, ['clerk'], phrases.third);
    await rewriteBook(host, id, phrases.second, async (registrations) =>
      registrations.filter((_jws, at) => at !== 2),
    );
    expect((await restarted(host).unlock(later, phrases.third)).ok).toBe(false);
  });

  it('does not take a registration that a former officeAdmin signs after having been one', async () => {
    const { host, ring, admin } = await begun();
    const id = await added(ring, admin, ['officeAdmin'], phrases.second);
    await ring.setRoles(admin, id, ['clerk']);
    await rewriteBook(host, id, phrases.second, async (registrations, jws) => [
      ...registrations,
      await jws(3, ['officeAdmin']),
    ]);
    expect((await unlocked(restarted(host), id, phrases.second)).roles).toEqual(['clerk']);
  });
});
