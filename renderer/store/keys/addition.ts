import { ok } from '../../../domain/result.ts';
import { wipe } from './bytes.ts';
import { makeUser } from './newUser.ts';
import { claimedDeviceKey, sealedBook, signedWrap } from './opened.ts';
import type { NewUser, PassphraseCost } from './port.ts';
import { bookForAdmin, registered } from './registration.ts';
import type { Change } from './registration.ts';
import { keyFailures } from './sentences.ts';
import { noTries } from './slowdown.ts';

/**
 * One more user. The officeAdmin wraps what they hold themselves; what they do not hold (counselling) waits in the book
 * until a holder unlocks (R12).
 */
export const addition =
  (id: string, user: NewUser, cost: PassphraseCost): Change =>
  async (file, by, outer) => {
    const checked = await bookForAdmin(file, by);
    if (!checked.ok) return checked;
    const mine = file.users.find((slot) => slot.id === by.me.id);
    const boxRaw = mine && (await claimedDeviceKey(by.keys, mine.deviceWrap));
    if (boxRaw === undefined) return keyFailures.damagedFile;

    const { registration, slot, content } = await makeUser(id, user, by.root, cost, outer);
    wipe(content.privates.sign, content.privates.seal);
    const deviceWrap = await signedWrap(by, registration, 'device', boxRaw);
    wipe(boxRaw);
    const settled = await registered(by, checked.value, registration);
    if (settled === undefined) return keyFailures.damagedFile;
    const ordinal = Math.max(0, ...file.users.map((other) => other.ordinal)) + 1;
    return ok({
      registration,
      rotate: false,
      live: { opened: by, held: settled.held },
      file: {
        ...file,
        book: await sealedBook(settled.book, by.deviceBox),
        users: [...file.users, { id, ordinal, ...slot, deviceWrap, tries: noTries }],
      },
    });
  };
