import { BLOCK_ROWS, Blocks, joinPieces } from './blocks.ts';
import type { Haystack, PieceWriter } from './blocks.ts';

/** Words shorter than a gram cannot be asked. */
export const GRAM = 3;
const SLICES = 256;
const WORDS = BLOCK_ROWS / 32;

/**
 * Any run of at least three characters of a number. Digits are so alike that a scan stops everywhere; instead every
 * three in a row set one of 256 bits of their row, kept slice by slice, and only rows with all bits of the word are
 * looked at.
 */
export function gramHaystack(write: PieceWriter): Haystack {
  const blocks = new Blocks((from, to) => {
    const { text, starts } = joinPieces(from, to, write);
    const slices = new Uint32Array(SLICES * WORDS);
    for (let row = 0; row < to - from; row += 1) {
      const word = row >> 5;
      const bit = 1 << (row & 31);
      const last = (starts[row + 1] ?? 0) - GRAM;
      for (let at = starts[row] ?? 0; at <= last; at += 1) {
        const slot = gramAt(text, at) * WORDS + word;
        slices[slot] = (slices[slot] ?? 0) | bit;
      }
    }
    return { text, starts, slices };
  });
  return {
    touch: (row) => blocks.touch(row),
    clear: () => blocks.clear(),
    warm: (size) => blocks.warm(size),
    find(word, hits, size) {
      const grams: number[] = [];
      for (let at = 0; at + GRAM <= word.length; at += 1) grams.push(gramAt(word, at));
      if (grams.length === 0) return;
      blocks.each(size, ({ text, starts, slices }, base) => {
        for (let at = 0; at < WORDS; at += 1) {
          let bits = -1;
          for (const gram of grams) bits &= slices[gram * WORDS + at] ?? 0;
          while (bits !== 0) {
            const row = at * 32 + 31 - Math.clz32(bits & -bits);
            bits &= bits - 1;
            if (text.slice(starts[row], starts[row + 1]).includes(word)) hits[base + row] = 1;
          }
        }
      });
    },
  };
}

function gramAt(text: string, at: number): number {
  return (text.charCodeAt(at) * 100 + text.charCodeAt(at + 1) * 10 + text.charCodeAt(at + 2)) & (SLICES - 1);
}
