import { CompactSign, compactVerify, decodeProtectedHeader, importJWK } from 'jose';
import { fromBase64url, parsedJson, utf8 } from './bytes.ts';

/** Compact JWS (ES256) of a JSON payload. */
export function signedJson(key: CryptoKey, kid: string, payload: unknown): Promise<string> {
  return new CompactSign(utf8(JSON.stringify(payload))).setProtectedHeader({ alg: 'ES256', kid }).sign(key);
}

/** The same, bound to its place in a list: a later one cannot be undone by putting an earlier one behind it again. */
export function signedEntry(key: CryptoKey, kid: string, entry: number, payload: unknown): Promise<string> {
  return new CompactSign(utf8(JSON.stringify(payload)))
    .setProtectedHeader({ alg: 'ES256', kid, entry })
    .sign(key);
}

/** Detached form (RFC 7515, appendix F): `header..signature`, the payload being the UTF-8 bytes of the text. */
export async function signedDetached(key: CryptoKey, kid: string, text: string): Promise<string> {
  const whole = await new CompactSign(utf8(text)).setProtectedHeader({ alg: 'ES256', kid }).sign(key);
  const [header = '', , signature = ''] = whole.split('.');
  return `${header}..${signature}`;
}

/** Who claims to have signed, and at which place of a list; proves nothing until verified. */
export function claimedSigner(jws: string): string | undefined {
  return header(jws)?.kid;
}
export function claimedEntry(jws: string): number | undefined {
  const entry = header(jws)?.['entry'];
  return typeof entry === 'number' ? entry : undefined;
}

function header(jws: string): ReturnType<typeof decodeProtectedHeader> | undefined {
  try {
    return decodeProtectedHeader(jws);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** What a JWS says of itself; proves nothing. */
export function unverifiedJson(jws: string): unknown {
  const payload = fromBase64url(jws.split('.')[1] ?? '');
  return payload === undefined ? undefined : parsedJson(payload);
}

/** The JSON payload when this key signed it; otherwise undefined. Never throws. */
export async function verifiedJson(
  signKey: Readonly<Record<string, unknown>>,
  jws: string,
): Promise<unknown> {
  try {
    const key = await importJWK({ ...signKey, kty: 'EC' }, 'ES256');
    const { payload } = await compactVerify(jws, key, { algorithms: ['ES256'] });
    return parsedJson(payload);
  } catch (_unverified) {
    // Bad key, bad form, bad signature, no JSON: to the caller they are one answer, "not signed by this key".
    return undefined;
  }
}
