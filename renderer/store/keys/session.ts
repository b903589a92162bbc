import type { Compartment } from '../../../domain/access.ts';
import { seal, unseal } from './envelope.ts';
import { signedDetached, signedJson } from './jws.ts';
import type { Opened } from './opened.ts';
import type { KeyGrant, KeySession } from './port.ts';

/** A session over keys that no program can read back; letting go of it is what locking means. */
export function keySession(
  opened: Opened,
  held: ReadonlyMap<Compartment, CryptoKey>,
  granted: readonly KeyGrant[],
  deviceKid: string,
): KeySession {
  const { me, keys, device } = opened;
  const keyOf = (box: Compartment | 'device'): CryptoKey | undefined =>
    box === 'device' ? opened.deviceBox : held.get(box);
  return {
    userId: me.id,
    userName: me.name,
    roles: me.roles,
    compartments: [...held.keys()],
    granted,
    async encrypt(box, plain, place) {
      const key = keyOf(box);
      // Not a clerk's mistake: the store asked for what this session was never given.
      if (key === undefined) throw new TypeError(`this session does not hold ${box}`);
      return seal(key, plain, place);
    },
    async decrypt(box, sealed, place) {
      const key = keyOf(box);
      return key === undefined ? undefined : unseal(key, sealed, place);
    },
    signAsUser: (text) => signedDetached(keys.sign, me.id, text),
    signAsDevice: (text) => signedDetached(device.sign, deviceKid, text),
    assertAsUser: (payload) => signedJson(keys.sign, me.id, payload),
    assertAsDevice: (payload) => signedJson(device.sign, deviceKid, payload),
  };
}
