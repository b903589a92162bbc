import { cellParser } from '../values/parser.ts';
import { documentTypeOf, looksRuined } from '../values/identity.ts';
import { joinOf } from '../layout/propose.ts';
import { factsOf } from './facts.ts';
import { allIn, choiceFor, marksOf } from './marks.ts';
import { NotPeople } from './notPeople.ts';
import { emptyCell } from '../readers/port.ts';
import { withRest } from './rests.ts';
import type { FilledDown } from '../layout/fillDown.ts';
import type { Mapping } from '../layout/mapping.ts';
import type { Parsed } from '../values/parsed.ts';
import type { CellParser } from '../values/parser.ts';
import type { Mark, MarkChoices } from './marks.ts';
import type { SheetRecord } from './types.ts';
import type {
  FieldDefinition,
  FieldValue,
  RecordData,
  RecordDefinition,
} from '../../../../domain/records/definition.ts';
import type { SheetRow } from '../readers/port.ts';

export interface AssembleOptions {
  readonly mapping: Mapping;
  /** Each line of the header as it stands. */
  readonly headerLines: readonly (readonly string[])[];
  readonly titles?: ReadonlySet<string>;
  /** Merged cells that speak for the rows below, by column. */
  readonly filled?: ReadonlyMap<number, FilledDown>;
  /** The sheet's name, where it says the department (K49). */
  readonly sheetAs?: { readonly field: string; readonly value: string };
  /** Added to the row numbers, so that rows of several sheets differ. */
  readonly base?: number;
  readonly marks?: MarkChoices;
  readonly answers: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly bareZeroOne: ReadonlySet<string>;
}

interface Part {
  readonly index: number;
  readonly key: string;
  readonly join: string | undefined;
  readonly restTo: FieldDefinition['restTo'];
  readonly isIdentity: boolean;
  readonly filled: FilledDown | undefined;
  readonly parse: CellParser;
}

/** Words that nobody knew, per field, with how often they stand in the sheet. */
export type UnknownWords = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Turns rows of cells into rows of fields. One per analysis; it counts what the report must name. */
export class Assembler {
  skipped = 0;
  /** Rows of people with a mark, read or not (K50). */
  readonly marked: Record<Mark, number> = { hidden: 0, struck: 0, coloured: 0 };
  leftOut = 0;
  readonly unknownWords = new Map<string, Map<string, number>>();
  /** Per identity column: filled cells and those that look ruined (K48). */
  identityCells = 0;
  ruinedCells = 0;

  private readonly definition: RecordDefinition;
  private readonly parts: readonly Part[];
  private readonly notPeople: NotPeople;
  private readonly base: number;
  private readonly marks: MarkChoices;
  private readonly documentType: string | undefined;
  private readonly template: RecordData;

  constructor(definition: RecordDefinition, options: AssembleOptions) {
    this.definition = definition;
    this.parts = [...options.mapping].flatMap(([index, key]) => {
      const field = definition.fields[key];
      if (!field) return [];
      const answers = options.answers[key];
      const parse = cellParser(field, {
        bareZeroOne: options.bareZeroOne.has(key),
        ...(answers ? { answers } : {}),
      });
      const isIdentity = field.kind === 'idNumber';
      const filled = options.filled?.get(index);
      return [{ index, key, parse, join: joinOf(field), restTo: field.restTo, isIdentity, filled }];
    });
    this.notPeople = new NotPeople(
      this.parts.map(({ index }) => index),
      options.headerLines,
      options.titles,
    );
    this.base = options.base ?? 0;
    this.marks = options.marks ?? allIn;
    const typeField = Object.entries(definition.fields).find(
      ([, field]) => field.dictionary === 'id_document_type',
    );
    this.documentType = typeField?.[0];
    const keys = [
      ...this.parts.map(({ key }) => key),
      ...this.parts.flatMap(({ key }) => definition.fields[key]?.range?.to ?? []),
      ...(this.documentType === undefined ? [] : [this.documentType]),
    ];
    const left = factsOf(definition).presence;
    if (left && Object.values(this.marks).includes('left')) keys.push(left.field);
    const { sheetAs } = options;
    this.template = {
      ...Object.fromEntries(keys.map((key) => [key, null])),
      ...(sheetAs ? { [sheetAs.field]: sheetAs.value } : {}),
    };
  }

  /** Undefined for a row that is no person, or that the clerk left out. */
  read(row: SheetRow): SheetRecord | undefined {
    if (this.notPeople.holds(row)) {
      this.skipped += 1;
      return undefined;
    }
    const found = marksOf(row);
    const choice = found.length === 0 ? 'in' : choiceFor(found, this.marks);
    if (choice === 'out') return this.leaveOut(row, found);
    const reading = new Reading(this.template);
    for (const part of this.parts) this.readPart(part, row, reading);
    if (!reading.touched) {
      this.skipped += 1;
      return undefined;
    }
    for (const mark of found) this.marked[mark] += 1;
    const presence = choice === 'left' ? factsOf(this.definition).presence : undefined;
    if (presence) reading.data[presence.field] = presence.leave.to;
    this.addDocumentType(reading.data);
    return reading.record(row.number + this.base);
  }

  private leaveOut(row: SheetRow, found: readonly Mark[]): undefined {
    // Cells that speak for the rows below go on doing so.
    for (const { index, filled } of this.parts) filled?.cellOf(row.number, row.cells[index] ?? emptyCell);
    if (this.parts.every(({ index }) => (row.cells[index] ?? emptyCell).kind === 'empty')) {
      this.skipped += 1;
      return;
    }
    for (const mark of found) this.marked[mark] += 1;
    this.leftOut += 1;
  }

  private readPart(part: Part, row: SheetRow, reading: Reading): void {
    const own = row.cells[part.index] ?? emptyCell;
    const cell = part.filled ? part.filled.cellOf(row.number, own) : own;
    if (cell === emptyCell) return;
    if (part.isIdentity) {
      this.identityCells += 1;
      if (looksRuined(cell)) this.ruinedCells += 1;
    }
    const parsed = part.parse(cell);
    // What only a merged cell says makes no person of an empty line.
    const { touched } = reading;
    this.note(part, parsed, reading);
    if (cell !== own) reading.touched = touched;
  }

  private note(part: Part, parsed: Parsed, reading: Reading): void {
    switch (parsed.kind) {
      case 'empty':
        return;
      case 'clear':
        reading.clear(part.key);
        return;
      case 'refuse':
        reading.refuse(parsed.message);
        return;
      case 'rest':
        if (part.restTo) reading.rest(part.restTo.field, parsed.rest);
        reading.notice(parsed.notice);
        return;
      case 'unread':
        this.countWord(part.key, parsed.word);
        reading.notice(parsed.notice);
        return;
      case 'value':
        reading.set(part.key, parsed.value, part.join, parsed.monthOnly === true);
        if (parsed.other) reading.other(parsed.other);
        if (parsed.rest !== undefined && part.restTo)
          reading.rest(part.restTo.field, `${part.restTo.prefix ?? ''}${parsed.rest}`);
        if (parsed.notice !== undefined) reading.notice(parsed.notice);
    }
  }

  private countWord(key: string, word: string): void {
    const kind = this.definition.fields[key]?.kind;
    if (kind !== 'code' && kind !== 'codes') return;
    const words = this.unknownWords.get(key) ?? new Map<string, number>();
    words.set(word, (words.get(word) ?? 0) + 1);
    this.unknownWords.set(key, words);
  }

  private addDocumentType(data: Record<string, FieldValue>): void {
    if (this.documentType === undefined || (data[this.documentType] ?? null) !== null) return;
    const identity = this.parts.find((part) => part.isIdentity);
    const number = identity ? data[identity.key] : undefined;
    const type = typeof number === 'string' ? documentTypeOf(number) : undefined;
    if (type !== undefined) data[this.documentType] = type;
  }
}

class Reading {
  readonly data: Record<string, FieldValue>;
  touched = false;
  private clears: string[] | undefined;
  private coarse: string[] | undefined;
  private notices: string[] | undefined;
  private ends:
    { readonly field: string; readonly value: FieldValue; readonly monthOnly: boolean }[] | undefined;
  private rests: Record<string, string> | undefined;
  private refusal: string | undefined;

  constructor(template: RecordData) {
    this.data = { ...template };
  }

  set(key: string, value: FieldValue, join: string | undefined, monthOnly: boolean): void {
    this.touched = true;
    const before = this.data[key];
    this.data[key] = join !== undefined && typeof before === 'string' ? joined(before, value, join) : value;
    if (monthOnly) this.coarse = [...(this.coarse ?? []), key];
  }
  clear(key: string): void {
    this.touched = true;
    this.clears = [...(this.clears ?? []), key];
  }
  refuse(message: string): void {
    this.touched = true;
    this.refusal ??= message;
  }
  /** The second end of a range; a column of its own says it better, wherever it stands. */
  other(end: { readonly field: string; readonly value: FieldValue; readonly monthOnly: boolean }): void {
    this.ends = [...(this.ends ?? []), end];
  }
  rest(key: string, text: string): void {
    this.touched = true;
    this.rests = { ...this.rests, [key]: withRest(this.rests?.[key] ?? null, text) };
  }
  notice(text: string): void {
    this.touched = true;
    this.notices = [...(this.notices ?? []), text];
  }
  record(number: number): SheetRecord {
    for (const { field, value, monthOnly } of this.ends ?? [])
      if ((this.data[field] ?? null) === null && this.clears?.includes(field) !== true)
        this.set(field, value, undefined, monthOnly);
    const { data } = this;
    if (!this.clears && !this.coarse && !this.rests && !this.notices && this.refusal === undefined)
      return { number, data };
    return {
      number,
      data,
      ...(this.clears ? { clears: this.clears } : {}),
      ...(this.coarse ? { monthOnly: this.coarse } : {}),
      ...(this.rests ? { rests: this.rests } : {}),
      ...(this.notices ? { notices: this.notices } : {}),
      ...(this.refusal === undefined ? {} : { refusal: this.refusal }),
    };
  }
}

/** 装配二 + A4 线 → 装配二/A4 线; a column that repeats the end of the path adds nothing. */
function joined(before: string, value: FieldValue, join: string): string {
  if (typeof value !== 'string' || value === '') return before;
  if (before === value || before.endsWith(`${join}${value}`)) return before;
  // A department that is written out in full begins with the sheet it stands in.
  return value.startsWith(`${before}${join}`) ? value : `${before}${join}${value}`;
}
