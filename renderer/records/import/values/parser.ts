import { isIsoMinute } from '../../../../domain/rules/calendar.ts';
import { parseInteger, parseMoney } from './amounts.ts';
import { cleanText, isClearWord, isPlaceholder } from './cleanText.ts';
import { codeReader, readCodes, readFlag } from './codes.ts';
import { parseDate } from './dates.ts';
import { parseIdentity } from './identity.ts';
import { parseRange } from './dateRange.ts';
import { parseName } from './names.ts';
import { parsePhone } from './phones.ts';
import { empty, unread, valueOf } from './parsed.ts';
import type { Parsed } from './parsed.ts';
import type { FieldDefinition } from '../../../../domain/records/definition.ts';
import type { Cell } from '../readers/port.ts';

export type CellParser = (cell: Cell) => Parsed;

export interface ParserOptions {
  /** The clerk's readings of words that nobody knew: word → code. */
  readonly answers?: Readonly<Record<string, string>>;
  /** The column holds nothing but 0 and 1. */
  readonly bareZeroOne?: boolean;
}

const uncached: Parsed = {
  kind: 'refuse',
  message: '这一行有没算出结果的公式。请在 WPS 中打开这份表格并保存一次，再导入。',
};
const clear: Parsed = { kind: 'clear' };
const remembered = 5000;

const repeating: ReadonlySet<FieldDefinition['kind']> = new Set([
  'code',
  'codes',
  'flag',
  'path',
  'date',
  'month',
]);

/** A reader for one column; where a roster repeats itself, equal cells are read once. */
export function cellParser(field: FieldDefinition, options: ParserOptions = {}): CellParser {
  const read = kindReader(field, options);
  if (!repeating.has(field.kind))
    return (cell) => (cell.kind === 'empty' ? empty : readCell(field, cell, read));
  const texts = new Map<string, Parsed>();
  const dates = new Map<string, Parsed>();
  // Rosters are sorted by something, and most people are 汉族: the row before often says the same, in the same object.
  let before: Cell | undefined;
  let parsedBefore = empty;
  return (cell) => {
    if (cell === before) return parsedBefore;
    if (cell.kind === 'empty') return empty;
    if (cell.kind !== 'text' && cell.kind !== 'date') return readCell(field, cell, read);
    const cache = cell.kind === 'text' ? texts : dates;
    let parsed = cache.get(cell.text);
    if (!parsed) {
      parsed = readCell(field, cell, read);
      if (cache.size < remembered) cache.set(cell.text, parsed);
    }
    before = cell;
    parsedBefore = parsed;
    return parsed;
  };
}

function readCell(field: FieldDefinition, cell: Cell, read: CellParser): Parsed {
  if (cell.kind === 'uncached') return uncached;
  if (cell.kind === 'error')
    return unread(cell.text, `“${field.label}”是公式出错的格子（${cell.text}），当作空格。`);
  const text = cleanText(cell.text);
  if (text === '') return empty;
  if (isClearWord(text)) return clear;
  // 无 may be a word of the field (政治面貌: 无 → 群众); only where it is not does it mean an empty cell.
  if (!isPlaceholder(text)) return read(cell);
  const parsed = isCoded(field) ? read(cell) : empty;
  return parsed.kind === 'value' ? parsed : empty;
}

const isCoded = (field: FieldDefinition): boolean =>
  field.kind === 'code' || field.kind === 'codes' || field.kind === 'flag';

function kindReader(field: FieldDefinition, options: ParserOptions): CellParser {
  switch (field.kind) {
    case 'code': {
      const reader = codeReader(field, options.answers ?? {}, options.bareZeroOne === true);
      return (cell) => reader.read(cell.text);
    }
    case 'codes': {
      const reader = codeReader(field, options.answers ?? {}, false);
      return (cell) => readCodes(reader, cell.text);
    }
    case 'flag':
      return (cell) => readFlag(field, cell.text);
    case 'date': {
      const { label, range } = field;
      return range ? (cell) => parseRange(cell, label, range.to) : (cell) => parseDate(cell, label);
    }
    case 'month':
      return (cell) => monthOf(parseDate(cell, field.label));
    case 'dateTime':
      return (cell) => dateTimeOf(cell, field.label);
    case 'idNumber':
      return parseIdentity;
    case 'phone':
      return (cell) => parsePhone(field, cell);
    case 'integer':
      return (cell) => parseInteger(cell.text, field.label);
    case 'money':
      return (cell) => parseMoney(cell.text, field.label);
    case 'path':
      return (cell) => valueOf(pathOf(cell.text));
    case 'text':
    case 'longText':
    case 'link':
      return field.search === 'name' ? (cell) => parseName(cell.text) : (cell) => textOf(field, cell);
  }
}

function textOf(field: FieldDefinition, cell: Cell): Parsed {
  // A number that somebody formatted as a date is still that number where the field is looked up exactly (工号).
  const source = field.search === 'exact' && cell.raw !== undefined ? cell.raw : cell.text;
  const text = cleanText(source);
  const longest = field.maxLength ?? (field.kind === 'longText' ? 4000 : 200);
  if ([...text].length > longest)
    return unread(text.slice(0, 20), `“${field.label}”超过 ${longest} 个字，这一格没有导入。`);
  if (field.search === 'exact' && /^\d+\.0+$/.test(text))
    return valueOf(text.replace(/\.0+$/, ''), `“${field.label}”后面的“.0”去掉了。`);
  return valueOf(text);
}

/** Parts of an inner place, root first; empty parts and doubled separators go. */
export function pathOf(text: string): string {
  return cleanText(text)
    .split(/[/\\>＞→]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('/');
}

function monthOf(parsed: Parsed): Parsed {
  return parsed.kind === 'value' && typeof parsed.value === 'string'
    ? valueOf(parsed.value.slice(0, 7))
    : parsed;
}

function dateTimeOf(cell: Cell, label: string): Parsed {
  const match = /[ T](\d{1,2}):(\d{2})/.exec(cell.text);
  const day = parseDate(cell, label);
  if (day.kind !== 'value' || typeof day.value !== 'string') return day;
  const minute = `${day.value}T${(match?.[1] ?? '0').padStart(2, '0')}:${match?.[2] ?? '00'}`;
  return isIsoMinute(minute)
    ? valueOf(minute)
    : { kind: 'refuse', message: `“${label}”不是一个真实的时间。请改好这一格再导入。` };
}
