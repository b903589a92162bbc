import { Blocks } from './blocks.ts';
import type { Haystack, PieceWriter } from './blocks.ts';

/** Bits of the sign which characters a block holds at all: no name of it has to be read for a word it cannot have. */
const CHARACTERS = 4096;

interface PlainBlock {
  readonly text: string;
  /** Where each row's text begins, and the last one's ends. */
  readonly starts: Uint32Array;
  readonly characters: Uint32Array;
}

/** A word anywhere in the text: names and places in Chinese. */
export function plainHaystack(write: PieceWriter): Haystack {
  const blocks = new Blocks((from, to) => buildBlock(from, to, write));
  return {
    built: (block) => blocks.built(block),
    drop: (block) => blocks.drop(block),
    clear: () => blocks.clear(),
    warm: (size) => blocks.warm(size),
    find(word, hits, size) {
      blocks.each(size, (block, base) => {
        if (!mayHold(block.characters, word)) return;
        const { text, starts } = block;
        let row = 0;
        let place = text.indexOf(word);
        while (place >= 0) {
          while ((starts[row + 1] ?? text.length) <= place) row += 1;
          hits[base + row] = 1;
          place = text.indexOf(word, starts[row + 1] ?? text.length);
        }
      });
    },
    holds(row, word) {
      let found = false;
      write(row, (piece) => {
        found ||= piece.includes(word);
      });
      return found;
    },
  };
}

/** The text of a stretch of rows, pieces kept apart so that no word matches across two of them. */
function buildBlock(from: number, to: number, write: PieceWriter): PlainBlock {
  const parts: string[] = [];
  const starts = new Uint32Array(to - from + 1);
  let length = 0;
  for (let row = from; row < to; row += 1) {
    starts[row - from] = length;
    write(row, (piece) => {
      parts.push(piece, '\n');
      length += piece.length + 1;
    });
  }
  starts[to - from] = length;
  const text = parts.join('');
  const characters = new Uint32Array(CHARACTERS / 32);
  for (let at = 0; at < text.length; at += 1) {
    const bit = text.charCodeAt(at) % CHARACTERS;
    characters[bit >>> 5] = (characters[bit >>> 5] ?? 0) | (1 << (bit & 31));
  }
  return { text, starts, characters };
}

function mayHold(characters: Uint32Array, word: string): boolean {
  for (let at = 0; at < word.length; at += 1) {
    const bit = word.charCodeAt(at) % CHARACTERS;
    if (((characters[bit >>> 5] ?? 0) & (1 << (bit & 31))) === 0) return false;
  }
  return true;
}
