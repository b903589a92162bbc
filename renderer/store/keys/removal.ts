import type { Role } from '../../../domain/access.ts';
import { mayManageUsers } from '../../../domain/access.ts';
import { ok } from '../../../domain/result.ts';
import { base64url, randomBytes, wipe } from './bytes.ts';
import { dataKey } from './envelope.ts';
import { deviceKeysOf } from './held.ts';
import { claimedDeviceKey, resealedDevice, sealedBook, signedWrap } from './opened.ts';
import { bookForAdmin, leavesNobody, registered, userHere } from './registration.ts';
import type { Change } from './registration.ts';
import { keyFailures } from './sentences.ts';
import type { UserSlot } from './slotsFile.ts';

/**
 * Takes a user's slot away. They knew the device box key and the keys of their compartments, so what the acting
 * officeAdmin holds of these is made anew at once; a compartment only others hold (counselling) gets its next key when
 * one of them unlocks (R14). The earlier keys stay in the book until every value is rewritten.
 */
export const removal =
  (userId: string): Change =>
  async (file, by, outer) => {
    const checked = await bookForAdmin(file, by);
    if (!checked.ok) return checked;
    if (userId === by.me.id) return keyFailures.notOneself;
    const leaving = userHere(file, checked.value, userId);
    if (leaving === undefined) return keyFailures.notHere;
    const registration = { ...leaving.user, active: false };
    if (leavesNobody(checked.value, leaving.user, registration)) return keyFailures.onlyHolder;

    const mine = file.users.find((slot) => slot.id === by.me.id);
    const oldRaw = mine && (await claimedDeviceKey(by.keys, mine.deviceWrap));
    const settled = await registered(by, checked.value, registration);
    if (oldRaw === undefined || settled === undefined) return keyFailures.damagedFile;
    const raw = randomBytes(32);
    const box = await dataKey(raw);
    const sealed = await resealedDevice(file, by.deviceBox, box, outer);
    if (sealed === undefined) return keyFailures.damagedFile;

    const users: UserSlot[] = [];
    for (const slot of file.users) {
      const user = checked.value.users.get(slot.id);
      if (slot.id === userId || user === undefined) continue;
      users.push({ ...slot, deviceWrap: await signedWrap(by, user, 'device', raw) });
    }
    const book = { ...settled.book, earlier: [base64url(oldRaw), ...settled.book.earlier] };
    wipe(raw, oldRaw);
    const opened = { ...by, deviceBox: box, deviceEarlier: [by.deviceBox, ...by.deviceEarlier] };
    const held = new Map(settled.held).set('device', deviceKeysOf(opened, book.earlier.length));
    const { last, ...rest } = file;
    return ok({
      registration,
      rotate: true,
      live: { opened, held },
      file: {
        ...rest,
        ...(last === undefined || last === userId ? {} : { last }),
        device: { ...file.device, sealed },
        book: await sealedBook(book, box),
        users,
      },
    });
  };

/** Other roles for a user of this PC; what they may no longer open gets a new key, as at a removal (R14). */
export const otherRoles =
  (userId: string, roles: readonly Role[]): Change =>
  async (file, by) => {
    const checked = await bookForAdmin(file, by);
    if (!checked.ok) return checked;
    const present = userHere(file, checked.value, userId);
    if (present === undefined) return keyFailures.notHere;
    // Also keeps the last officeAdmin: everybody else is changed by one who remains.
    if (userId === by.me.id && !mayManageUsers(roles)) return keyFailures.notOneself;
    const registration = { ...present.user, roles: [...roles] };
    if (leavesNobody(checked.value, present.user, registration)) return keyFailures.onlyHolder;
    const settled = await registered(by, checked.value, registration);
    if (settled === undefined) return keyFailures.damagedFile;
    return ok({
      registration,
      rotate: present.user.roles.some((role) => !roles.includes(role)),
      live: { opened: by, held: settled.held },
      file: { ...file, book: await sealedBook(settled.book, by.deviceBox) },
    });
  };
