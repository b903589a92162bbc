import { ReadStop } from '../port.ts';
import { aesKey, decryptEcb } from './aes.ts';
import { fitted, hashNamed, isSame, joined, utf16, word } from './hash.ts';
import { unknownScheme } from './scheme.ts';
import type { Budget } from '../budget.ts';
import type { PackageKey } from './scheme.ts';

const aesNames: Readonly<Record<number, number>> = { 0x660e: 16, 0x660f: 24, 0x6610: 32 };
const spins = 50_000;

/** The key of a standard-encrypted package, or undefined when the password is another one (MS-OFFCRYPTO 2.3.4.5–9). */
export async function openStandard(
  info: Uint8Array<ArrayBuffer>,
  password: string,
  budget: Budget,
): Promise<PackageKey | undefined> {
  const view = new DataView(info.buffer, info.byteOffset, info.byteLength);
  const headerSize = view.getUint32(0, true);
  const at = 4 + headerSize;
  if (headerSize < 32 || at + 4 + 16 + 16 + 4 + 32 > info.length)
    throw new ReadStop('damaged', { encrypted: 'header' });
  const keyBytes = aesNames[view.getUint32(12, true)];
  const hash = await hashNamed('SHA1');
  if (keyBytes === undefined || !hash || view.getUint32(at, true) !== 16) throw unknownScheme();
  let state = hash(info.subarray(at + 4, at + 20), utf16(password));
  for (let spin = 0; spin < spins; spin += 1) {
    state = hash(word(spin), state);
    if (spin % 4096 === 0) budget.checkTime();
  }
  state = hash(state, word(0));
  const mixed = (pad: number): Uint8Array<ArrayBuffer> =>
    hash(fitted(state, 64, 0).map((byte) => byte ^ pad));
  const key = await aesKey(new Uint8Array(joined(mixed(0x36), mixed(0x5c)).subarray(0, keyBytes)));
  const verifier = await decryptEcb(key, info.subarray(at + 20, at + 36));
  const verifierHash = await decryptEcb(key, info.subarray(at + 40, at + 72));
  if (!isSame(hash(verifier), verifierHash.subarray(0, 20))) return undefined;
  return {
    segment: 1024 * 1024,
    decrypt: (_segment, piece) => decryptEcb(key, piece),
    isWhole: () => Promise.resolve(true),
  };
}
