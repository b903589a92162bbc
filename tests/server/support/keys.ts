import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

export interface TestKey {
  readonly privateKey: KeyObject;
  readonly jwk: Record<string, unknown>;
}

export function makeKey(): TestKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { privateKey, jwk: { ...publicKey.export({ format: 'jwk' }) } };
}

export const sealKey = (): string => Buffer.alloc(32, 7).toString('base64url');
export const sha256 = (bytes: string | Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');

const encode = (text: string | Uint8Array): string => Buffer.from(text).toString('base64url');

/** A compact JWS written out by hand, so that the server's reading is not checked by its own library alone. */
export function compact(
  key: TestKey,
  kid: string,
  payload: string,
  head: Record<string, unknown> = {},
): string {
  const signed = `${encode(JSON.stringify({ alg: 'ES256', kid, ...head }))}.${encode(payload)}`;
  const signature = sign('sha256', Buffer.from(signed), { key: key.privateKey, dsaEncoding: 'ieee-p1363' });
  return `${signed}.${encode(signature)}`;
}

export function detached(key: TestKey, kid: string, payload: string): string {
  const [head, , tail] = compact(key, kid, payload).split('.');
  return `${head ?? ''}..${tail ?? ''}`;
}

/** The payload of a JWS when this public key made it. */
export function opened(jws: string, publicKey: KeyObject, payload?: string): string | undefined {
  const [head = '', middle = '', tail = ''] = jws.split('.');
  const text = payload === undefined ? middle : encode(payload);
  const good = verify(
    'sha256',
    Buffer.from(`${head}.${text}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(tail, 'base64url'),
  );
  return good ? Buffer.from(text, 'base64url').toString('utf8') : undefined;
}
