import { joined, randomBytes, utf8, wipe } from '../keys/bytes.ts';
import { dataKey } from '../keys/envelope.ts';
import { isBearableCost, stretched } from '../keys/passphrase.ts';
import type { PassphraseCost } from '../keys/port.ts';

/**
 * The file around a backup, version 1:
 *
 *   GHBK | version (1) | memory KiB (4) | passes (4) | salt (16) | check (16) | SHA-256 of all before (32) | chunks
 *
 * Each chunk is AES-256-GCM over up to 1 MiB; its IV is its number and, in the last byte, whether it is the last one.
 * The key belongs to this file alone (fresh salt), so a number never repeats under it. Chunks that are missing, moved,
 * repeated or taken from another file do not open. The hash tells a damaged head from a wrong passphrase; it proves
 * nothing else.
 */
const magic = utf8('GHBK');
const version = 1;
export const chunkLength = 1024 * 1024;
const tagLength = 16;
const unhashedLength = 4 + 1 + 4 + 4 + 16 + 16;
const headLength = unhashedLength + 32;
/** No chunk carries this number. */
const checkNumber = 0xffff_ffff;

export type ContainerFault = 'notBackup' | 'newer' | 'damaged' | 'wrongPassphrase';

function ivOf(number: number, last: boolean): Uint8Array<ArrayBuffer> {
  const iv = new Uint8Array(12);
  new DataView(iv.buffer).setUint32(4, number);
  iv[11] = last ? 1 : 0;
  return iv;
}

async function fileKey(passphrase: string, salt: Uint8Array, cost: PassphraseCost): Promise<CryptoKey> {
  const raw = await stretched(passphrase, salt, cost);
  const key = await dataKey(raw);
  wipe(raw);
  return key;
}

const sha256 = async (bytes: Uint8Array): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes)));

async function sealChunk(key: CryptoKey, head: Uint8Array, plain: Uint8Array, number: number, last: boolean) {
  const parameters = { name: 'AES-GCM', iv: ivOf(number, last), additionalData: new Uint8Array(head) };
  return new Uint8Array(await crypto.subtle.encrypt(parameters, key, new Uint8Array(plain)));
}

async function openChunk(
  key: CryptoKey,
  head: Uint8Array,
  sealed: Uint8Array,
  number: number,
  last: boolean,
) {
  const parameters = { name: 'AES-GCM', iv: ivOf(number, last), additionalData: new Uint8Array(head) };
  return crypto.subtle.decrypt(parameters, key, new Uint8Array(sealed)).then(
    (plain) => new Uint8Array(plain),
    () => undefined,
  );
}

/** Collects plain bytes and gives back the finished file. */
export interface ContainerWriter {
  write(bytes: Uint8Array): Promise<void>;
  finish(): Promise<Uint8Array<ArrayBuffer>>;
}

export async function containerWriter(passphrase: string, cost: PassphraseCost): Promise<ContainerWriter> {
  const fixed = new Uint8Array(4 + 1 + 4 + 4);
  fixed.set(magic);
  const view = new DataView(fixed.buffer);
  view.setUint8(4, version);
  view.setUint32(5, cost.memoryKiB);
  view.setUint32(9, cost.passes);
  const salt = randomBytes(16);
  const key = await fileKey(passphrase, salt, cost);
  const front = joined(fixed, salt);
  const check = await sealChunk(key, front, new Uint8Array(), checkNumber, false);
  const unhashed = joined(front, check);
  const head = joined(unhashed, await sha256(unhashed));

  const chunks: Uint8Array[] = [head];
  let pending = new Uint8Array(chunkLength);
  let filled = 0;
  let number = 0;
  const flush = async (last: boolean): Promise<void> => {
    chunks.push(await sealChunk(key, head, pending.subarray(0, filled), number, last));
    number += 1;
    filled = 0;
  };
  return {
    async write(bytes) {
      for (let at = 0; at < bytes.length;) {
        if (filled === chunkLength) await flush(false);
        const part = bytes.subarray(at, at + chunkLength - filled);
        pending.set(part, filled);
        filled += part.length;
        at += part.length;
      }
    },
    async finish() {
      await flush(true);
      pending = new Uint8Array();
      return joined(...chunks);
    },
  };
}

/** Calls `each` with the plain bytes, chunk by chunk; answers `ok` only after the chunk marked as last. */
export async function readContainer(
  file: Uint8Array,
  passphrase: string,
  each: (plain: Uint8Array) => void | Promise<void>,
): Promise<'ok' | ContainerFault> {
  if (file.length < 5 || magic.some((byte, at) => file[at] !== byte)) return 'notBackup';
  if ((file[4] ?? 0) > version) return 'newer';
  if (file.length < headLength + tagLength) return 'damaged';
  const head = file.slice(0, headLength);
  const hash = await sha256(head.subarray(0, unhashedLength));
  if (hash.some((byte, at) => head[unhashedLength + at] !== byte)) return 'damaged';
  const view = new DataView(head.buffer);
  const cost = { memoryKiB: view.getUint32(5), passes: view.getUint32(9) };
  if (head[4] !== version || !isBearableCost(cost)) return 'damaged';
  const key = await fileKey(passphrase, head.subarray(13, 29), cost);
  const check = head.subarray(29, unhashedLength);
  if ((await openChunk(key, head.subarray(0, 29), check, checkNumber, false)) === undefined)
    return 'wrongPassphrase';

  const step = chunkLength + tagLength;
  for (let at = headLength, number = 0; at < file.length; at += step, number += 1) {
    const last = at + step >= file.length;
    const plain = await openChunk(key, head, file.subarray(at, at + step), number, last);
    if (plain === undefined) return 'damaged';
    await each(plain);
  }
  return 'ok';
}
