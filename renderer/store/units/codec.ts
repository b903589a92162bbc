import type { FieldValue } from '../../../domain/records/definition.ts';
import type { Envelope } from '../work/envelope.ts';
import type { FreshMark, FreshWork } from './freshWork.ts';
import { freshMarkOf, isNothing, unmarkFresh } from './freshWork.ts';

/**
 * A unit is one encrypted disk value holding the envelopes of one record type: one (a row) or many (a segment).
 * Field names are written once per unit and finished work leaves nothing behind: a roster of 100,000 costs the disk, the
 * cipher and the parser about half of what plain JSON of whole envelopes would.
 */
export const unitFormat = 1;

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
type Row = readonly [
  id: string,
  organisation: string,
  schema: number,
  version: number,
  cells: readonly Cell[],
  rest: Rest | FreshMark | 0,
];

interface UnitJson {
  readonly v: number;
  readonly type: string;
  readonly staged?: string;
  readonly keys: readonly string[];
  readonly fresh?: readonly FreshWork[];
  readonly rows: readonly Row[];
}

const known = new Set(['type', 'id', 'organisation', 'schemaVersion', 'version', 'data']);
const absent: Record<string, never> = {};

function restOf(envelope: Envelope, fresh: FreshWork[]): Rest | FreshMark | 0 {
  const mark = freshMarkOf(envelope, fresh);
  if (mark !== undefined) return mark;
  const rest: Record<string, unknown> = {};
  let any = false;
  for (const [key, value] of Object.entries(envelope) as [string, unknown][]) {
    if (known.has(key) || isNothing(value)) continue;
    rest[key] = value;
    any = true;
  }
  return any ? rest : 0;
}

export function encodeUnit(content: UnitContent): Uint8Array {
  const names = new Set<string>();
  for (const envelope of content.envelopes) for (const key in envelope.data) names.add(key);
  const keys = [...names];
  const fresh: FreshWork[] = [];
  const rows = content.envelopes.map((envelope): Row => {
    const { data } = envelope;
    const cells = keys.map((key): Cell => {
      const value = data[key];
      return value === undefined ? (Object.hasOwn(data, key) ? null : absent) : value;
    });
    return [
      envelope.id,
      envelope.organisation,
      envelope.schemaVersion,
      envelope.version,
      cells,
      restOf(envelope, fresh),
    ];
  });
  const json: UnitJson = {
    v: unitFormat,
    type: content.type,
    ...(content.staged === undefined ? {} : { staged: content.staged }),
    keys,
    ...(fresh.length === 0 ? {} : { fresh }),
    rows,
  };
  return new TextEncoder().encode(JSON.stringify(json));
}

/** `undefined` when the text is no unit of a format this version knows; the bytes are authentic when they get here. */
export function decodeUnit(bytes: Uint8Array): UnitContent | undefined {
  const json = parse(bytes);
  if (json === undefined) return undefined;
  const { type, keys } = json;
  const envelopes = json.rows.map(([id, organisation, schemaVersion, version, cells, rest]): Envelope => {
    const data: Record<string, FieldValue> = {};
    for (let at = 0; at < keys.length; at += 1) {
      const key = keys[at];
      const cell = cells[at];
      if (key !== undefined && cell !== undefined && isValue(cell)) data[key] = cell;
    }
    const more = rest === 0 ? {} : isMark(rest) ? unmarkFresh(rest, json.fresh ?? []) : rest;
    return { ...blank, type, id, organisation, schemaVersion, version, data, ...more };
  });
  return { type, envelopes, ...(json.staged === undefined ? {} : { staged: json.staged }) };
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
