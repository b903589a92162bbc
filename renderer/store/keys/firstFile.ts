import { randomBytes, wipe } from './bytes.ts';
import { dataKey } from './envelope.ts';
import { signedEntry } from './jws.ts';
import { makeUser } from './newUser.ts';
import type { MadeUser } from './newUser.ts';
import { firstBook } from './book.ts';
import { sealedBook, sealedDevice, signedWrap } from './opened.ts';
import type { OuterLayer } from './outer.ts';
import { newPairs, openPairs } from './pairs.ts';
import type { NewUser, PassphraseCost } from './port.ts';
import type { SlotsFile } from './slotsFile.ts';
import { noTries } from './slowdown.ts';

/** The slots file of a fresh PC: device keys, the device box key, and the first user, who signs their own registration. */
export async function firstFile(
  id: string,
  user: NewUser,
  cost: PassphraseCost,
  outer: OuterLayer,
): Promise<{ readonly file: SlotsFile; readonly first: MadeUser }> {
  const first = await makeUser(id, user, undefined, cost, outer);
  const keys = await openPairs(first.content.privates, first.content.sealKey);
  const by = { keys, me: first.registration };
  const device = await newPairs();
  const boxRaw = randomBytes(32);
  const box = await dataKey(boxRaw);
  const registration = await signedEntry(keys.sign, id, 0, first.registration);
  const deviceWrap = await signedWrap(by, first.registration, 'device', boxRaw);
  const sealed = await sealedDevice(device.privates, box, outer);
  wipe(boxRaw, device.privates.sign, device.privates.seal);
  const file: SlotsFile = {
    format: 'ledger-slots',
    version: 1,
    bound: outer.bound,
    device: { signKey: { ...device.publics.signKey }, sealKey: device.publics.sealKey, sealed },
    book: await sealedBook(firstBook(registration), box),
    users: [{ id, ordinal: 1, ...first.slot, deviceWrap, tries: noTries }],
  };
  return { file, first };
}
