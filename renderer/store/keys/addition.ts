import { compartments, mayManageUsers } from '../../../domain/access.ts';
import type { UserRegistration } from '../../../domain/protocol/api.ts';
import { ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import { mayHold } from './book.ts';
import { wipe } from './bytes.ts';
import { signedJson } from './jws.ts';
import { makeUser } from './newUser.ts';
import { claimedDeviceKey, myRawKey, readBook, sealedBook, signedWrap } from './opened.ts';
import type { Opened } from './opened.ts';
import type { OuterLayer } from './outer.ts';
import type { KeyFailure, NewUser, PassphraseCost } from './port.ts';
import { keyFailures } from './sentences.ts';
import type { SlotsFile } from './slotsFile.ts';
import { noTries } from './slowdown.ts';

/**
 * The file with one more user. The officeAdmin wraps what they hold themselves; what they do not hold (counselling)
 * waits in the book until a holder unlocks (R12).
 */
export async function withUser(
  file: SlotsFile,
  by: Opened,
  id: string,
  user: NewUser,
  cost: PassphraseCost,
  outer: OuterLayer,
): Promise<Result<{ readonly file: SlotsFile; readonly registration: UserRegistration }, KeyFailure>> {
  const checked = await readBook(file, by.deviceBox, by.root);
  const mine = file.users.find((slot) => slot.id === by.me.id);
  const boxRaw = mine && (await claimedDeviceKey(by.keys, mine.deviceWrap));
  if (checked === undefined || boxRaw === undefined) return keyFailures.damagedFile;
  // As the book says now, not as it said when this session began.
  if (!mayManageUsers(checked.users.get(by.me.id)?.roles ?? [])) return keyFailures.notAdmin;

  const { registration, slot, content } = await makeUser(id, user, by.root, cost, outer);
  wipe(content.privates.sign, content.privates.seal);
  const deviceWrap = await signedWrap(by, registration, 'device', boxRaw);
  wipe(boxRaw);
  const wraps = [...checked.book.wraps];
  for (const compartment of compartments) {
    if (!mayHold(registration, compartment)) continue;
    const raw = await myRawKey(by, checked, compartment);
    if (raw === undefined) continue;
    wraps.push(await signedWrap(by, registration, compartment, raw));
    wipe(raw);
  }
  const registrations = [
    ...checked.book.registrations,
    await signedJson(by.keys.sign, by.me.id, registration),
  ];
  const ordinal = Math.max(0, ...file.users.map((other) => other.ordinal)) + 1;
  return ok({
    registration,
    file: {
      ...file,
      book: await sealedBook({ registrations, wraps }, by.deviceBox),
      users: [...file.users, { id, ordinal, ...slot, deviceWrap, tries: noTries }],
    },
  });
}
