import type { Compartment } from '../../../domain/access.ts';
import { seal, unseal } from './envelope.ts';
import type { Opened } from './opened.ts';

export type KeyBox = Compartment | 'device';

/** The keys of one box in an unlocked session: what is written goes under the present one. */
export interface BoxKeys {
  readonly n: number;
  readonly key: CryptoKey;
  /** Rotated away, newest first; needed until every value is rewritten (R14). */
  readonly earlier: readonly { readonly n: number; readonly key: CryptoKey }[];
  /** Whether this session has every earlier key there is: only then can it know that none is needed any more. */
  readonly complete: boolean;
}
export type Held = ReadonlyMap<KeyBox, BoxKeys>;

/** The device box as an unlocked user has it. */
export function deviceKeysOf(opened: Opened, earlierInBook: number): BoxKeys {
  return {
    n: 0,
    key: opened.deviceBox,
    earlier: opened.deviceEarlier.map((key, at) => ({ n: -1 - at, key })),
    complete: opened.deviceEarlier.length === earlierInBook,
  };
}

export const sealIn = (keys: BoxKeys, plain: Uint8Array, place: string): Promise<Uint8Array> =>
  seal(keys.key, plain, place);

/** `undefined` when no key of this box opens it at this place. Never throws. */
export async function unsealIn(
  keys: BoxKeys,
  sealed: Uint8Array,
  place: string,
): Promise<Uint8Array | undefined> {
  const plain = await unseal(keys.key, sealed, place);
  return plain ?? unsealEarlier(keys, sealed, place);
}

/** The value under the present key; `undefined` when it lies under it already, or opens under none. */
export async function resealIn(
  keys: BoxKeys,
  sealed: Uint8Array,
  place: string,
): Promise<Uint8Array | undefined> {
  if ((await unseal(keys.key, sealed, place)) !== undefined) return undefined;
  const plain = await unsealEarlier(keys, sealed, place);
  return plain === undefined ? undefined : seal(keys.key, plain, place);
}

async function unsealEarlier(
  keys: BoxKeys,
  sealed: Uint8Array,
  place: string,
): Promise<Uint8Array | undefined> {
  for (const { key } of keys.earlier) {
    const plain = await unseal(key, sealed, place);
    if (plain !== undefined) return plain;
  }
  return undefined;
}
