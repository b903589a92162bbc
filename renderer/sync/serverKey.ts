import { calculateJwkThumbprint, compactVerify, importJWK } from 'jose';
import type { JWK } from 'jose';

/** Checks words of the province by the pinned key (R5). Nothing else is ever believed, TLS or not. */
export interface ServerVoice {
  /** Whether the detached signature is the pinned key's, over the SHA-256 of exactly these bytes. */
  verifiesBody(body: Uint8Array, signature: string | undefined): Promise<boolean>;
  /** The payload of a compact JWS by the pinned key, as JSON; undefined otherwise. */
  openCompact(jws: string): Promise<unknown>;
}

async function hexDigest(body: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', Uint8Array.from(body));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const base64url = (text: string): string =>
  btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

/** Undefined when the key is not the one whose fingerprint the enrolment code pinned. */
export async function serverVoice(
  jwk: Readonly<Record<string, unknown>>,
  fingerprint: string,
): Promise<ServerVoice | undefined> {
  const { kty, crv, x, y } = jwk;
  const plain: JWK = { kty: String(kty), crv: String(crv), x: String(x), y: String(y) };
  try {
    if ((await calculateJwkThumbprint(plain)) !== fingerprint) return undefined;
    const key = await importJWK(plain, 'ES256');
    const payloadOf = async (jws: string): Promise<Uint8Array | undefined> => {
      try {
        return (await compactVerify(jws, key, { algorithms: ['ES256'] })).payload;
      } catch (_notSigned) {
        // Bad form and bad signature are one answer: not the province's word.
        return undefined;
      }
    };
    return {
      async verifiesBody(body, signature) {
        const [head, middle, tail] = (signature ?? '').split('.');
        if (!head || middle !== '' || !tail) return false;
        return (await payloadOf(`${head}.${base64url(await hexDigest(body))}.${tail}`)) !== undefined;
      },
      async openCompact(jws) {
        const payload = await payloadOf(jws);
        return payload && parse(new TextDecoder().decode(payload));
      },
    };
  } catch (_notAKey) {
    // Not a P-256 key at all.
    return undefined;
  }
}

/** JSON or undefined: garbage is an answer like any other. */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (_notJson) {
    return undefined;
  }
}
