import { grown } from '../columns/column.ts';
import type { PieceWriter } from './blocks.ts';

/** How the first characters of an anchor are numbered. Class 0 takes every character that has no class of its own. */
export interface Alphabet {
  readonly classes: number;
  /** Class of every ASCII character. */
  readonly classOf: Uint8Array;
  /** So many first characters make the key an anchor is filed under. */
  readonly keyLength: number;
}

function alphabet(characters: string, keyLength: number): Alphabet {
  const classOf = new Uint8Array(128);
  [...characters].forEach((character, at) => {
    classOf[character.charCodeAt(0)] = at + 1;
  });
  return { classes: characters.length + 1, classOf, keyLength };
}

/** Letters and digits by their first two: a syllable's beginning parts the names of a roster well. */
export const LETTERS = alphabet('abcdefghijklmnopqrstuvwxyz0123456789', 2);

/** Three digits in a row, and the X of identity numbers. */
export const DIGITS = alphabet('0123456789x', 3);

const END = 10;

/** Where the anchors of the block under construction are gathered: thousands a block, many blocks one after another. */
let places = new Uint32Array(1 << 15);
let rows = new Uint16Array(1 << 15);

/**
 * The places of a block's text where a word may begin, filed by their first characters: a word looks at the places of
 * its own beginning and at no others, and a word no longer than the key needs no look at the text at all.
 */
export class AnchorBlock {
  private readonly text: string;
  private readonly alphabet: Alphabet;
  /** Key → where its places begin in `places`. */
  private readonly from: Uint32Array;
  private readonly places: Uint32Array;
  private readonly rows: Uint16Array;

  constructor(filing: Alphabet, from: number, to: number, write: PieceWriter) {
    this.alphabet = filing;
    const parts: string[] = [];
    let length = 0;
    let count = 0;
    for (let row = from; row < to; row += 1) {
      write(row, (piece, anchors = []) => {
        for (const anchor of anchors) {
          if (count === places.length) {
            places = grown(new Uint32Array(count * 2), places);
            rows = grown(new Uint16Array(count * 2), rows);
          }
          places[count] = length + anchor;
          rows[count] = row - from;
          count += 1;
        }
        parts.push(piece, '\n');
        length += piece.length + 1;
      });
    }
    this.text = parts.join('');
    const keys = keysOf(this.text, filing);
    this.from = new Uint32Array(filing.classes ** filing.keyLength + 1);
    const next = this.from;
    for (let at = 0; at < count; at += 1) {
      const key = keys[places[at] ?? 0] ?? 0;
      next[key] = (next[key] ?? 0) + 1;
    }
    let end = 0;
    for (let key = 0; key < next.length; key += 1) {
      end += next[key] ?? 0;
      next[key] = end;
    }
    this.places = new Uint32Array(count);
    this.rows = new Uint16Array(count);
    // From the end, so that the ends just summed become the beginnings.
    for (let at = count - 1; at >= 0; at -= 1) {
      const place = places[at] ?? 0;
      const key = keys[place] ?? 0;
      const slot = (next[key] ?? 0) - 1;
      next[key] = slot;
      this.places[slot] = place;
      this.rows[slot] = rows[at] ?? 0;
    }
  }

  /** Sets 1 for every row of the block with the word at an anchor; `base` is the block's first row. */
  find(word: string, hits: Uint8Array, base: number): void {
    const { classes, keyLength, classOf } = this.alphabet;
    let low = 0;
    let width = 1;
    let exact = true;
    for (let at = 0; at < keyLength; at += 1) {
      const filed = at < word.length ? (classOf[word.charCodeAt(at)] ?? 0) : 0;
      low = low * classes + filed;
      if (at >= word.length) width *= classes;
      else if (filed === 0) exact = false;
    }
    const end = this.from[low + width] ?? 0;
    // What is filed under a class of its own need not be compared again.
    const known = exact ? keyLength : 0;
    for (let at = this.from[low] ?? 0; at < end; at += 1) {
      if (known >= word.length || holdsAt(this.text, word, this.places[at] ?? 0, known))
        hits[base + (this.rows[at] ?? 0)] = 1;
    }
  }
}

/** Key of every place of the text. Behind the end of a piece the next one begins: its characters do not belong to it. */
function keysOf(text: string, { classes, classOf, keyLength }: Alphabet): Uint16Array {
  const keys = new Uint16Array(text.length);
  const top = classes ** (keyLength - 1);
  let key = 0;
  for (let at = text.length - 1; at >= 0; at -= 1) {
    const code = text.charCodeAt(at);
    key = code === END ? 0 : Math.trunc(key / classes) + (classOf[code] ?? 0) * top;
    keys[at] = key;
  }
  return keys;
}

export function holdsAt(text: string, word: string, place: number, known: number): boolean {
  for (let i = known; i < word.length; i += 1)
    if (text.charCodeAt(place + i) !== word.charCodeAt(i)) return false;
  return true;
}
