import { pinyin } from 'pinyin-pro';

/** Families whose name is two characters; with one character the reading of the pair would be lost (万俟 is mò qí). */
const COMPOUND_SURNAMES = new Set(
  (
    '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 ' +
    '仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 ' +
    '段干 百里 呼延 东郭 南门 羊舌 微生 梁丘 左丘 东门 西门 第五 歐陽 司馬 諸葛 尉遲 東方 鍾離 長孫 獨孤 令狐'
  ).split(' '),
);

const COMPOUND_BEGINNINGS = new Set([...COMPOUND_SURNAMES].map((name) => name.charAt(0)));

export interface Syllable {
  readonly char: string;
  /** Without tone, ü as v; empty for what is not Chinese or has no known reading. */
  readonly reading: string;
  /** With the tone's number, for sorting. */
  readonly toned: string;
}

interface Character {
  readonly syllable: Syllable;
  readonly many: boolean;
}

/** By their first 16 bits: a roster asks for its few thousand characters a million times. Longer ones lie in `rare`. */
const characters = new Array<Character | undefined>(0x1_0000).fill(undefined);
const rare = new Map<string, Character>();
const surnames = new Map<string, readonly Syllable[]>();
const givenNames = new Map<string, readonly Syllable[]>();
/** Given names are many; the memory of their readings is not worth more than this. */
const MOST_GIVEN_NAMES = 100_000;

function syllable(char: string, toned: string | undefined): Syllable {
  const known = toned !== undefined && /^[a-z]+\d$/.test(toned) ? toned : '';
  return { char, reading: known.slice(0, -1), toned: known };
}

function character(char: string): Character {
  const known = char.length === 1 ? characters[char.charCodeAt(0)] : rare.get(char);
  if (known !== undefined) return known;
  const entry = lookUp(char);
  if (char.length === 1) characters[char.charCodeAt(0)] = entry;
  else rare.set(char, entry);
  return entry;
}

function lookUp(char: string): Character {
  if (!/\p{Script=Han}/u.test(char)) return { syllable: { char, reading: '', toned: '' }, many: false };
  const [toned] = pinyin(char, { type: 'array', toneType: 'num', v: true });
  const readings = new Set(pinyin(char, { type: 'array', toneType: 'none', multiple: true, v: true }));
  return { syllable: syllable(char, toned), many: readings.size > 1 };
}

function readTogether(chars: readonly string[], surname: boolean): readonly Syllable[] {
  const toned = pinyin(chars.join(''), {
    type: 'array',
    toneType: 'num',
    v: true,
    toneSandhi: false,
    ...(surname ? { mode: 'surname', surname: 'head' } : {}),
  });
  // A character the dictionary lacks may join its neighbour; then the characters are read one by one.
  if (toned.length !== chars.length) return chars.map((char) => character(char).syllable);
  return chars.map((char, at) => syllable(char, toned[at]));
}

function remembered(
  memory: Map<string, readonly Syllable[]>,
  text: string,
  surname: boolean,
): readonly Syllable[] {
  let known = memory.get(text);
  if (known === undefined) {
    known = readTogether([...text], surname);
    if (memory.size >= MOST_GIVEN_NAMES) memory.clear();
    memory.set(text, known);
  }
  return known;
}

/** One character by itself: 曾 is céng here. */
export function syllableOf(char: string): Syllable {
  return character(char).syllable;
}

/** How a person's name is read: the family name as a family name (曾 zēng, 单 shàn, 解 xiè), the rest in its context. */
export function readName(chars: readonly string[]): readonly Syllable[] {
  const [first = '', second = ''] = chars;
  const compound =
    chars.length > 2 && COMPOUND_BEGINNINGS.has(first) && COMPOUND_SURNAMES.has(first + second);
  const familyLength = compound ? 2 : 1;
  const read: Syllable[] = [];
  if (character(first).syllable.reading === '')
    for (const char of chars.slice(0, familyLength)) read.push(syllableOf(char));
  else read.push(...remembered(surnames, compound ? first + second : first, true));
  const given: Syllable[] = [];
  let plain = true;
  for (let at = familyLength; at < chars.length; at += 1) {
    const { syllable: alone, many } = character(chars[at] ?? '');
    given.push(alone);
    plain = plain && !many;
  }
  read.push(...(plain ? given : remembered(givenNames, chars.slice(familyLength).join(''), false)));
  return read;
}
