import { describe, expect, it } from 'vitest';
import { createKeyRing } from '../../../../../renderer/store/keys/keyRing.ts';
import { cheap, memoryHost, someSecret } from './memoryHost.ts';
import { added, begun, bytes, killAt, phrases, restarted, unlocked } from './office.ts';

/** Host with one officeAdmin and one clerk, and a value each of them can read. */
async function pair() {
  const { host, ring, admin } = await begun();
  const clerkId = await added(ring, admin, ['clerk'], phrases.second);
  const sealed = await admin.encrypt('general', bytes('一句话'), 'units|a');
  const inDevice = await admin.encrypt('device', bytes('两句话'), 'meta|a');
  return { host, adminId: admin.userId, clerkId, sealed, inDevice };
}

describe('R14: a passphrase is changed and the program is killed at any step', () => {
  it('opens for everybody afterwards, by the old passphrase or the new one, never by both', async () => {
    const outcomes = new Set<string>();
    for (let point = 0; ; point += 1) {
      const { host, adminId, clerkId, sealed } = await pair();
      const { host: mortal, dead } = killAt(host, point);
      const acting = createKeyRing({ host: mortal, cost: cheap });
      const ended = await Promise.race([
        acting.changePassphrase(adminId, phrases.admin, phrases.next).then(() => 'done' as const),
        dead,
      ]);
      const ring = restarted(host);
      const old = await ring.unlock(adminId, phrases.admin);
      const next = await ring.unlock(adminId, phrases.next);
      expect([old.ok, next.ok].filter(Boolean)).toHaveLength(1);
      const clerk = await unlocked(ring, clerkId, phrases.second);
      expect(await clerk.decrypt('general', sealed, 'units|a')).toEqual(bytes('一句话'));
      // Whatever was cut off, another change of passphrase goes through.
      const [now, then] = old.ok ? [phrases.admin, phrases.next] : [phrases.next, phrases.admin];
      expect((await ring.changePassphrase(adminId, now, then)).ok).toBe(true);
      expect((await restarted(host).unlock(adminId, then)).ok).toBe(true);
      expect(host.next).toBeUndefined();
      outcomes.add(old.ok ? 'old' : 'new');
      if (ended === 'done') break;
    }
    expect(outcomes).toEqual(new Set(['old', 'new']));
  });

  it('leaves nothing that opens by the old passphrase, not even with the old file in hand', async () => {
    const { host, ring, admin } = await begun();
    const old = host.files.get('slots') ?? new Uint8Array();
    const secret = host.secret;
    expect((await ring.changePassphrase(admin.userId, phrases.admin, phrases.next)).ok).toBe(true);
    expect(host.secret).not.toEqual(secret);
    host.files.set('slots', old);
    expect(await restarted(host).unlock(admin.userId, phrases.admin)).toMatchObject({
      ok: false,
      error: { code: 'damaged' },
    });
    // The search for the reason: with the old secret back, it would have opened.
    host.secret = secret;
    expect((await restarted(host).unlock(admin.userId, phrases.admin)).ok).toBe(true);
  });

  it('keeps how often somebody else has guessed wrong', async () => {
    const { host, ring, admin } = await begun();
    const clerkId = await added(ring, admin, ['clerk'], phrases.second);
    for (let n = 0; n < 4; n += 1) await ring.unlock(clerkId, phrases.third);
    await ring.changePassphrase(admin.userId, phrases.admin, phrases.next);
    expect(await restarted(host).unlock(clerkId, phrases.third)).toMatchObject({
      error: { detail: { triesLeft: 0 } },
    });
  });

  it('changes nothing when the next secret cannot be made, and goes on when the old one could not be dropped', async () => {
    const { host, ring, admin } = await begun();
    host.failRotation = { code: 'diskFull', message: '电脑磁盘已满' };
    expect(await ring.changePassphrase(admin.userId, phrases.admin, phrases.next)).toMatchObject({
      error: { code: 'hostUnavailable' },
    });
    host.failRotation = undefined;
    expect((await ring.unlock(admin.userId, phrases.admin)).ok).toBe(true);

    // Staged and written, but the last step is refused for a while.
    const rotate = host.rotateDeviceSecret.bind(host);
    let refuse = true;
    const stubborn = {
      ...host,
      deviceSecret: host.deviceSecret,
      rotateDeviceSecret: async (step: 'stage' | 'commit') =>
        step === 'commit' && refuse
          ? { ok: false as const, error: { code: 'denied' as const, message: '不允许' } }
          : rotate(step),
    };
    const acting = createKeyRing({ host: stubborn, cost: cheap });
    expect((await acting.changePassphrase(admin.userId, phrases.admin, phrases.next)).ok).toBe(true);
    expect((await acting.unlock(admin.userId, phrases.next)).ok).toBe(true);
    // A second rotation may not reuse the secret the slots lie under already.
    expect(await acting.changePassphrase(admin.userId, phrases.next, phrases.third)).toMatchObject({
      error: { code: 'hostUnavailable' },
    });
    refuse = false;
    expect((await acting.unlock(admin.userId, phrases.next)).ok).toBe(true);
    expect(host.next).toBeUndefined();
  });
});

describe('R14: a user is removed and the program is killed at any step', () => {
  it('opens for who stays, with everything in it, and the removed one is here or gone, never half', async () => {
    const outcomes = new Set<string>();
    for (let point = 0; ; point += 1) {
      const { host, adminId, clerkId, sealed, inDevice } = await pair();
      const { host: mortal, dead } = killAt(host, point);
      const acting = createKeyRing({ host: mortal, cost: cheap });
      const run = async (): Promise<'done'> => {
        const admin = await unlocked(acting, adminId, phrases.admin);
        const removed = await acting.removeUser(admin, clerkId);
        if (!removed.ok) throw new Error(removed.error.code);
        return 'done';
      };
      const ended = await Promise.race([run(), dead]);
      const ring = restarted(host);
      const admin = await unlocked(ring, adminId, phrases.admin);
      expect(await admin.decrypt('general', sealed, 'units|a')).toEqual(bytes('一句话'));
      expect(await admin.decrypt('device', inDevice, 'meta|a')).toEqual(bytes('两句话'));
      const clerk = await ring.unlock(clerkId, phrases.second);
      const news = await ring.news(admin);
      const told = news.registrations.filter(
        ({ registration }) => registration.id === clerkId && !registration.active,
      );
      expect(told).toHaveLength(clerk.ok ? 0 : 1);
      expect(admin.outdated().length > 0).toBe(!clerk.ok);
      outcomes.add(clerk.ok ? 'here' : 'gone');
      if (ended === 'done') {
        expect(clerk).toMatchObject({ ok: false, error: { code: 'noSuchUser' } });
        break;
      }
    }
    expect(outcomes).toEqual(new Set(['here', 'gone']));
  });

  it('does not open by an old file any more where there is a device secret', async () => {
    const { host, adminId, clerkId } = await pair();
    const old = host.files.get('slots') ?? new Uint8Array();
    const ring = restarted(host);
    await ring.removeUser(await unlocked(ring, adminId, phrases.admin), clerkId);
    host.files.set('slots', old);
    expect(await restarted(host).unlock(clerkId, phrases.second)).toMatchObject({
      ok: false,
      error: { code: 'damaged' },
    });
  });

  it('shows the removed one, with the old file and every old key, nothing that was written or rewritten since', async () => {
    // A browser has no device secret: here the keys alone must hold.
    const { host, ring, admin } = await begun(memoryHost());
    const clerkId = await added(ring, admin, ['clerk'], phrases.second);
    const kept = await admin.encrypt('hardship', bytes('以前的'), 'units|a');
    const inDevice = await admin.encrypt('device', bytes('日志'), 'audit|a');
    const copy = memoryHost();
    copy.files.set('slots', host.files.get('slots') ?? new Uint8Array());
    expect((await ring.removeUser(admin, clerkId)).ok).toBe(true);
    const written = await admin.encrypt('hardship', bytes('以后的'), 'units|b');
    const renewed = (await admin.renew('hardship', kept, 'units|a')) ?? new Uint8Array();
    const renewedDevice = (await admin.renew('device', inDevice, 'audit|a')) ?? new Uint8Array();
    expect(await admin.decrypt('hardship', renewed, 'units|a')).toEqual(bytes('以前的'));

    const mole = await unlocked(restarted(copy), clerkId, phrases.second);
    expect(await mole.decrypt('hardship', kept, 'units|a')).toEqual(bytes('以前的'));
    expect(await mole.decrypt('hardship', written, 'units|b')).toBeUndefined();
    expect(await mole.decrypt('hardship', renewed, 'units|a')).toBeUndefined();
    expect(await mole.decrypt('device', renewedDevice, 'audit|a')).toBeUndefined();
  });
});

describe('R14: values are rewritten and the earlier keys dropped', () => {
  it('renews only what lies under an earlier key, and forgets that key when told to', async () => {
    const { host, ring, admin } = await begun();
    const clerkId = await added(ring, admin, ['clerk'], phrases.second);
    const before = await admin.encrypt('general', bytes('一'), 'p');
    expect(await admin.renew('general', before, 'p')).toBeUndefined();
    expect(admin.outdated()).toEqual([]);
    await ring.removeUser(admin, clerkId);
    expect([...admin.outdated()].sort()).toEqual(['device', 'general', 'hardship']);
    expect(await admin.renew('general', before, 'elsewhere')).toBeUndefined();
    const after = (await admin.renew('general', before, 'p')) ?? new Uint8Array();
    expect(await admin.renew('general', after, 'p')).toBeUndefined();
    // The next session has both keys still, and drops the earlier.
    const ringAgain = restarted(host);
    const again = await unlocked(ringAgain, admin.userId, phrases.admin);
    expect(await again.decrypt('general', before, 'p')).toEqual(bytes('一'));
    for (const box of again.outdated()) expect((await ringAgain.retire(again, box)).ok).toBe(true);
    expect(again.outdated()).toEqual([]);
    for (const session of [again, await unlocked(restarted(host), admin.userId, phrases.admin)]) {
      expect(await session.decrypt('general', before, 'p')).toBeUndefined();
      expect(await session.decrypt('general', after, 'p')).toEqual(bytes('一'));
      expect(session.outdated()).toEqual([]);
    }
  });

  it('keeps everything when dropping is cut off or refused', async () => {
    const { host, ring, admin } = await begun();
    await ring.removeUser(admin, await added(ring, admin, ['clerk'], phrases.second));
    host.failWrites = { code: 'diskFull', message: '满' };
    expect((await ring.retire(admin, 'general')).ok).toBe(false);
    expect(admin.outdated()).toContain('general');
    host.failWrites = undefined;
    expect((await unlocked(restarted(host), admin.userId, phrases.admin)).outdated()).toContain('general');
  });
});

describe('R14: a counsellor goes', () => {
  it('and the next one who unlocks makes the next counselling key, which the officeAdmin never has', async () => {
    const { host, ring, admin } = await begun(memoryHost());
    const oneId = await added(ring, admin, ['counsellor'], phrases.second);
    const one = await unlocked(ring, oneId, phrases.second);
    const before = await one.encrypt('counselling', bytes('咨询'), 'units|c');
    const twoId = await added(ring, admin, ['counsellor'], phrases.third);
    await unlocked(ring, oneId, phrases.second);
    const copy = memoryHost();
    copy.files.set('slots', host.files.get('slots') ?? new Uint8Array());

    const adminNow = await unlocked(ring, admin.userId, phrases.admin);
    expect((await ring.removeUser(adminNow, oneId)).ok).toBe(true);
    // What the one who went passed on is still there to be read, and nothing new is put under it.
    const two = await unlocked(ring, twoId, phrases.third);
    expect(await two.decrypt('counselling', before, 'units|c')).toEqual(bytes('咨询'));
    expect(two.outdated()).toContain('counselling');
    const after = await two.encrypt('counselling', bytes('新的'), 'units|d');
    const gone = await unlocked(restarted(copy), oneId, phrases.second);
    expect(await gone.decrypt('counselling', before, 'units|c')).toEqual(bytes('咨询'));
    expect(await gone.decrypt('counselling', after, 'units|d')).toBeUndefined();
    const adminAgain = await unlocked(ring, admin.userId, phrases.admin);
    expect(adminAgain.compartments).not.toContain('counselling');
  });

  it('and is refused while nobody else opens what they open', async () => {
    const { ring, admin } = await begun();
    const oneId = await added(ring, admin, ['counsellor'], phrases.second);
    await unlocked(ring, oneId, phrases.second);
    expect(await ring.removeUser(admin, oneId)).toMatchObject({ error: { code: 'forbidden' } });
    expect(await ring.setRoles(admin, oneId, ['clerk'])).toMatchObject({ error: { code: 'forbidden' } });
    // A second counsellor who was not let in yet is no help.
    await added(ring, admin, ['counsellor'], phrases.third);
    expect((await ring.removeUser(admin, oneId)).ok).toBe(false);
    await unlocked(ring, oneId, phrases.second);
    expect((await ring.removeUser(admin, oneId)).ok).toBe(true);
  });
});

it('R14: rotation works with no device secret as well as with one', async () => {
  for (const host of [memoryHost(), memoryHost(someSecret())]) {
    const { ring, admin } = await begun(host);
    await ring.removeUser(admin, await added(ring, admin, ['clerk'], phrases.second));
    expect((await restarted(host).unlock(admin.userId, phrases.admin)).ok).toBe(true);
  }
});
