import { entriesOf } from '../../../../domain/dictionaries/lookup.ts';
import { unread, valueOf } from './parsed.ts';
import type { Parsed } from './parsed.ts';
import type { FieldDefinition } from '../../../../domain/records/definition.ts';

/** A code word as it is compared: width, spaces and brackets' kind do not count. */
export function normaliseWord(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '').toUpperCase();
}

export interface CodeReader {
  read(text: string): Parsed;
}

/**
 * Reads words of one coded column: spellings, labels, unique beginnings of labels, then bare codes. `answers` are the
 * clerk's own readings of words that nobody knew.
 */
export function codeReader(
  field: FieldDefinition,
  answers: Readonly<Record<string, string>>,
  bareZeroOne: boolean,
): CodeReader {
  const entries = entriesOf(field.dictionary ?? '');
  const words = new Map<string, string>();
  for (const entry of entries) words.set(normaliseWord(entry.label), entry.code);
  // Not of spellings: 退休 is no 退休返聘, and a list of spellings only grows.
  const labels = new Map(words);
  for (const [word, code] of Object.entries(field.valueSpellings ?? {})) words.set(normaliseWord(word), code);
  for (const [word, code] of Object.entries(answers)) words.set(normaliseWord(word), code);
  const codes = new Set(entries.map((entry) => entry.code));
  return {
    read(text) {
      const word = normaliseWord(text);
      const known = words.get(word) ?? beginning(labels, word);
      if (known !== undefined) return valueOf(known);
      // A column of nothing but 0 and 1 says two things without saying which is which: the clerk is asked.
      if (codes.has(text.trim()) && !bareZeroOne && field.bareCodes !== 'ask') return valueOf(text.trim());
      return unread(text.trim(), `“${field.label}”里的“${text.trim().slice(0, 20)}”认不出，这一格没有导入。`);
    },
  };
}

/** 汉 → 汉族, 土家 → 土家族: a beginning of exactly one label that lacks no more than two letters. */
function beginning(labels: ReadonlyMap<string, string>, word: string): string | undefined {
  const found = new Set<string>();
  for (const [label, code] of labels) {
    if (label.startsWith(word) && label.length - word.length <= 2) found.add(code);
  }
  const [only] = found;
  return found.size === 1 && word !== '' && !/^\d+$/.test(word) ? only : undefined;
}

/** Several codes in one cell: `党员、劳模`. One unknown word leaves the whole cell out: half a list is a wrong list. */
export function readCodes(reader: CodeReader, text: string): Parsed {
  const codes: string[] = [];
  for (const part of text
    .split(/[、,，;；/|]+/)
    .map((word) => word.trim())
    .filter((word) => word !== '')) {
    const parsed = reader.read(part);
    if (parsed.kind !== 'value' || typeof parsed.value !== 'string') return parsed;
    codes.push(parsed.value);
  }
  return valueOf([...new Set(codes)]);
}

const yes = new Set(['是', '√', '✓', '✔', 'Y', 'YES', 'V', 'T', 'TRUE', '1', '有', '●', '对', '☑']);
const no = new Set(['否', '×', '✗', '✘', 'X', 'N', 'NO', 'F', 'FALSE', '0', '无', '没有', '不是', '○', '☐']);

/** 是/否 in its spellings; a blank is never 否 (clerks.md 2.5). */
export function readFlag(field: FieldDefinition, text: string): Parsed {
  const word = normaliseWord(text);
  if (yes.has(word)) return valueOf(true);
  if (no.has(word)) return valueOf(false);
  // A column 农民工 may repeat its own name where it applies.
  if (word !== '' && normaliseWord(field.label).endsWith(word)) return valueOf(true);
  return unread(
    text.trim(),
    `“${field.label}”里的“${text.trim().slice(0, 20)}”看不出是或否，这一格没有导入。`,
  );
}
