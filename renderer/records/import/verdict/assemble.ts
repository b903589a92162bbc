import { normaliseHeader } from '../layout/headerText.ts';
import { cellParser } from '../values/parser.ts';
import { documentTypeOf, looksRuined } from '../values/identity.ts';
import { joinOf } from '../layout/propose.ts';
import { emptyCell } from '../readers/port.ts';
import { withRest } from './rests.ts';
import type { Mapping } from '../layout/mapping.ts';
import type { CellParser } from '../values/parser.ts';
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
  readonly headers: readonly string[];
  readonly answers: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly bareZeroOne: ReadonlySet<string>;
}

interface Part {
  readonly index: number;
  readonly key: string;
  readonly join: string | undefined;
  readonly restTo: FieldDefinition['restTo'];
  readonly isIdentity: boolean;
  readonly parse: CellParser;
}

/** Words that nobody knew, per field, with how often they stand in the sheet. */
export type UnknownWords = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Turns rows of cells into rows of fields. One per analysis; it counts what the report must name. */
export class Assembler {
  /** Repeated headers, 小计, 合计, 制表人: rows that are no person (K51). */
  skipped = 0;
  hidden = 0;
  readonly unknownWords = new Map<string, Map<string, number>>();
  /** Per identity column: filled cells and those that look ruined (K48). */
  identityCells = 0;
  ruinedCells = 0;

  private readonly definition: RecordDefinition;
  private readonly parts: readonly Part[];
  private readonly headers: ReadonlyMap<number, string>;
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
      return [{ index, key, parse, join: joinOf(field), restTo: field.restTo, isIdentity }];
    });
    this.headers = new Map(
      this.parts.map(({ index }) => [index, normaliseHeader(options.headers[index] ?? '')]),
    );
    const typeField = Object.entries(definition.fields).find(
      ([, field]) => field.dictionary === 'id_document_type',
    );
    this.documentType = typeField?.[0];
    const keys = [
      ...this.parts.map(({ key }) => key),
      ...this.parts.flatMap(({ key }) => definition.fields[key]?.range?.to ?? []),
      ...(this.documentType === undefined ? [] : [this.documentType]),
    ];
    this.template = Object.fromEntries(keys.map((key) => [key, null]));
  }

  /** Undefined for a row that is no person. */
  read(row: SheetRow): SheetRecord | undefined {
    if (this.isRepeatedHeader(row) || isTotal(row, this.parts.length)) {
      this.skipped += 1;
      return undefined;
    }
    const reading = new Reading(this.template);
    for (const part of this.parts) this.readPart(part, row, reading);
    if (!reading.touched) {
      this.skipped += 1;
      return undefined;
    }
    if (row.hidden === true) this.hidden += 1;
    this.addDocumentType(reading.data);
    return reading.record(row.number);
  }

  private readPart(part: Part, row: SheetRow, reading: Reading): void {
    const cell = row.cells[part.index] ?? emptyCell;
    if (cell === emptyCell) return;
    if (part.isIdentity) {
      this.identityCells += 1;
      if (looksRuined(cell)) this.ruinedCells += 1;
    }
    const parsed = part.parse(cell);
    switch (parsed.kind) {
      case 'empty':
        return;
      case 'clear':
        reading.clear(part.key);
        return;
      case 'refuse':
        reading.refuse(parsed.message);
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

  private isRepeatedHeader(row: SheetRow): boolean {
    let same = 0;
    let filled = 0;
    for (const [index, header] of this.headers) {
      const text = row.cells[index]?.text ?? '';
      if (text === '') continue;
      filled += 1;
      if (header !== '' && mayBe(header, text) && normaliseHeader(text) === header) same += 1;
      // Rows of people differ in their first cell already; only a header goes on being the same.
      if (same < filled) return false;
    }
    return filled >= 2;
  }

  private addDocumentType(data: Record<string, FieldValue>): void {
    if (this.documentType === undefined || (data[this.documentType] ?? null) !== null) return;
    const identity = this.parts.find((part) => part.isIdentity);
    const number = identity ? data[identity.key] : undefined;
    const type = typeof number === 'string' ? documentTypeOf(number) : undefined;
    if (type !== undefined) data[this.documentType] = type;
  }
}

const isPlain = (text: string): boolean => /^[\x20-\x7e]*$/.test(text);

/** Normalising is dear, and plain letters and digits (工号) never become a header in Han characters. */
function mayBe(header: string, text: string): boolean {
  return text.length <= 30 && (!isPlain(text) || isPlain(header));
}

const totals = /^(小计|合计|总计|共计|本页合计|制表人?|审核人?|填表人|单位负责人|备注说明)([:：].*)?$/;

function isTotal(row: SheetRow, columns: number): boolean {
  const most = Math.max(4, columns / 2);
  let filled = 0;
  for (const cell of row.cells) if (cell.kind !== 'empty') filled += 1;
  // Rows of people are full: no cell of theirs has to be read for this.
  if (filled > most) return false;
  return row.cells.some(
    ({ kind, text }) => kind === 'text' && text.length <= 40 && totals.test(text.replace(/\s+/g, '')),
  );
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
  return before === value || before.endsWith(`${join}${value}`) ? before : `${before}${join}${value}`;
}
