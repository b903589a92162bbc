import { attribute, tagsOf } from '../markup.ts';
import { ReadStop } from '../port.ts';
import { aesKey, decryptCbc } from './aes.ts';
import { fitted, hashNamed, isSame, utf16, word } from './hash.ts';
import { unknownScheme } from './scheme.ts';
import type { Budget } from '../budget.ts';
import type { Hash } from './hash.ts';
import type { PackageKey } from './scheme.ts';

const bytes = (hex: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
/** What each derived key is for (MS-OFFCRYPTO 2.3.4.13 and 2.3.4.14). */
const forVerifierInput = bytes('fea7d2763b4b9e79');
const forVerifierValue = bytes('d7aa0f6d3061344e');
const forKeyValue = bytes('146e0be7abacd0d6');
const forHmacKey = bytes('5fb2ad010cb9e1f6');
const forHmacValue = bytes('a0677f02b22c8433');
const filling = 0x36;
/** Programs write 100,000; a hundred times that is somebody's joke. */
const mostSpins = 10_000_000;

interface Parameters {
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly keyBytes: number;
  readonly hashName: string;
  readonly hash: Hash;
}

/** The key of an agile-encrypted package, or undefined when the password is another one (MS-OFFCRYPTO 2.3.4.10–15). */
export async function openAgile(
  info: Uint8Array,
  password: string,
  budget: Budget,
): Promise<PackageKey | undefined> {
  const tags = new Map([...tagsOf(new TextDecoder().decode(info))].map((tag) => [tag.name, tag.source]));
  const [data, slot] = [tags.get('keyData'), tags.get('encryptedKey')];
  if (data === undefined || slot === undefined) throw unknownScheme();
  const package_ = await parametersOf(data);
  const own = await parametersOf(slot);
  const spins = Number(attribute(slot, 'spinCount'));
  if (!(spins >= 0 && spins <= mostSpins)) throw new ReadStop('unsafe', { spins });
  let hash = own.hash(own.salt, utf16(password));
  for (let spin = 0; spin < spins; spin += 1) {
    hash = own.hash(word(spin), hash);
    if (spin % 4096 === 0) budget.checkTime();
  }
  const open = async (purpose: Uint8Array, name: string): Promise<Uint8Array<ArrayBuffer>> => {
    const key = await aesKey(fitted(own.hash(hash, purpose), own.keyBytes, filling));
    return decryptCbc(key, fitted(own.salt, 16, filling), blocks(slot, name));
  };
  const input = await open(forVerifierInput, 'encryptedVerifierHashInput');
  const value = await open(forVerifierValue, 'encryptedVerifierHashValue');
  const expected = own.hash(input.subarray(0, own.salt.length));
  if (!isSame(expected, value.subarray(0, expected.length))) return undefined;
  const secret = (await open(forKeyValue, 'encryptedKeyValue')).subarray(0, package_.keyBytes);
  const key = await aesKey(new Uint8Array(secret));
  const ivFor = (suffix: Uint8Array): Uint8Array<ArrayBuffer> =>
    fitted(package_.hash(package_.salt, suffix), 16, filling);
  return {
    segment: 4096,
    decrypt: (segment, piece) => decryptCbc(key, ivFor(word(segment)), piece),
    isWhole: async (encrypted) => {
      const integrity = tags.get('dataIntegrity');
      if (integrity === undefined) return true;
      const hmacKey = await decryptCbc(key, ivFor(forHmacKey), blocks(integrity, 'encryptedHmacKey'));
      const hmac = await decryptCbc(key, ivFor(forHmacValue), blocks(integrity, 'encryptedHmacValue'));
      const length = expectedLength(package_);
      const name = package_.hashName.replace('SHA', 'SHA-');
      const algorithm = { name: 'HMAC', hash: name };
      const verifier = await crypto.subtle.importKey('raw', hmacKey.subarray(0, length), algorithm, false, [
        'verify',
      ]);
      return crypto.subtle.verify('HMAC', verifier, hmac.subarray(0, length), encrypted);
    },
  };
}

const expectedLength = ({ hash }: Parameters): number => hash().length;

async function parametersOf(tag: string): Promise<Parameters> {
  const hashName = (attribute(tag, 'hashAlgorithm') ?? '').replace('-', '').toUpperCase();
  const hash = await hashNamed(hashName);
  const keyBytes = Number(attribute(tag, 'keyBits')) / 8;
  const isAes = attribute(tag, 'cipherAlgorithm') === 'AES';
  const isCbc = attribute(tag, 'cipherChaining') === 'ChainingModeCBC';
  if (!hash || hashName === 'MD5' || !isAes || !isCbc || ![16, 24, 32].includes(keyBytes))
    throw unknownScheme();
  return { salt: base64(tag, 'saltValue'), keyBytes, hashName, hash };
}

function base64(tag: string, name: string): Uint8Array<ArrayBuffer> {
  const text = attribute(tag, name) ?? '';
  if (!/^[A-Za-z0-9+/\s]*={0,2}$/.test(text) || text.length > 4096)
    throw new ReadStop('damaged', { encrypted: name });
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

function blocks(tag: string, name: string): Uint8Array<ArrayBuffer> {
  const data = base64(tag, name);
  if (data.length === 0 || data.length % 16 !== 0) throw new ReadStop('damaged', { encrypted: name });
  return data;
}
