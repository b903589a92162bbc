import { base64url } from './bytes.ts';
import type { SealKeyPair } from './wrap.ts';

/** Public halves as the province knows them. */
export interface PublicKeys {
  readonly signKey: Readonly<Record<string, unknown>>;
  readonly sealKey: string;
}
/** PKCS#8 of both private keys; whoever holds it wipes it. */
export interface PrivateBytes {
  readonly sign: Uint8Array<ArrayBuffer>;
  readonly seal: Uint8Array<ArrayBuffer>;
}
export interface OpenKeys {
  readonly sign: CryptoKey;
  readonly seal: SealKeyPair;
}

const signAlgorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;

async function pkcs8(key: CryptoKey): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.exportKey('pkcs8', key));
}

/** A new signing pair (ECDSA P-256) and sealing pair (X25519); extractable only here, until they lie in a slot. */
export async function newPairs(): Promise<{ readonly publics: PublicKeys; readonly privates: PrivateBytes }> {
  const sign = await crypto.subtle.generateKey(signAlgorithm, true, ['sign', 'verify']);
  const seal = await crypto.subtle.generateKey('X25519', true, ['deriveBits']);
  if (!('privateKey' in seal)) throw new TypeError('X25519 makes a pair');
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', sign.publicKey);
  const sealPublic = new Uint8Array(await crypto.subtle.exportKey('raw', seal.publicKey));
  return {
    publics: { signKey: { kty, crv, x, y }, sealKey: base64url(sealPublic) },
    privates: { sign: await pkcs8(sign.privateKey), seal: await pkcs8(seal.privateKey) },
  };
}

/** Imports private keys so that no program can read them back (R14). The caller wipes the bytes they came from. */
export async function openPairs(privates: PrivateBytes, sealKey: Uint8Array<ArrayBuffer>): Promise<OpenKeys> {
  const sign = await crypto.subtle.importKey('pkcs8', privates.sign, signAlgorithm, false, ['sign']);
  const privateKey = await crypto.subtle.importKey('pkcs8', privates.seal, 'X25519', false, ['deriveBits']);
  const publicKey = await crypto.subtle.importKey('raw', sealKey, 'X25519', true, []);
  return { sign, seal: { privateKey, publicKey } };
}
