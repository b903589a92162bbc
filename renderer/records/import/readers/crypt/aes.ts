import { joined } from './hash.ts';

export type AesKey = CryptoKey;

export function aesKey(bytes: Uint8Array<ArrayBuffer>): Promise<AesKey> {
  return crypto.subtle.importKey('raw', bytes, 'AES-CBC', false, ['encrypt', 'decrypt']);
}

/**
 * AES-CBC over whole blocks without padding, which the platform does not offer: a block that decrypts to a full padding
 * is made and put behind.
 */
export async function decryptCbc(
  key: AesKey,
  iv: Uint8Array<ArrayBuffer>,
  data: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  if (data.length === 0) return new Uint8Array();
  const last = new Uint8Array(data.subarray(data.length - 16));
  const padding = await crypto.subtle.encrypt({ name: 'AES-CBC', iv: last }, key, new Uint8Array());
  const padded = joined(data, new Uint8Array(padding));
  return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-CBC', iv }, key, padded));
}

/** AES-ECB out of the same: each block of a CBC decryption is its own one, mixed with the ciphertext before it. */
export async function decryptEcb(key: AesKey, data: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const plain = await decryptCbc(key, new Uint8Array(16), data);
  for (let at = 16; at < plain.length; at += 1) plain[at] = (plain[at] ?? 0) ^ (data[at - 16] ?? 0);
  return plain;
}
