import { ReadStop } from '../port.ts';
import { openAgile } from './agile.ts';
import { openStandard } from './standard.ts';
import { unknownScheme } from './scheme.ts';
import type { Budget } from '../budget.ts';
import type { PackageKey } from './scheme.ts';

/** Workbooks whose structure alone is protected are encrypted all the same, with this word that every program knows. */
export const protectionWord = 'VelvetSweatshop';

/** The .xlsx inside an encrypted package (MS-OFFCRYPTO 2.3.4). The password is used here and kept nowhere (K14). */
export async function decryptPackage(
  info: Uint8Array<ArrayBuffer>,
  encrypted: Uint8Array<ArrayBuffer>,
  password: string | undefined,
  budget: Budget,
): Promise<Uint8Array<ArrayBuffer>> {
  if (info.length < 8 || encrypted.length < 8) throw new ReadStop('damaged', { encrypted: 'short' });
  const view = new DataView(info.buffer, info.byteOffset, info.byteLength);
  const [major, minor] = [view.getUint16(0, true), view.getUint16(2, true)];
  const isAgile = major === 4 && minor === 4;
  if (!isAgile && (minor !== 2 || major < 2 || major > 4)) throw unknownScheme();
  const open = isAgile ? openAgile : openStandard;
  const key = await open(info.subarray(8), password ?? protectionWord, budget);
  if (!key) throw new ReadStop(password === undefined ? 'password' : 'wrongPassword');
  if (!(await key.isWhole(encrypted))) throw new ReadStop('damaged', { encrypted: 'changed' });
  return decryptSegments(key, encrypted, budget);
}

async function decryptSegments(
  key: PackageKey,
  encrypted: Uint8Array<ArrayBuffer>,
  budget: Budget,
): Promise<Uint8Array<ArrayBuffer>> {
  const view = new DataView(encrypted.buffer, encrypted.byteOffset, encrypted.byteLength);
  const size = view.getUint32(0, true);
  const body = encrypted.subarray(8, 8 + Math.ceil(size / 16) * 16);
  if (view.getUint32(4, true) !== 0 || body.length < size || body.length % 16 !== 0)
    throw new ReadStop('damaged', { encrypted: 'size' });
  budget.payBytes(body.length);
  const plain = new Uint8Array(body.length);
  const { segment } = key;
  for (let at = 0; at < body.length; at += segment) {
    plain.set(await key.decrypt(at / segment, body.subarray(at, at + segment)), at);
    budget.checkTime();
  }
  return plain.subarray(0, size);
}
