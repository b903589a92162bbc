import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import { CodedColumn } from '../columns/codedColumn.ts';
import { asText } from '../columns/column.ts';
import type { Column } from '../columns/column.ts';
import type { RowTable } from '../rows/rowTable.ts';
import { normalText, wordsOf } from '../text/normal.ts';
import { anchoredHaystack } from './anchoredHaystack.ts';
import type { Haystack, PieceWriter } from './blocks.ts';
import { GRAM, gramHaystack } from './gramHaystack.ts';
import { lettersOf } from './nameLetters.ts';
import { plainHaystack } from './plainHaystack.ts';

/** Words remembered with their rows: typing on, paging and counting ask for the same words again. */
const REMEMBERED = 12;

/** The search box over one table: every word must be found in some search field of the row. */
export class Search {
  private readonly table: RowTable;
  private readonly texts: Haystack;
  private readonly letters: Haystack;
  private readonly tails: Haystack;
  private readonly starts: Haystack;
  private readonly coded: readonly CodedColumn[];
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
    this.coded = of('text').filter((column) => column instanceof CodedColumn);
    const texts = [...names, ...of('text').filter((column) => !(column instanceof CodedColumn))];
    this.texts = plainHaystack((row, push) => writeAll(texts, row, push));
    this.tails = gramHaystack((row, push) => writeAll(tails, row, push));
    this.letters = anchoredHaystack((row, push) => writeAll(names, row, (name) => writeLetters(name, push)));
    this.starts = anchoredHaystack((row, push) => writeAll(exacts, row, (text) => writeStarts(text, push)));
  }

  touch(row: number): void {
    for (const haystack of this.haystacks()) haystack.touch(row);
    this.found.clear();
  }

  clear(): void {
    for (const haystack of this.haystacks()) haystack.clear();
    this.found.clear();
  }

  /** One step of building ahead, exact look-ups before names (R24); false when all is built. */
  warm(): boolean {
    return this.haystacks().some((haystack) => haystack.warm(this.table.size));
  }

  /** Clears the rows that lack a word. */
  keep(mask: Uint8Array, search: string): void {
    for (const word of wordsOf(search)) {
      const hits = this.rowsWith(word);
      for (let row = 0; row < mask.length; row += 1) mask[row] = (mask[row] ?? 0) & (hits[row] ?? 0);
    }
  }

  private rowsWith(word: string): Uint8Array {
    let hits = this.found.get(word);
    if (hits === undefined) {
      hits = this.scan(word);
      const [oldest] = this.found.keys();
      if (this.found.size >= REMEMBERED && oldest !== undefined) this.found.delete(oldest);
      this.found.set(word, hits);
    }
    return hits;
  }

  private scan(word: string): Uint8Array {
    const { size } = this.table;
    const hits = new Uint8Array(size);
    this.starts.find(word, hits, size);
    const typed = word.replaceAll('ü', 'v');
    // Fewer characters of an identity number or phone say nothing and would match everybody.
    if (word.length >= GRAM && /^[a-z]*\d[a-z\d]*$/.test(word)) this.tails.find(word, hits, size);
    if (/^[a-z]+$/.test(typed)) this.letters.find(typed, hits, size);
    this.texts.find(word, hits, size);
    for (const column of this.coded) {
      const pass = Uint8Array.from(column.values, (value) =>
        normalText(asText(value)).includes(word) ? 1 : 0,
      );
      const { codes } = column;
      for (let row = 0; row < size; row += 1) hits[row] = (hits[row] ?? 0) | (pass[codes[row] ?? 0] ?? 0);
    }
    return hits;
  }

  private haystacks(): readonly Haystack[] {
    return [this.starts, this.tails, this.texts, this.letters];
  }
}

function writeAll(columns: readonly Column[], row: number, write: (text: string) => void): void {
  for (const column of columns) {
    const text = column.isBlank(row) ? '' : normalText(asText(column.get(row)));
    if (text !== '') write(text);
  }
}

type Push = Parameters<PieceWriter>[1];

function writeLetters(name: string, push: Push): void {
  const { full, anchors, initials } = lettersOf(name);
  if (full === '') return;
  push(full, anchors);
  push(
    initials,
    [...initials].map((_, at) => at),
  );
}

/** 00123 is also found as 123: lists of other programs drop the zeros. */
function writeStarts(text: string, push: Push): void {
  const bare = text.replace(/^0+(?=.)/, '');
  push(text, [0]);
  if (bare !== text) push(bare, [0]);
}
