import { normaliseHeader } from './headerText.ts';
import type { RecordDefinition } from '../../../../domain/records/definition.ts';

export interface KnownHeaders {
  /** Normalised header → fields it may mean, the likelier first. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
  readonly never: ReadonlySet<string>;
  /** Normalised header of a column whose cells hold both ends of a range → the field of the first. */
  readonly ranges: ReadonlyMap<string, string>;
}

const cache = new WeakMap<RecordDefinition, KnownHeaders>();

/** Every spelling a record type knows for its columns, ready to compare. */
export function knownHeaders(definition: RecordDefinition): KnownHeaders {
  const cached = cache.get(definition);
  if (cached) return cached;
  const fields = new Map<string, string[]>();
  for (const [key, field] of Object.entries(definition.fields)) {
    if (!isImportable(definition, key)) continue;
    for (const spelling of new Set([field.label, ...(field.headers ?? [])].map(normaliseHeader))) {
      fields.set(spelling, [...(fields.get(spelling) ?? []), key]);
    }
  }
  const ranges = new Map(
    Object.entries(definition.fields).flatMap(([key, { range }]) =>
      (range?.headers ?? []).map((header) => [normaliseHeader(header), key] as const),
    ),
  );
  const known = { fields, ranges, never: new Set((definition.neverImported ?? []).map(normaliseHeader)) };
  cache.set(definition, known);
  return known;
}

/** Links are made by hand; sealed fields never come from a sheet that somebody else can read. */
export function isImportable(definition: RecordDefinition, key: string): boolean {
  const field = definition.fields[key];
  return (
    field !== undefined &&
    field.importable !== false &&
    field.kind !== 'link' &&
    field.sensitivity !== 'sealed'
  );
}
