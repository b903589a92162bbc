import { z } from 'zod';
import { calculateJwkThumbprint } from 'jose';
import { compartments, mayManageUsers, readableCompartments } from '../../../domain/access.ts';
import type { Compartment } from '../../../domain/access.ts';
import { userRegistrationSchema } from '../../../domain/protocol/api.ts';
import type { UserRegistration } from '../../../domain/protocol/api.ts';
import { parsedJson, utf8 } from './bytes.ts';
import { claimedEntry, claimedSigner, unverifiedJson, verifiedJson } from './jws.ts';

const grantSchema = z.strictObject({
  userId: z.string(),
  userName: z.string(),
  compartment: z.enum(compartments),
});

/** The part of the slots file under the device box key: registrations and wrapped compartment keys, each signed. */
const bookSchema = z.strictObject({
  /**
   * Compact JWS of UserRegistration, by an officeAdmin; the first user's by themselves. Only ever added to: a later one of
   * the same user replaces the earlier, and each is signed for its place in this list.
   */
  registrations: z.array(z.string()),
  /** Compact JWS of a wrap, by whoever held the key. */
  wraps: z.array(z.string()),
  /** Device box keys before the present one, newest first: needed until every value is rewritten (R14). */
  earlier: z.array(z.string()).default([]),
  /** What the store has not yet taken into its own books: a kill between the two files must not lose it. */
  untold: z
    .strictObject({ registrations: z.array(z.string()), grants: z.array(grantSchema) })
    .default({ registrations: [], grants: [] }),
});
export type Book = z.output<typeof bookSchema>;

export const wrapSchema = z.strictObject({
  wrap: z.enum(['general', 'hardship', 'counselling', 'device']),
  to: z.string(),
  key: z.string(),
  /** Which key of this compartment, by rotation (R14); always 0 for the device box key. */
  n: z.int().min(0).default(0),
});
export type Wrap = z.output<typeof wrapSchema>;

/** A wrap that verified, with who signed it and how it stands in the book. */
export interface SignedWrap extends Wrap {
  readonly by: string;
  readonly jws: string;
}

export function parseBook(bytes: Uint8Array): Book | undefined {
  const parsed = bookSchema.safeParse(parsedJson(bytes));
  return parsed.success ? parsed.data : undefined;
}

/** The book of a fresh PC; the first user's registration went to the province with the enrolment. */
export const firstBook = (registration: string): Book => ({
  registrations: [registration],
  wraps: [],
  earlier: [],
  untold: { registrations: [], grants: [] },
});

export const writtenBook = (book: Book): Uint8Array => utf8(JSON.stringify(book));

/** RFC 7638 thumbprint; the first user's is pinned inside every slot, where only the slot's owner could change it. */
export const thumbprint = (signKey: Readonly<Record<string, unknown>>): Promise<string> =>
  calculateJwkThumbprint({ ...signKey, kty: 'EC' }, 'sha256');

/** Everybody of this PC who was ever registered by someone who might. */
export interface People {
  /** As the last registration of each says. */
  readonly users: ReadonlyMap<string, UserRegistration>;
  /** All registrations of a user, oldest first. */
  readonly ever: ReadonlyMap<string, readonly UserRegistration[]>;
  /** The place for which the next registration is to be signed. */
  readonly next: number;
}

/**
 * The users of this PC whose registration leads back to the pinned first user through officeAdmins, each of whom was one
 * at that place of the list. The places are signed and leave no gap, so none can be put again behind a later one, and none
 * taken out of the middle. Anybody else in the book was put there by someone who may not, and no key is ever wrapped to
 * them.
 */
export async function trustedUsers(book: Book, root: string): Promise<People> {
  const users = new Map<string, UserRegistration>();
  const ever = new Map<string, UserRegistration[]>();
  let place = 0;
  for (const jws of book.registrations) {
    const signer = users.get(claimedSigner(jws) ?? '');
    const signKey = place === 0 ? unverifiedKey(jws) : signer?.signKey;
    if (signKey === undefined || claimedEntry(jws) !== place) continue;
    if (place === 0 && (await thumbprint(signKey).catch(() => undefined)) !== root) continue;
    if (place > 0 && !(signer?.active === true && mayManageUsers(signer.roles))) continue;
    const parsed = userRegistrationSchema.safeParse(await verifiedJson(signKey, jws));
    if (!parsed.success) continue;
    const before = users.get(parsed.data.id);
    // Roles change, a person's keys do not: whoever could replace them could take that person's place.
    if (before !== undefined && !(await sameKeys(before, parsed.data))) continue;
    place += 1;
    users.set(parsed.data.id, parsed.data);
    ever.set(parsed.data.id, [...(ever.get(parsed.data.id) ?? []), parsed.data]);
  }
  return { users, ever, next: place };
}

async function sameKeys(one: UserRegistration, two: UserRegistration): Promise<boolean> {
  if (one.sealKey !== two.sealKey) return false;
  const [first, second] = await Promise.all(
    [one, two].map(({ signKey }) => thumbprint(signKey).catch(() => undefined)),
  );
  return first !== undefined && first === second;
}

/** The key a self-signed registration carries; it counts only if its thumbprint is the pinned one. */
function unverifiedKey(jws: string): Readonly<Record<string, unknown>> | undefined {
  const parsed = userRegistrationSchema.safeParse(unverifiedJson(jws));
  return parsed.success ? parsed.data.signKey : undefined;
}

/**
 * A wrap signed by a trusted user who may hold this key, or once might: what a removed user passed on is still needed to
 * read and to rewrite, but nothing new is put under it (see `settle`).
 */
export async function verifiedWrap(jws: string, people: People): Promise<SignedWrap | undefined> {
  const by = claimedSigner(jws) ?? '';
  const signer = people.users.get(by);
  if (signer === undefined) return undefined;
  const parsed = wrapSchema.safeParse(await verifiedJson(signer.signKey, jws));
  if (!parsed.success) return undefined;
  const { wrap } = parsed.data;
  const once = wrap === 'device' || (people.ever.get(by) ?? []).some((user) => mayHold(user, wrap));
  return once ? { ...parsed.data, by, jws } : undefined;
}

export function mayHold(user: UserRegistration, compartment: Compartment): boolean {
  return user.active && readableCompartments(user.roles).includes(compartment);
}
