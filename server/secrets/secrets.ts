import { createHmac, createPrivateKey, createPublicKey, sign, webcrypto } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { base64url, calculateJwkThumbprint } from 'jose';
import type { JWK } from 'jose';
import { z } from 'zod';

/** What the secrets file holds: never in the database, so that a copy of the database opens nothing (R40). */
export const secretsFileSchema = z.strictObject({
  version: z.literal(1),
  /** P-256 private key: signs receipts, pages and tokens. */
  sign: z.record(z.string(), z.unknown()),
  /** X25519 private key: locked-away batches are sealed to its public half (R11). */
  seal: z.record(z.string(), z.unknown()),
  /** HMAC key of identity claims, base64url. */
  claim: z.string().min(43),
  /** HMAC key of nonces, base64url. */
  nonce: z.string().min(43),
});
export type SecretsFile = z.infer<typeof secretsFileSchema>;

export interface ServerSecrets {
  readonly signKey: KeyObject;
  readonly verifyKey: KeyObject;
  readonly publicJwk: JWK;
  /** JWK thumbprint (RFC 7638): what enrolment codes pin. */
  readonly fingerprint: string;
  /** X25519 public key, base64url. */
  readonly sealPublic: string;
  /** The pair behind it: opens batches that a colleague's session carries (R11). */
  readonly sealKeys: SealKeys;
  claimHash(value: string): string;
  nonceMac(text: string): string;
}

type SealKeys = Readonly<Record<'publicKey' | 'privateKey', webcrypto.CryptoKey>>;

async function sealKeysOf(jwk: SecretsFile['seal']): Promise<SealKeys> {
  const publicJwk = { kty: String(jwk['kty']), crv: String(jwk['crv']), x: String(jwk['x']) };
  const load = (key: webcrypto.JsonWebKey, uses: readonly webcrypto.KeyUsage[]) =>
    webcrypto.subtle.importKey('jwk', key, 'X25519', uses.length === 0, uses);
  return {
    publicKey: await load(publicJwk, []),
    privateKey: await load({ ...publicJwk, d: String(jwk['d']) }, ['deriveBits']),
  };
}

const hmac = (key: Uint8Array, text: string): string =>
  createHmac('sha256', key).update(text).digest('base64url');

/** Opens the parts of a secrets file for use. */
export async function openSecrets(file: SecretsFile): Promise<ServerSecrets> {
  const { kty, crv, x, y } = file.sign;
  const publicJwk: JWK = { kty: String(kty), crv: String(crv), x: String(x), y: String(y) };
  const claimKey = base64url.decode(file.claim);
  const nonceKey = base64url.decode(file.nonce);
  const signKey = createPrivateKey({ key: file.sign, format: 'jwk' });
  return {
    signKey,
    verifyKey: createPublicKey(signKey),
    publicJwk,
    fingerprint: await calculateJwkThumbprint(publicJwk),
    sealPublic: String(file.seal['x']),
    sealKeys: await sealKeysOf(file.seal),
    claimHash: (value) => hmac(claimKey, value),
    nonceMac: (text) => hmac(nonceKey, text),
  };
}

const encode = (value: string | Uint8Array): string => Buffer.from(value).toString('base64url');

/** The two outer parts of a compact JWS (ES256) over a text. */
function signedParts(
  secrets: ServerSecrets,
  payload: string,
): { head: string; middle: string; tail: string } {
  const head = encode(JSON.stringify({ alg: 'ES256', kid: secrets.fingerprint }));
  const middle = encode(payload);
  const tail = sign('sha256', Buffer.from(`${head}.${middle}`), {
    key: secrets.signKey,
    dsaEncoding: 'ieee-p1363',
  });
  return { head, middle, tail: encode(tail) };
}

/** `header..signature` over a text that travels beside it. */
export function signDetached(secrets: ServerSecrets, payload: string): string {
  const { head, tail } = signedParts(secrets, payload);
  return `${head}..${tail}`;
}

export function signCompact(secrets: ServerSecrets, payload: string): string {
  const { head, middle, tail } = signedParts(secrets, payload);
  return `${head}.${middle}.${tail}`;
}

/** Puts a stored signature back beside the text it was made over. */
export function recompose(secrets: ServerSecrets, payload: string, signature: string): string {
  const head = encode(JSON.stringify({ alg: 'ES256', kid: secrets.fingerprint }));
  return `${head}.${encode(payload)}.${signature}`;
}
