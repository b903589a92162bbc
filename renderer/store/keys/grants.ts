import { compartments } from '../../../domain/access.ts';
import type { Compartment } from '../../../domain/access.ts';
import { mayHold } from './book.ts';
import type { Book, SignedWrap } from './book.ts';
import { randomBytes, wipe } from './bytes.ts';
import { dataKey } from './envelope.ts';
import { deviceKeysOf } from './held.ts';
import type { BoxKeys, Held, KeyBox } from './held.ts';
import { rawKey, signedWrap } from './opened.ts';
import type { CheckedBook, Opened } from './opened.ts';
import type { KeyGrant } from './port.ts';

export interface Settled {
  /** What this user holds once `book` is written. */
  readonly held: Held;
  /** What this user holds if it could not be written: a key whose wraps lie nowhere must seal nothing. */
  readonly otherwise: Held;
  readonly granted: readonly KeyGrant[];
  readonly changed: boolean;
  readonly book: Book;
}

interface SettledCompartment {
  readonly keys: BoxKeys;
  readonly otherwise: BoxKeys | undefined;
  readonly more: readonly string[];
  /** Wraps of this compartment that nobody may use any more. */
  readonly gone: ReadonlySet<string>;
  readonly granted: readonly KeyGrant[];
}

/**
 * Opens what this user holds, makes the key of a compartment nobody here has yet (so the counselling key is made by the
 * first counsellor, never by the officeAdmin: R12), makes the NEXT key of a compartment that somebody held who no longer
 * may (R14), and wraps what this user holds to entitled users who are still waiting. Letting `subject` in is no news: they
 * are what the act itself is about.
 */
export async function settle(opened: Opened, checked: CheckedBook, subject?: string): Promise<Settled> {
  const device = deviceKeysOf(opened, checked.book.earlier.length);
  const held = new Map<KeyBox, BoxKeys>([['device', device]]);
  const otherwise = new Map<KeyBox, BoxKeys>([['device', device]]);
  const granted: KeyGrant[] = [];
  let wraps = checked.book.wraps;
  for (const compartment of compartments) {
    const one = await settleOne(opened, checked, compartment);
    if (one === undefined) continue;
    held.set(compartment, one.keys);
    if (one.otherwise !== undefined) otherwise.set(compartment, one.otherwise);
    granted.push(...one.granted.filter((grant) => grant.userId !== subject));
    if (one.more.length + one.gone.size > 0)
      wraps = [...wraps.filter((jws) => !one.gone.has(jws)), ...one.more];
  }
  const untold = checked.book.untold;
  const book = {
    ...checked.book,
    wraps,
    untold: { ...untold, grants: [...untold.grants, ...granted] },
  };
  return { held, otherwise, granted, changed: wraps !== checked.book.wraps, book };
}

async function settleOne(
  opened: Opened,
  checked: CheckedBook,
  compartment: Compartment,
): Promise<SettledCompartment | undefined> {
  const me = checked.users.get(opened.me.id);
  if (me === undefined || !mayHold(me, compartment)) return undefined;
  const all = checked.wraps.filter((wrap) => wrap.wrap === compartment);
  const mine = await myRawKeys(opened, checked, all);
  // Somebody holds this key and has not yet let me in.
  if (all.length > 0 && mine.size === 0) return undefined;
  const top = topOf(checked, all);
  const isDue = top === undefined || all.some((wrap) => wrap.n === top && !entitled(checked, wrap));
  if (!isDue && !mine.has(top)) return undefined;

  const before = [...mine].sort(([a], [b]) => b - a);
  const otherwise = before.length === 0 ? undefined : await keysFrom(before, all);
  const next = Math.max(-1, ...all.map((wrap) => wrap.n)) + 1;
  const after: readonly (readonly [number, Uint8Array])[] = isDue
    ? [[next, randomBytes(32)], ...before]
    : before;
  const keys = await keysFrom(after, all);
  const gone = new Set(isDue ? all.filter((wrap) => !entitled(checked, wrap)).map((wrap) => wrap.jws) : []);
  const more: string[] = [];
  const granted: KeyGrant[] = [];
  for (const user of checked.users.values()) {
    if (!mayHold(user, compartment)) continue;
    const theirs = new Set(all.filter((wrap) => wrap.to === user.id).map((wrap) => wrap.n));
    for (const [n, raw] of after)
      if (!theirs.has(n)) more.push(await signedWrap(opened, user, compartment, raw, n));
    if (theirs.size === 0 && user.id !== me.id)
      granted.push({ userId: user.id, userName: user.name, compartment });
  }
  wipe(...after.map(([, raw]) => raw));
  return { keys, otherwise, more, gone, granted };
}

/** Number of the newest key that somebody wrapped who may hold it now; only under such a one is anything sealed. */
function topOf(checked: CheckedBook, all: readonly SignedWrap[]): number | undefined {
  const trusted = all.filter((wrap) => signedByHolder(checked, wrap));
  return trusted.length === 0 ? undefined : Math.max(...trusted.map((wrap) => wrap.n));
}

const entitled = (checked: CheckedBook, wrap: SignedWrap): boolean => mayHoldNow(checked, wrap.to, wrap);
const signedByHolder = (checked: CheckedBook, wrap: SignedWrap): boolean =>
  mayHoldNow(checked, wrap.by, wrap);

function mayHoldNow(checked: CheckedBook, userId: string, { wrap }: SignedWrap): boolean {
  const user = checked.users.get(userId);
  return user !== undefined && wrap !== 'device' && mayHold(user, wrap);
}

/** My keys of one compartment by number; the caller wipes them. */
async function myRawKeys(
  opened: Opened,
  checked: CheckedBook,
  all: readonly SignedWrap[],
): Promise<ReadonlyMap<number, Uint8Array>> {
  const mine = new Map<number, Uint8Array>();
  // What a present holder passed on goes before what a former one did: the same number may stand there twice.
  const ordered = [...all].sort(
    (a, b) => Number(signedByHolder(checked, b)) - Number(signedByHolder(checked, a)),
  );
  for (const wrap of ordered) {
    if (wrap.to !== opened.me.id || mine.has(wrap.n)) continue;
    const raw = await rawKey(opened.keys, wrap);
    if (raw !== undefined) mine.set(wrap.n, raw);
  }
  return mine;
}

async function keysFrom(
  newestFirst: readonly (readonly [number, Uint8Array])[],
  all: readonly SignedWrap[],
): Promise<BoxKeys> {
  const keys = await Promise.all(newestFirst.map(async ([n, raw]) => ({ n, key: await dataKey(raw) })));
  const [present, ...earlier] = keys;
  if (present === undefined) throw new TypeError('a box without a key');
  const have = new Set(keys.map(({ n }) => n));
  const complete = all.every((wrap) => wrap.n > present.n || have.has(wrap.n));
  return { ...present, earlier, complete };
}
