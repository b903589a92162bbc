import type { Compartment } from '../../../domain/access.ts';
import { resealIn, sealIn, unsealIn } from './held.ts';
import type { Held, KeyBox } from './held.ts';
import { signedDetached, signedJson } from './jws.ts';
import type { Opened } from './opened.ts';
import type { KeyGrant, KeySession } from './port.ts';

/** What a session has in hand; a rotation during the session replaces it. Known to the ring alone. */
export interface Live {
  opened: Opened;
  held: Held;
}

/** A session over keys that no program can read back; letting go of it is what locking means. */
export function keySession(live: Live, granted: readonly KeyGrant[], deviceKid: string): KeySession {
  const { me, keys, device } = live.opened;
  const boxes = (): KeyBox[] => [...live.held.keys()];
  return {
    userId: me.id,
    userName: me.name,
    roles: me.roles,
    compartments: boxes().filter((box): box is Compartment => box !== 'device'),
    granted,
    outdated: () =>
      boxes().filter((box) => {
        const own = live.held.get(box);
        return own !== undefined && own.complete && own.earlier.length > 0;
      }),
    async encrypt(box, plain, place) {
      const own = live.held.get(box);
      // Not a clerk's mistake: the store asked for what this session was never given.
      if (own === undefined) throw new TypeError(`this session does not hold ${box}`);
      return sealIn(own, plain, place);
    },
    async decrypt(box, sealed, place) {
      const own = live.held.get(box);
      return own === undefined ? undefined : unsealIn(own, sealed, place);
    },
    async renew(box, sealed, place) {
      const own = live.held.get(box);
      return own === undefined ? undefined : resealIn(own, sealed, place);
    },
    signAsUser: (text) => signedDetached(keys.sign, me.id, text),
    signAsDevice: (text) => signedDetached(device.sign, deviceKid, text),
    assertAsUser: (payload) => signedJson(keys.sign, me.id, payload),
    assertAsDevice: (payload) => signedJson(device.sign, deviceKid, payload),
  };
}
