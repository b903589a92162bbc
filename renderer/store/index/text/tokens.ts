import { readName, syllableOf } from './pinyin.ts';
import type { Syllable } from './pinyin.ts';
import { normalText } from './normal.ts';

/**
 * How a text sorts. `name`: by pinyin with the family name read as one; `natural`: E9 before E10, 007 beside 7,
 * 二车间 before 十车间; `plain`:
 * by character, for identity numbers and phones.
 */
export type TextOrder = 'name' | 'natural' | 'plain';
/** Numbers sort before strings; a number is a final rank, a string still has to be ranked among its like. */
export type Token = number | string;

const RUN = 1;
const DIGIT = 300;
const ASCII = 400;
/** Ranks of string tokens begin here. */
export const RANKED = 1_000;

const NUMERALS = /[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]/g;
const NUMERAL = '〇一二三四五六七八九';

/** 一车间, 二车间 … 十二车间 in the order of their numbers, where pinyin would begin with 八. */
function digitsOf(run: string): string {
  const [tens = '', ones = ''] = run.includes('十') ? run.split('十') : ['〇', run];
  return String((tens === '' ? 1 : NUMERAL.indexOf(tens)) * 10 + (ones === '' ? 0 : NUMERAL.indexOf(ones)));
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

function han({ char, toned }: Syllable): Token {
  return toned === '' ? `~${char}` : `${toned}${char}`;
}

/** The steps by which two texts are compared, first to last. */
export function tokensOf(text: string, order: TextOrder): readonly Token[] {
  const tokens: Token[] = [];
  const normal = normalText(text);
  const folded = order === 'natural' ? normal.replace(NUMERALS, digitsOf) : normal;
  if (order === 'name') {
    const chars = [...folded];
    const read = readName(chars);
    chars.forEach((char, at) => tokens.push(tokenOf(char, read[at])));
    return tokens;
  }
  for (let i = 0; i < folded.length; i += 1) {
    const code = folded.charCodeAt(i);
    if (order === 'natural' && isDigit(code)) i = pushRun(folded, i, tokens) - 1;
    else if (code < 128) tokens.push(isDigit(code) ? DIGIT + code - 48 : ASCII + code);
    else {
      const char = String.fromCodePoint(folded.codePointAt(i) ?? code);
      i += char.length - 1;
      tokens.push(han(syllableOf(char)));
    }
  }
  return tokens;
}

function tokenOf(char: string, read: Syllable | undefined): Token {
  const code = char.charCodeAt(0);
  if (code >= 128) return han(read ?? syllableOf(char));
  return isDigit(code) ? DIGIT + code - 48 : ASCII + code;
}

/** A run of digits sorts by its length without leading zeros, then by its digits. Returns where the run ends. */
function pushRun(text: string, from: number, tokens: Token[]): number {
  let end = from;
  while (end < text.length && isDigit(text.charCodeAt(end))) end += 1;
  let start = from;
  while (start < end - 1 && text.charCodeAt(start) === 48) start += 1;
  tokens.push(RUN + Math.min(end - start, 250));
  for (let i = start; i < end; i += 1) tokens.push(DIGIT + text.charCodeAt(i) - 48);
  return end;
}

export function compareTokens(a: readonly Token[], b: readonly Token[]): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    const x = a[i] ?? 0;
    const y = b[i] ?? 0;
    if (x === y) continue;
    if (typeof x === typeof y) return x < y ? -1 : 1;
    return typeof x === 'number' ? -1 : 1;
  }
  return a.length - b.length;
}
