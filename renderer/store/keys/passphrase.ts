import { argon2id } from 'hash-wasm';
import { utf8 } from './bytes.ts';
import type { PassphraseCost } from './port.ts';

/** The product's cost: between half a second and a second on the offices' PCs, in the store worker. */
export const productCost: PassphraseCost = { memoryKiB: 64 * 1024, passes: 3 };

/** Bounds on what a file may ask for, so that a tampered file cannot make the program eat the machine's memory. */
export function isBearableCost(cost: PassphraseCost): boolean {
  return cost.memoryKiB >= 8 && cost.memoryKiB <= 1024 * 1024 && cost.passes >= 1 && cost.passes <= 64;
}

const minimumCharacters = 12;
const minimumWords = 4;

/** Full-width letters from a Chinese input method mean the same as plain ones. */
const normalised = (passphrase: string): string => passphrase.normalize('NFKC');

function isRun(characters: readonly string[]): boolean {
  const steps = characters
    .slice(1)
    .map((c, at) => (c.codePointAt(0) ?? 0) - (characters[at]?.codePointAt(0) ?? 0));
  return new Set(steps).size === 1;
}

/** The sentence for a passphrase that is too weak (R53: 4 words or 12 characters), or undefined when it will do. */
export function weakness(passphrase: string): string | undefined {
  const text = normalised(passphrase);
  const characters = [...text];
  const words = text.split(/\s+/u).filter((word) => [...word].length >= 2);
  if (characters.length < minimumCharacters && words.length < minimumWords) {
    return '密码太短，还没有设定。请至少用 12 个字，或者用空格隔开的 4 个词；可以用一句您记得住的话。';
  }
  if (/^\d+$/u.test(text)) {
    return '密码只有数字（例如身份证号、电话），容易被人猜到，还没有设定。请再加几个字，可以用一句您记得住的话。';
  }
  if (new Set(characters).size < 5 || isRun(characters)) {
    return '密码里重复的字太多，容易被人猜到，还没有设定。请换一句您记得住的话。';
  }
  return undefined;
}

/** 32 key bytes from a passphrase by Argon2id; the caller wipes them. */
export function stretched(passphrase: string, salt: Uint8Array, cost: PassphraseCost): Promise<Uint8Array> {
  return argon2id({
    password: utf8(normalised(passphrase)),
    salt,
    iterations: cost.passes,
    memorySize: cost.memoryKiB,
    parallelism: 1,
    hashLength: 32,
    outputType: 'binary',
  });
}
