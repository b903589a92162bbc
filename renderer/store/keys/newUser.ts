import type { UserRegistration } from '../../../domain/protocol/api.ts';
import type { OuterLayer } from './outer.ts';
import { thumbprint } from './book.ts';
import { fromBase64url, randomBytes } from './bytes.ts';
import { newPairs } from './pairs.ts';
import type { NewUser, PassphraseCost } from './port.ts';
import { closedSlot } from './slot.ts';
import type { SlotContent } from './slot.ts';
import type { UserSlot } from './slotsFile.ts';

export interface MadeUser {
  readonly registration: UserRegistration;
  readonly slot: Pick<UserSlot, 'salt' | 'cost' | 'slot'>;
  /** Who is the first user signs their own registration and goes on at once; everybody else's content is wiped. */
  readonly content: SlotContent;
}

/** A user id that says nothing about the person. */
export function newUserId(): string {
  return `u${Array.from(randomBytes(12), (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** Makes a user's key pairs and their slot; `root` is absent for the first user, who is the root. */
export async function makeUser(
  id: string,
  user: NewUser,
  root: string | undefined,
  cost: PassphraseCost,
  outer: OuterLayer,
): Promise<MadeUser> {
  const { publics, privates } = await newPairs();
  const pinned = root ?? (await thumbprint(publics.signKey));
  const sealKey = fromBase64url(publics.sealKey) ?? new Uint8Array();
  const content = { privates, sealKey, root: pinned };
  return {
    registration: { id, name: user.name, roles: [...user.roles], ...publics, active: true },
    slot: await closedSlot(id, content, user.passphrase, cost, outer),
    content,
  };
}
