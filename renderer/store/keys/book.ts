import { z } from 'zod';
import { calculateJwkThumbprint } from 'jose';
import { mayManageUsers, readableCompartments } from '../../../domain/access.ts';
import type { Compartment } from '../../../domain/access.ts';
import { userRegistrationSchema } from '../../../domain/protocol/api.ts';
import type { UserRegistration } from '../../../domain/protocol/api.ts';
import { parsedJson, utf8 } from './bytes.ts';
import { claimedSigner, unverifiedJson, verifiedJson } from './jws.ts';

/** The part of the slots file under the device box key: registrations and wrapped compartment keys, each signed. */
const bookSchema = z.strictObject({
  /** Compact JWS of UserRegistration, by an officeAdmin; the first user's by themselves. In order of creation. */
  registrations: z.array(z.string()),
  /** Compact JWS of a wrap, by whoever held the key. */
  wraps: z.array(z.string()),
});
export type Book = z.infer<typeof bookSchema>;

export const wrapSchema = z.strictObject({
  wrap: z.enum(['general', 'hardship', 'counselling', 'device']),
  to: z.string(),
  key: z.string(),
});
export type Wrap = z.infer<typeof wrapSchema>;

export function parseBook(bytes: Uint8Array): Book | undefined {
  const parsed = bookSchema.safeParse(parsedJson(bytes));
  return parsed.success ? parsed.data : undefined;
}

export const writtenBook = (book: Book): Uint8Array => utf8(JSON.stringify(book));

/** RFC 7638 thumbprint; the first user's is pinned inside every slot, where only the slot's owner could change it. */
export const thumbprint = (signKey: Readonly<Record<string, unknown>>): Promise<string> =>
  calculateJwkThumbprint({ ...signKey, kty: 'EC' }, 'sha256');

/**
 * The users of this PC whose registration leads back to the pinned first user through officeAdmins. Anybody else in the
 * book was put there by someone who may not, and no key is ever wrapped to them.
 */
export async function trustedUsers(book: Book, root: string): Promise<ReadonlyMap<string, UserRegistration>> {
  const trusted = new Map<string, UserRegistration>();
  for (const [place, jws] of book.registrations.entries()) {
    const signer = claimedSigner(jws);
    const signKey = place === 0 ? unverifiedKey(jws) : trusted.get(signer ?? '')?.signKey;
    if (signKey === undefined) continue;
    if (place === 0 && (await thumbprint(signKey).catch(() => undefined)) !== root) continue;
    if (place > 0 && !mayManageUsers(trusted.get(signer ?? '')?.roles ?? [])) continue;
    const parsed = userRegistrationSchema.safeParse(await verifiedJson(signKey, jws));
    if (!parsed.success || trusted.has(parsed.data.id)) continue;
    trusted.set(parsed.data.id, parsed.data);
  }
  return trusted;
}

/** The key a self-signed registration carries; it counts only if its thumbprint is the pinned one. */
function unverifiedKey(jws: string): Readonly<Record<string, unknown>> | undefined {
  const parsed = userRegistrationSchema.safeParse(unverifiedJson(jws));
  return parsed.success ? parsed.data.signKey : undefined;
}

/** A wrap that a trusted user signed who may hold this key themselves. */
export async function verifiedWrap(
  jws: string,
  users: ReadonlyMap<string, UserRegistration>,
): Promise<Wrap | undefined> {
  const signer = users.get(claimedSigner(jws) ?? '');
  if (signer === undefined) return undefined;
  const parsed = wrapSchema.safeParse(await verifiedJson(signer.signKey, jws));
  if (!parsed.success) return undefined;
  return parsed.data.wrap === 'device' || mayHold(signer, parsed.data.wrap) ? parsed.data : undefined;
}

export function mayHold(user: UserRegistration, compartment: Compartment): boolean {
  return user.active && readableCompartments(user.roles).includes(compartment);
}
