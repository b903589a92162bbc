import { readName } from '../text/pinyin.ts';

/** A name as letters: whole pinyin, which a word may enter at any syllable, and initials, which it may enter anywhere. */
export interface NameLetters {
  readonly full: string;
  readonly anchors: readonly number[];
  readonly initials: string;
}

export function lettersOf(normalName: string): NameLetters {
  let full = '';
  let initials = '';
  const anchors: number[] = [];
  let insideWord = false;
  for (const { char, reading } of readName([...normalName])) {
    const latin = reading === '' && /^[a-z0-9]$/.test(char);
    const piece = latin ? char : reading;
    if (piece !== '' && !(latin && insideWord)) {
      anchors.push(full.length);
      initials += piece.slice(0, 1);
    }
    full += piece;
    insideWord = latin;
  }
  return { full, anchors, initials };
}
