import { ReadStop } from '../port.ts';
import { fitted, hashNamed, isSame, utf16, word } from './hash.ts';
import { protectionWord } from './package.ts';
import { unknownScheme } from './scheme.ts';
import { Rc4 } from './rc4.ts';
import type { Budget } from '../budget.ts';

const blockSize = 1024;
const filePass = 0x2f;
/** Records that stay readable, since a program must find its way before it has a key: BOF and the like. */
const inClear = new Set([0x809, filePass, 0xe1, 0xe2, 0x138, 0x194, 0x195, 0x196]);
const boundSheet = 0x85;

type BlockKey = (block: number) => Uint8Array;

/**
 * The workbook stream of a .xls with its records in the clear (MS-XLS 2.2.10). Records that nobody encrypted come back as
 * they are, the same bytes.
 */
export async function decryptBiff(
  stream: Uint8Array<ArrayBuffer>,
  password: string | undefined,
  budget: Budget,
): Promise<Uint8Array<ArrayBuffer>> {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  const at = filePassAt(view);
  if (at === undefined) return stream;
  const body = stream.subarray(at + 4, at + 4 + view.getUint16(at + 2, true));
  const key = await keyOf(body, password ?? protectionWord);
  if (!key) throw new ReadStop(password === undefined ? 'password' : 'wrongPassword');
  const plain = new Uint8Array(stream);
  const keys = new Keystream(key);
  for (let from = 0; from + 4 <= stream.length;) {
    const kind = view.getUint16(from, true);
    const end = Math.min(stream.length, from + 4 + view.getUint16(from + 2, true));
    // Where a sheet begins is written in the clear too.
    const first = from + 4 + (kind === boundSheet ? 4 : 0);
    if (!inClear.has(kind)) for (let i = first; i < end; i += 1) plain[i] = (plain[i] ?? 0) ^ keys.at(i);
    if (kind === filePass) plain[from] = 0x5c;
    budget.checkTime();
    from = end;
  }
  return plain;
}

/** It stands right behind the beginning of the workbook, before anything of it. */
function filePassAt(view: DataView): number | undefined {
  let at = 0;
  for (let records = 0; records < 8 && at + 4 <= view.byteLength; records += 1) {
    if (view.getUint16(at, true) === filePass) return at;
    at += 4 + view.getUint16(at + 2, true);
  }
  return undefined;
}

async function keyOf(body: Uint8Array<ArrayBuffer>, password: string): Promise<BlockKey | undefined> {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  // Four bytes are Excel 95's; kind 0 is the same XOR in a newer file.
  if (body.length < 54 || view.getUint16(0, true) !== 1) throw unknownScheme();
  const [major, minor] = [view.getUint16(2, true), view.getUint16(4, true)];
  if (major === 1 && minor === 1) return plainRc4(body, password);
  if (major >= 2 && major <= 4 && minor === 2) return apiRc4(body, view, password);
  throw unknownScheme();
}

async function plainRc4(body: Uint8Array, password: string): Promise<BlockKey | undefined> {
  const md5 = await hashNamed('MD5');
  if (!md5) throw unknownScheme();
  const salt = body.subarray(6, 22);
  const first = md5(utf16(password)).subarray(0, 5);
  const mixed = md5(...Array.from({ length: 16 }, () => [first, salt]).flat()).subarray(0, 5);
  const key: BlockKey = (block) => md5(mixed, word(block));
  const cipher = new Rc4(key(0));
  const verifier = cipher.apply(body.subarray(22, 38));
  return isSame(md5(verifier), cipher.apply(body.subarray(38, 54))) ? key : undefined;
}

async function apiRc4(body: Uint8Array, view: DataView, password: string): Promise<BlockKey | undefined> {
  const sha1 = await hashNamed('SHA1');
  const at = 14 + view.getUint32(10, true);
  if (at + 4 + 16 + 16 + 4 + 20 > body.length) throw new ReadStop('damaged', { encrypted: 'header' });
  if (!sha1 || view.getUint32(22, true) !== 0x6801) throw unknownScheme();
  const keyBytes = (view.getUint32(30, true) || 40) / 8;
  if (keyBytes < 5 || keyBytes > 16) throw unknownScheme();
  const base = sha1(body.subarray(at + 4, at + 20), utf16(password));
  const key: BlockKey = (block) => {
    const short = sha1(base, word(block)).subarray(0, keyBytes);
    return keyBytes === 5 ? fitted(short, 16, 0) : short;
  };
  const cipher = new Rc4(key(0));
  const verifier = cipher.apply(body.subarray(at + 20, at + 36));
  return isSame(sha1(verifier), cipher.apply(body.subarray(at + 40, at + 60))) ? key : undefined;
}

/** The key stream by place in the file; every 1,024 bytes have a key of their own. Places are asked in rising order. */
class Keystream {
  private readonly key: BlockKey;
  private block = -1;
  private bytes: Uint8Array = new Uint8Array();

  constructor(key: BlockKey) {
    this.key = key;
  }

  at(place: number): number {
    const block = Math.floor(place / blockSize);
    if (block !== this.block) {
      this.block = block;
      this.bytes = new Rc4(this.key(block)).apply(new Uint8Array(blockSize));
    }
    return this.bytes[place % blockSize] ?? 0;
  }
}
