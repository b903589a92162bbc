import { Blocks } from './blocks.ts';
import type { Haystack, PieceWriter } from './blocks.ts';

/**
 * A word at an anchor only: the start of a number, a syllable of a name. Looking at each anchor's first character is
 * quicker than finding a common letter everywhere and refusing most places.
 */
export function anchoredHaystack(write: PieceWriter): Haystack {
  const blocks = new Blocks((from, to) => {
    const parts: string[] = [];
    const anchors: number[] = [];
    const rows: number[] = [];
    let length = 0;
    for (let row = from; row < to; row += 1) {
      write(row, (piece, places = []) => {
        for (const place of places) {
          anchors.push(length + place);
          rows.push(row - from);
        }
        parts.push(piece, '\n');
        length += piece.length + 1;
      });
    }
    return { text: parts.join(''), anchors: Uint32Array.from(anchors), rows: Uint16Array.from(rows) };
  });
  return {
    touch: (row) => blocks.touch(row),
    clear: () => blocks.clear(),
    warm: (size) => blocks.warm(size),
    find(word, hits, size) {
      const first = word.charCodeAt(0);
      blocks.each(size, ({ text, anchors, rows }, base) => {
        for (let i = 0; i < anchors.length; i += 1) {
          const place = anchors[i] ?? 0;
          if (text.charCodeAt(place) === first && holdsAt(text, word, place)) hits[base + (rows[i] ?? 0)] = 1;
        }
      });
    },
  };
}

function holdsAt(text: string, word: string, place: number): boolean {
  for (let i = 1; i < word.length; i += 1)
    if (text.charCodeAt(place + i) !== word.charCodeAt(i)) return false;
  return true;
}
