/**
 * Masks: a byte for every row, 1 for those still in question. Four rows are worked on at once, so a mask is as long as
 * the next multiple of four; the bytes behind the last row are 0.
 */
const PER_WORD = 4;

export function newMask(size: number): Uint8Array {
  return new Uint8Array(Math.ceil(size / PER_WORD) * PER_WORD);
}

export function maskFrom(source: Uint8Array, size: number): Uint8Array {
  const mask = newMask(size);
  mask.set(source.subarray(0, size));
  return mask;
}

const wordsIn = (mask: Uint8Array): Uint32Array =>
  new Uint32Array(mask.buffer, mask.byteOffset, mask.length / PER_WORD);

/** Clears the rows that `hits` lacks. Both are masks of the same table. */
export function andMask(mask: Uint8Array, hits: Uint8Array): void {
  const own = wordsIn(mask);
  const other = wordsIn(hits);
  for (let at = 0; at < own.length; at += 1) own[at] = (own[at] ?? 0) & (other[at] ?? 0);
}

export function countOf(mask: Uint8Array): number {
  const words = wordsIn(mask);
  let count = 0;
  for (let from = 0; from < words.length; from += 255) {
    // Each byte of the sum counts to 255 at most before it is taken out.
    const to = Math.min(from + 255, words.length);
    let sum = 0;
    for (let at = from; at < to; at += 1) sum = (sum + (words[at] ?? 0)) | 0;
    count += (sum & 0xff) + ((sum >>> 8) & 0xff) + ((sum >>> 16) & 0xff) + (sum >>> 24);
  }
  return count;
}
