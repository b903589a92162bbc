import { packed, randomBytes, text, unpacked, utf8, wipe } from './bytes.ts';
import { dataKey, seal, unseal } from './envelope.ts';
import type { OuterLayer } from './outer.ts';
import type { PrivateBytes } from './pairs.ts';
import { stretched } from './passphrase.ts';
import type { PassphraseCost } from './port.ts';
import type { UserSlot } from './slotsFile.ts';

/** What only the passphrase and this PC together open. */
export interface SlotContent {
  readonly privates: PrivateBytes;
  readonly sealKey: Uint8Array<ArrayBuffer>;
  /** Thumbprint of the first user's signing key: where every registration must lead back to. */
  readonly root: string;
}

const place = (userId: string): string => `slot|${userId}`;

async function slotKey(passphrase: string, salt: Uint8Array, cost: PassphraseCost): Promise<CryptoKey> {
  const raw = await stretched(passphrase, salt, cost);
  const key = await dataKey(raw);
  wipe(raw);
  return key;
}

/** Seals a user's private keys under a passphrase with a fresh salt, then under the device layer. */
export async function closedSlot(
  userId: string,
  content: SlotContent,
  passphrase: string,
  cost: PassphraseCost,
  outer: OuterLayer,
): Promise<Pick<UserSlot, 'salt' | 'cost' | 'slot'>> {
  const salt = randomBytes(16);
  const key = await slotKey(passphrase, salt, cost);
  const plain = packed([content.privates.sign, content.privates.seal, content.sealKey, utf8(content.root)]);
  const inner = await seal(key, plain, place(userId));
  wipe(plain);
  return { salt, cost, slot: await outer.on(inner, place(userId)) };
}

/** `otherPc` when the device layer does not come off, before any passphrase is tried. */
export async function openedSlot(
  user: UserSlot,
  passphrase: string,
  outer: OuterLayer,
): Promise<SlotContent | 'wrongPassphrase' | 'otherPc'> {
  const inner = await outer.off(user.slot, place(user.id));
  if (inner === undefined) return 'otherPc';
  const key = await slotKey(passphrase, user.salt, user.cost);
  const plain = await unseal(key, inner, place(user.id));
  if (plain === undefined) return 'wrongPassphrase';
  const [sign, sealing, sealKey, root] = unpacked(plain) ?? [];
  wipe(plain);
  const pinned = root === undefined ? undefined : text(root);
  if (sign === undefined || sealing === undefined || sealKey === undefined || pinned === undefined)
    return 'otherPc';
  return { privates: { sign, seal: sealing }, sealKey, root: pinned };
}

/** The slot with the device layer taken off, or put on: for a backup, and for the PC it is restored to (R21). */
export const slotWithout = (
  user: UserSlot,
  outer: OuterLayer,
): Promise<Uint8Array<ArrayBuffer> | undefined> => outer.off(user.slot, place(user.id));
export const slotWith = (user: UserSlot, outer: OuterLayer): Promise<Uint8Array<ArrayBuffer>> =>
  outer.on(user.slot, place(user.id));
