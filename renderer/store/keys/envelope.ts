import { joined, randomBytes, utf8 } from './bytes.ts';

/**
 * One sealed value: `version (1) | IV (12) | AES-256-GCM ciphertext and tag`. The additional data names the format and the
 * place, so a value that was moved elsewhere does not open (R25 says what this does not do: an old value put back into
 * its own place opens).
 */
const version = 1;
const ivLength = 12;
const tagLength = 16;
export const envelopeOverhead = 1 + ivLength + tagLength;

/** The cipher copies what it is given when it is called; only shared memory has to be copied before. */
function viewOf(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer, byteOffset, byteLength } = bytes;
  return buffer instanceof ArrayBuffer
    ? new Uint8Array(buffer, byteOffset, byteLength)
    : new Uint8Array(bytes);
}

const boundTo = (place: string): Uint8Array<ArrayBuffer> =>
  utf8(`ledger envelope ${String(version)}\n${place}`);

/** Imports 32 raw bytes as a key that no program can read back. */
export function dataKey(raw: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', new Uint8Array(raw), 'AES-GCM', false, ['encrypt', 'decrypt']);
}

export async function seal(
  key: CryptoKey,
  plain: Uint8Array,
  place: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const iv = randomBytes(ivLength);
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: boundTo(place) },
    key,
    viewOf(plain),
  );
  return joined(Uint8Array.of(version), iv, new Uint8Array(sealed));
}

/** `undefined` for anything that is not exactly what `seal` made with this key for this place. Never throws. */
export async function unseal(
  key: CryptoKey,
  sealed: Uint8Array,
  place: string,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (sealed.length < envelopeOverhead || sealed[0] !== version) return undefined;
  const bytes = viewOf(sealed);
  const iv = bytes.subarray(1, 1 + ivLength);
  return crypto.subtle
    .decrypt({ name: 'AES-GCM', iv, additionalData: boundTo(place) }, key, bytes.subarray(1 + ivLength))
    .then(
      (plain) => new Uint8Array(plain),
      () => undefined,
    );
}
