import { calculateJwkThumbprint, compactVerify, decodeProtectedHeader, importJWK } from 'jose';
import type { JWK } from 'jose';
import { z } from 'zod';

const publicKeySchema = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string().length(43),
  y: z.string().length(43),
});

/** The public half of a P-256 key and nothing else: whatever more a client sends is not stored. */
export async function publicKeyOf(jwk: unknown): Promise<JWK | undefined> {
  const parsed = publicKeySchema.safeParse(jwk);
  if (!parsed.success) return undefined;
  try {
    await importJWK(parsed.data, 'ES256');
    return parsed.data;
  } catch {
    // Well-formed words that are not a point of the curve.
    return undefined;
  }
}

export function thumbprintOf(jwk: JWK): Promise<string> {
  return calculateJwkThumbprint(jwk);
}

type Imported = Awaited<ReturnType<typeof importJWK>>;
const imported = new Map<string, Imported>();

/** The PCs of a province come back every few minutes: a point of the curve is checked and loaded once. */
async function importedKey(jwk: JWK): Promise<Imported> {
  const words = JSON.stringify([jwk.kty, jwk.crv, jwk.x, jwk.y]);
  const known = imported.get(words);
  if (known !== undefined) return known;
  const key = await importJWK(jwk, 'ES256');
  if (imported.size >= 10_000) imported.clear();
  imported.set(words, key);
  return key;
}

/** The payload of a compact JWS made by this key; `undefined` for any other. */
export async function verifiedText(jws: string, jwk: JWK): Promise<string | undefined> {
  try {
    const { payload } = await compactVerify(jws, await importedKey(jwk), { algorithms: ['ES256'] });
    return Buffer.from(payload).toString('utf8');
  } catch {
    // A foreign or damaged signature is an answer, not a fault of ours.
    return undefined;
  }
}

/** Whether `header..signature` is this key's over this text (RFC 7515, appendix F). */
export async function verifiesDetached(detached: string, text: string, jwk: JWK): Promise<boolean> {
  const [head, middle, tail, more] = detached.split('.');
  if (head === undefined || middle !== '' || tail === undefined || more !== undefined) return false;
  const payload = Buffer.from(text, 'utf8').toString('base64url');
  return (await verifiedText(`${head}.${payload}.${tail}`, jwk)) !== undefined;
}

/** Who a JWS says made it; trusted only after that key verified it. */
export function claimedSigner(jws: string): string | undefined {
  try {
    const { kid } = decodeProtectedHeader(jws);
    return typeof kid === 'string' ? kid : undefined;
  } catch {
    return undefined;
  }
}
