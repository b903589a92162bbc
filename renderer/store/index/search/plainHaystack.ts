import { Blocks, joinPieces } from './blocks.ts';
import type { Haystack, PieceWriter } from './blocks.ts';

/** A word anywhere in the text: names and places in Chinese. */
export function plainHaystack(write: PieceWriter): Haystack {
  const blocks = new Blocks((from, to) => joinPieces(from, to, write));
  return {
    touch: (row) => blocks.touch(row),
    clear: () => blocks.clear(),
    warm: (size) => blocks.warm(size),
    find(word, hits, size) {
      blocks.each(size, ({ text, starts }, base) => {
        let row = 0;
        let place = text.indexOf(word);
        while (place >= 0) {
          while ((starts[row + 1] ?? text.length) <= place) row += 1;
          hits[base + row] = 1;
          place = text.indexOf(word, starts[row + 1] ?? text.length);
        }
      });
    },
  };
}
