import { createMD5, createSHA1, createSHA256, createSHA384, createSHA512 } from 'hash-wasm';
import type { IHasher } from 'hash-wasm';

/** A hash over joined pieces. One is made per file: the derivation of a key asks it a hundred thousand times. */
export type Hash = (...pieces: readonly Uint8Array[]) => Uint8Array<ArrayBuffer>;

const makers: Readonly<Record<string, () => Promise<IHasher>>> = {
  MD5: createMD5,
  SHA1: createSHA1,
  SHA256: createSHA256,
  SHA384: createSHA384,
  SHA512: createSHA512,
};

/** By the name that workbooks give (`SHA512`, `SHA-512`); undefined for one that nobody here knows. */
export async function hashNamed(name: string): Promise<Hash | undefined> {
  const maker = makers[name.replace('-', '').toUpperCase()];
  if (!maker) return undefined;
  const hasher = await maker();
  return (...pieces) => {
    hasher.init();
    for (const piece of pieces) hasher.update(piece);
    return new Uint8Array(hasher.digest('binary'));
  };
}

/** A 32-bit number as the formats write it. */
export function word(value: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(value, value >>> 8, value >>> 16, value >>> 24);
}

export function utf16(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length * 2);
  for (let at = 0; at < text.length; at += 1) {
    bytes[at * 2] = text.charCodeAt(at);
    bytes[at * 2 + 1] = text.charCodeAt(at) >>> 8;
  }
  return bytes;
}

export function joined(...pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** Cut, or filled up, to a length. */
export function fitted(bytes: Uint8Array, length: number, filling: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(length).fill(filling);
  out.set(bytes.subarray(0, length));
  return out;
}

export function isSame(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}
