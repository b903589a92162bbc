import { AnchorBlock, holdsAt } from './anchorBlock.ts';
import type { Alphabet } from './anchorBlock.ts';
import { Blocks } from './blocks.ts';
import type { Haystack, PieceWriter } from './blocks.ts';

/** A word at an anchor only: the start of a number, a syllable of a name, any place of an identity number. */
export function anchoredHaystack(alphabet: Alphabet, write: PieceWriter): Haystack {
  const blocks = new Blocks((from, to) => new AnchorBlock(alphabet, from, to, write));
  return {
    built: (block) => blocks.built(block),
    drop: (block) => blocks.drop(block),
    clear: () => blocks.clear(),
    warm: (size) => blocks.warm(size),
    find: (word, hits, size) => blocks.each(size, (block, base) => block.find(word, hits, base)),
    holds(row, word) {
      let found = false;
      write(row, (piece, anchors = []) => {
        found ||= anchors.some((place) => holdsAt(piece, word, place, 0));
      });
      return found;
    },
  };
}
