import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import { CodedColumn } from '../columns/codedColumn.ts';
import { asText } from '../columns/column.ts';
import type { Column } from '../columns/column.ts';
import { andMask, newMask } from '../rowMask.ts';
import type { RowTable } from '../rows/rowTable.ts';
import { normalText, wordsOf } from '../text/normal.ts';
import { DIGITS, LETTERS } from './anchorBlock.ts';
import { anchoredHaystack } from './anchoredHaystack.ts';
import { blockOf } from './blocks.ts';
import type { Haystack, PieceWriter } from './blocks.ts';
import { Changes } from './changes.ts';
import { CodedWords } from './codedWords.ts';
import { lettersOf } from './nameLetters.ts';
import { plainHaystack } from './plainHaystack.ts';

/** Words remembered with their rows: paging, counting and the next word ask for the same ones again. */
const REMEMBERED = 12;
/** Of an identity number or phone, fewer characters say nothing and would match everybody. */
const SHORTEST_TAIL = 3;

/** The search box over one table: every word must be found in some search field of the row. */
export class Search {
  private readonly table: RowTable;
  private readonly texts: Haystack;
  private readonly letters: Haystack;
  private readonly tails: Haystack;
  private readonly starts: Haystack;
  private readonly haystacks: readonly Haystack[];
  private readonly coded: readonly CodedWords[];
  private readonly changes = new Changes();
  private readonly found = new Map<string, Uint8Array>();

  constructor(definition: RecordDefinition, table: RowTable) {
    this.table = table;
    const of = (search: string): readonly Column[] =>
      Object.entries(definition.fields)
        .filter(([, field]) => field.search === search)
        .map(([key]) => table.column(key))
        .filter((column) => column !== undefined);
    const names = of('name');
    const tails = of('tail');
    const exacts = of('exact');
    this.coded = of('text')
      .filter((column) => column instanceof CodedColumn)
      .map((column) => new CodedWords(column));
    const texts = [...names, ...of('text').filter((column) => !(column instanceof CodedColumn))];
    this.texts = plainHaystack((row, push) => writeAll(texts, row, push));
    this.tails = anchoredHaystack(DIGITS, (row, push) =>
      writeAll(tails, row, (text) => push(text, placesIn(Math.max(0, text.length - SHORTEST_TAIL + 1)))),
    );
    this.letters = anchoredHaystack(LETTERS, (row, push) =>
      writeAll(names, row, (name) => writeLetters(name, push)),
    );
    this.starts = anchoredHaystack(LETTERS, (row, push) =>
      writeAll(exacts, row, (text) => writeStarts(text, push)),
    );
    this.haystacks = [this.starts, this.tails, this.texts, this.letters];
  }

  /** After a row was written or released. */
  touch(row: number): void {
    const block = blockOf(row);
    const full = this.changes.note(
      row,
      this.haystacks.some((haystack) => haystack.built(block)),
    );
    if (full !== undefined) this.drop(full);
  }

  clear(): void {
    for (const haystack of this.haystacks) haystack.clear();
    this.changes.clear();
    this.found.clear();
  }

  /** One step of building ahead, exact look-ups before names (R24); false when all is built. */
  warm(): boolean {
    if (this.haystacks.some((haystack) => haystack.warm(this.table.size))) return true;
    const changed = this.changes.someBlock();
    if (changed === undefined) return false;
    this.drop(changed);
    return true;
  }

  /** Clears the rows that lack a word. */
  keep(mask: Uint8Array, search: string): void {
    for (const word of wordsOf(search)) andMask(mask, this.rowsWith(word));
  }

  private drop(block: number): void {
    for (const haystack of this.haystacks) haystack.drop(block);
    this.changes.forget(block);
  }

  private rowsWith(word: string): Uint8Array {
    this.bringUpToDate();
    let hits = this.found.get(word);
    if (hits === undefined) {
      hits = this.scan(word);
      const [oldest] = this.found.keys();
      if (this.found.size >= REMEMBERED && oldest !== undefined) this.found.delete(oldest);
      this.found.set(word, hits);
    }
    return hits;
  }

  /** What was found before a save is asked anew of the saved rows alone. */
  private bringUpToDate(): void {
    const fresh = this.changes.takeFresh();
    if (fresh === undefined) this.found.clear();
    else
      for (const [word, hits] of this.found) {
        if (hits.length < this.table.size) this.found.delete(word);
        else for (const row of fresh) hits[row] = this.holds(row, word) ? 1 : 0;
      }
  }

  private scan(word: string): Uint8Array {
    const { size } = this.table;
    const hits = newMask(size);
    for (const [haystack, asked] of this.questions(word)) haystack.find(asked, hits, size);
    for (const column of this.coded) column.find(word, hits, size);
    // A block does not know what was saved since it was built.
    this.changes.each((row) => {
      hits[row] = this.holds(row, word) ? 1 : 0;
    });
    return hits;
  }

  private holds(row: number, word: string): boolean {
    return (
      this.questions(word).some(([haystack, asked]) => haystack.holds(row, asked)) ||
      this.coded.some((column) => column.holds(row, word))
    );
  }

  /** Where a word may stand, and how it is spelt there. */
  private questions(word: string): readonly (readonly [Haystack, string])[] {
    const typed = word.replaceAll('ü', 'v');
    const tail = word.length >= SHORTEST_TAIL && /^[a-z]*\d[a-z\d]*$/.test(word);
    return [
      [this.starts, word],
      ...(tail ? [[this.tails, word] as const] : []),
      ...(/^[a-z]+$/.test(typed) ? [[this.letters, typed] as const] : []),
      [this.texts, word],
    ];
  }
}

function writeAll(columns: readonly Column[], row: number, write: (text: string) => void): void {
  for (const column of columns) {
    const text = column.isBlank(row) ? '' : normalText(asText(column.get(row)));
    if (text !== '') write(text);
  }
}

type Push = Parameters<PieceWriter>[1];

const everywhere: (readonly number[])[] = [];

/** Every place of a text of so many characters. */
function placesIn(length: number): readonly number[] {
  let places = everywhere[length];
  if (places === undefined) {
    places = Array.from({ length }, (_, at) => at);
    everywhere[length] = places;
  }
  return places;
}

function writeLetters(name: string, push: Push): void {
  const { full, anchors, initials } = lettersOf(name);
  if (full === '') return;
  push(full, anchors);
  push(initials, placesIn(initials.length));
}

/** 00123 is also found as 123: lists of other programs drop the zeros. */
function writeStarts(text: string, push: Push): void {
  const bare = text.replace(/^0+(?=.)/, '');
  push(text, [0]);
  if (bare !== text) push(bare, [0]);
}
