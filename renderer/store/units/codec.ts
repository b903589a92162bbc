import type { FieldValue, RecordData } from '../../../domain/records/definition.ts';
import type { Envelope } from '../work/envelope.ts';
import type { Column } from './column.ts';
import { cellReader, encodeColumn } from './column.ts';
import type { FreshMark, FreshWork } from './freshWork.ts';
import { isNothing } from '../work/onlyFresh.ts';
import { freshMarkOf, unmarkFresh } from './freshWork.ts';

/**
 * A unit is one encrypted disk value holding the envelopes of one record type: one (a row) or many (a segment).
 * It lies there field by field (column.ts) and finished work leaves nothing behind: a roster of 100,000 costs the disk, the
 * cipher and the parser a quarter of what plain JSON of whole envelopes would.
 */
export const unitFormat = 2;

export interface UnitContent {
  readonly type: string;
  /** An import this unit was staged by: it counts only once that import's manifest says committed (R18). */
  readonly staged?: string;
  readonly envelopes: readonly Envelope[];
}

type Rest = Partial<
  Pick<Envelope, 'acked' | 'voided' | 'dirty' | 'steps' | 'sealed' | 'rejected' | 'conflicts' | 'log'>
>;
/** `{}` stands for “this record has no such field”, which differs from a field that was emptied (`null`). */
type Cell = FieldValue | Record<string, never>;
/** A bare number is the mark of the first template. */
type RestCell = Rest | FreshMark | number;

interface UnitJson {
  readonly v: number;
  readonly type: string;
  readonly staged?: string;
  readonly ids: readonly string[];
  readonly organisations: Column<string>;
  readonly schemas: Column<number>;
  readonly versions: Column<number>;
  readonly keys: readonly string[];
  readonly columns: readonly Column<Cell>[];
  readonly fresh?: readonly FreshWork[];
  readonly rest: Column<RestCell>;
}

const known = new Set(['type', 'id', 'organisation', 'schemaVersion', 'version', 'data']);
const absent: Record<string, never> = {};

function restOf(envelope: Envelope, fresh: FreshWork[]): RestCell {
  const mark = freshMarkOf(envelope, fresh);
  if (mark !== undefined) return mark[0] === 0 ? mark[1] : mark;
  const rest: Record<string, unknown> = {};
  let any = false;
  for (const [key, value] of Object.entries(envelope) as [string, unknown][]) {
    if (known.has(key) || isNothing(value)) continue;
    rest[key] = value;
    any = true;
  }
  return any ? rest : 0;
}

/** The text of a unit; the vault puts it into bytes. */
export function encodeUnit(content: UnitContent): string {
  const { envelopes } = content;
  const keys = keysOf(envelopes);
  const fresh: FreshWork[] = [];
  const rest = encodeColumn(envelopes.map((envelope) => restOf(envelope, fresh)));
  const json: UnitJson = {
    v: unitFormat,
    type: content.type,
    ...(content.staged === undefined ? {} : { staged: content.staged }),
    ids: envelopes.map((envelope) => envelope.id),
    organisations: encodeColumn(envelopes.map((envelope) => envelope.organisation)),
    schemas: encodeColumn(envelopes.map((envelope) => envelope.schemaVersion)),
    versions: encodeColumn(envelopes.map((envelope) => envelope.version)),
    keys,
    columns: keys.map((key) => encodeColumn(envelopes.map(({ data }) => cellOf(data, key)))),
    ...(fresh.length === 0 ? {} : { fresh }),
    rest,
  };
  return JSON.stringify(json);
}

/** Every field that some record has. Records of one sheet have the same in the same order, which is quickly seen. */
function keysOf(envelopes: readonly Envelope[]): readonly string[] {
  const keys: string[] = [];
  const names = new Set<string>();
  for (const { data } of envelopes) {
    let at = 0;
    for (const key in data) {
      if (keys[at] !== key && !names.has(key)) {
        names.add(key);
        keys.push(key);
      }
      at += 1;
    }
  }
  return keys;
}

function cellOf(data: RecordData, key: string): Cell {
  const value = data[key];
  return value === undefined ? (Object.hasOwn(data, key) ? null : absent) : value;
}

/** `undefined` when the text is no unit of a format this version knows; the bytes are authentic when they get here. */
export function decodeUnit(bytes: Uint8Array): UnitContent | undefined {
  const json = parse(bytes);
  if (json === undefined) return undefined;
  const { type, keys, fresh = [] } = json;
  const organisation = cellReader(json.organisations);
  const schema = cellReader(json.schemas);
  const version = cellReader(json.versions);
  const rest = cellReader(json.rest);
  const columns = json.columns.map((column) => cellReader(column));
  const envelopes = json.ids.map((id, at): Envelope => {
    const data: Record<string, FieldValue> = {};
    for (let field = 0; field < keys.length; field += 1) {
      const key = keys[field];
      const cell = columns[field]?.(at);
      if (key !== undefined && cell !== undefined && isValue(cell)) data[key] = cell;
    }
    return {
      ...blank,
      type,
      id,
      organisation: organisation(at) ?? '',
      schemaVersion: schema(at) ?? 0,
      version: version(at) ?? 0,
      data,
      ...partsOf(rest(at) ?? 0, fresh),
    };
  });
  return { type, envelopes, ...(json.staged === undefined ? {} : { staged: json.staged }) };
}

function partsOf(rest: RestCell, fresh: readonly FreshWork[]): Rest {
  if (rest === 0) return {};
  if (typeof rest === 'number') return unmarkFresh([0, rest], fresh) ?? {};
  return isMark(rest) ? (unmarkFresh(rest, fresh) ?? {}) : rest;
}

const blank = {
  voided: false,
  dirty: {},
  steps: [],
  sealed: [],
  rejected: [],
  conflicts: [],
  log: [],
} as const;

function isMark(rest: Rest | FreshMark): rest is FreshMark {
  return Array.isArray(rest);
}

function isValue(cell: Cell): cell is FieldValue {
  return cell === null || typeof cell !== 'object' || Array.isArray(cell);
}

function parse(bytes: Uint8Array): UnitJson | undefined {
  const json = parseJson(bytes);
  if (typeof json !== 'object' || json === null || !('v' in json) || json.v !== unitFormat) return undefined;
  return json as UnitJson;
}

/** JSON of authentic bytes; `undefined` rather than an exception when it is none. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
