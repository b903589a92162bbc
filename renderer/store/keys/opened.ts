import type { UserRegistration } from '../../../domain/protocol/api.ts';
import { parseBook, trustedUsers, verifiedWrap, wrapSchema, writtenBook } from './book.ts';
import type { Book, People, SignedWrap, Wrap } from './book.ts';
import { base64url, fromBase64url, packed, unpacked, wipe } from './bytes.ts';
import { dataKey, seal, unseal } from './envelope.ts';
import { signedJson, unverifiedJson } from './jws.ts';
import type { OuterLayer } from './outer.ts';
import { openPairs } from './pairs.ts';
import type { OpenKeys, PrivateBytes } from './pairs.ts';
import type { SlotContent } from './slot.ts';
import type { SlotsFile } from './slotsFile.ts';
import { unwrap, wrapTo } from './wrap.ts';

/** Everything an unlocked user has in hand; it never leaves the key ring. */
export interface Opened {
  readonly me: UserRegistration;
  readonly root: string;
  readonly keys: OpenKeys;
  readonly deviceBox: CryptoKey;
  /** Device box keys before this one, for values that are not yet rewritten (R14). */
  readonly deviceEarlier: readonly CryptoKey[];
  readonly device: OpenKeys;
}

/** What stands in the book at this moment, checked. */
export interface CheckedBook extends People {
  readonly book: Book;
  readonly wraps: readonly SignedWrap[];
}

const bookPlace = 'keyring|book';
const devicePlace = 'keyring|device';
const purpose = ({ wrap, to, n }: Omit<Wrap, 'key'>): string => `ledger key ${wrap} ${n} to ${to}`;

/** Reads and checks the book; `undefined` when it does not open or its first user is not the pinned one. */
export async function readBook(
  file: SlotsFile,
  box: CryptoKey,
  root: string,
): Promise<CheckedBook | undefined> {
  const plain = await unseal(box, file.book, bookPlace);
  const book = plain === undefined ? undefined : parseBook(plain);
  return book === undefined ? undefined : checkedBook(book, root);
}

/** What in a book is signed by whom; `undefined` when its first user is not the pinned one. */
export async function checkedBook(book: Book, root: string): Promise<CheckedBook | undefined> {
  const people = await trustedUsers(book, root);
  if (people.users.size === 0) return undefined;
  const wraps = await Promise.all(book.wraps.map((jws) => verifiedWrap(jws, people)));
  return { book, ...people, wraps: wraps.filter((wrap) => wrap !== undefined) };
}

export const sealedBook = (book: Book, box: CryptoKey): Promise<Uint8Array<ArrayBuffer>> =>
  seal(box, writtenBook(book), bookPlace);

/** Device private keys under the device box key, inside the device layer (R14). */
export async function sealedDevice(
  privates: PrivateBytes,
  box: CryptoKey,
  outer: OuterLayer,
): Promise<Uint8Array<ArrayBuffer>> {
  const plain = packed([privates.sign, privates.seal]);
  const inner = await seal(box, plain, devicePlace);
  wipe(plain);
  return outer.on(inner, devicePlace);
}
/** The same under another device box key, in the same layer; `undefined` when it does not open. */
export async function resealedDevice(
  file: SlotsFile,
  from: CryptoKey,
  to: CryptoKey,
  outer: OuterLayer,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const inner = await deviceWithout(file.device.sealed, outer);
  const plain = inner === undefined ? undefined : await unseal(from, inner, devicePlace);
  if (plain === undefined) return undefined;
  const resealed = await seal(to, plain, devicePlace);
  wipe(plain);
  return outer.on(resealed, devicePlace);
}
export const deviceWith = (sealed: Uint8Array, outer: OuterLayer): Promise<Uint8Array<ArrayBuffer>> =>
  outer.on(sealed, devicePlace);
export const deviceWithout = (
  sealed: Uint8Array,
  outer: OuterLayer,
): Promise<Uint8Array<ArrayBuffer> | undefined> => outer.off(sealed, devicePlace);

/** A wrapped key, signed by who wrapped it: HPKE alone would let anybody wrap a key of their own choosing. */
export async function signedWrap(
  by: Pick<Opened, 'keys'> & { readonly me: { readonly id: string } },
  to: UserRegistration,
  wrap: Wrap['wrap'],
  raw: Uint8Array,
  n = 0,
): Promise<string> {
  const place = { wrap, to: to.id, n };
  const key = base64url(await wrapTo(to.sealKey, raw, purpose(place)));
  return signedJson(by.keys.sign, by.me.id, { ...place, key } satisfies Wrap);
}

/** The raw bytes of a key wrapped to this user; the caller wipes them. */
export async function rawKey(keys: OpenKeys, wrap: Wrap): Promise<Uint8Array | undefined> {
  const wrapped = fromBase64url(wrap.key);
  const raw = wrapped === undefined ? undefined : await unwrap(keys.seal, wrapped, purpose(wrap));
  return raw?.length === 32 ? raw : undefined;
}

/** From an open slot to everything this user has; `undefined` when something in between was tampered with. */
export async function open(
  file: SlotsFile,
  userId: string,
  content: SlotContent,
  outer: OuterLayer,
): Promise<{ readonly opened: Opened; readonly checked: CheckedBook } | undefined> {
  const user = file.users.find((slot) => slot.id === userId);
  const keys = await openPairs(content.privates, content.sealKey);
  wipe(content.privates.sign, content.privates.seal);
  if (user === undefined) return undefined;
  const deviceRaw = await claimedDeviceKey(keys, user.deviceWrap);
  if (deviceRaw === undefined) return undefined;
  const deviceBox = await dataKey(deviceRaw);
  const checked = await readBook(file, deviceBox, content.root);
  const me = checked?.users.get(userId);
  if (checked === undefined || me?.active !== true) return undefined;
  // Only now is it known who may have signed it: a stranger's box key would otherwise take in all that is written next.
  if ((await verifiedWrap(user.deviceWrap, checked))?.to !== userId) return undefined;
  const inner = await deviceWithout(file.device.sealed, outer);
  const plain = inner === undefined ? undefined : await unseal(deviceBox, inner, devicePlace);
  const [sign, sealing] = plain === undefined ? [] : (unpacked(plain) ?? []);
  const devicePublic = fromBase64url(file.device.sealKey);
  if (sign === undefined || sealing === undefined || devicePublic === undefined) return undefined;
  const device = await openPairs({ sign, seal: sealing }, devicePublic);
  wipe(sign, sealing, deviceRaw, ...(plain === undefined ? [] : [plain]));
  const deviceEarlier = await Promise.all(
    checked.book.earlier.flatMap((raw) => {
      const key = fromBase64url(raw);
      return key?.length === 32 ? [dataKey(key)] : [];
    }),
  );
  return { opened: { me, root: content.root, keys, deviceBox, deviceEarlier, device }, checked };
}

/** The device box key, before anybody has vouched for who wrapped it. */
export async function claimedDeviceKey(keys: OpenKeys, jws: string): Promise<Uint8Array | undefined> {
  const wrap = wrapSchema.safeParse(unverifiedJson(jws));
  return wrap.success && wrap.data.wrap === 'device' ? rawKey(keys, wrap.data) : undefined;
}
