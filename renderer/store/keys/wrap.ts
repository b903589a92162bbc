import { AEAD_AES_256_GCM, CipherSuite, KDF_HKDF_SHA256, KEM_DHKEM_X25519_HKDF_SHA256 } from 'hpke';
import { fromBase64url, joined, utf8 } from './bytes.ts';

const suite = new CipherSuite(KEM_DHKEM_X25519_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_256_GCM);
const encapsulatedLength = 32;

export interface SealKeyPair {
  readonly publicKey: CryptoKey;
  readonly privateKey: CryptoKey;
}

const publicKeyOf = (raw: Uint8Array<ArrayBuffer>): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', raw, 'X25519', true, []);

/** HPKE (RFC 9180, base mode) to a public key in base64url: `encapsulated key (32) | ciphertext`. */
export async function wrapTo(
  sealKey: string,
  plain: Uint8Array,
  purpose: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const raw = fromBase64url(sealKey);
  if (raw?.length !== 32) throw new TypeError('a seal key is 32 bytes');
  const sealed = await suite.Seal(await publicKeyOf(raw), plain, { info: utf8(purpose) });
  return joined(sealed.encapsulatedSecret, sealed.ciphertext);
}

/** `undefined` when it was wrapped to another key, for another purpose, or was damaged. Never throws. */
export async function unwrap(
  keys: SealKeyPair,
  wrapped: Uint8Array,
  purpose: string,
): Promise<Uint8Array | undefined> {
  if (wrapped.length <= encapsulatedLength) return undefined;
  return suite
    .Open(keys, wrapped.slice(0, encapsulatedLength), wrapped.slice(encapsulatedLength), {
      info: utf8(purpose),
    })
    .catch(() => undefined);
}
