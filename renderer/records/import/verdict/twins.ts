import { keyOf, looseKey, rungsOf } from './books.ts';
import { factsOf } from './facts.ts';
import type { SheetRecord } from './types.ts';
import type { RecordData, RecordDefinition } from '../../../../domain/records/definition.ts';

/** A row that another row of the same sheet speaks for (twice) or against (refused). */
export type Twin =
  | { readonly kind: 'twice'; readonly other: number; readonly message: string }
  | { readonly kind: 'refused'; readonly other: number; readonly message: string };

/** The same person twice in one sheet, and two people under one number (K47). Keyed by the row's place in the list. */
export function findTwins(
  definition: RecordDefinition,
  rows: readonly SheetRecord[],
): ReadonlyMap<number, Twin> {
  const twins = new Map<number, Twin>();
  const rungs = rungsOf(definition).filter((rung) => rung.fields.length === 1);
  for (const [level, rung] of rungs.entries()) {
    const holders = new Map<string, number>();
    for (const [place, row] of rows.entries()) {
      if (twins.has(place)) continue;
      const key = keyOf(rung.fields, row.data);
      if (key === undefined) continue;
      const spelled = rung.loose ? (looseKey(key) ?? key) : key;
      const holder = holders.get(spelled);
      if (holder === undefined || twins.get(holder)?.kind === 'twice') {
        holders.set(spelled, place);
        continue;
      }
      const winner = settlePair(
        definition,
        rows,
        { holder, place, field: rung.fields[0] ?? '', level },
        twins,
      );
      holders.set(spelled, winner);
    }
  }
  return twins;
}

interface Pair {
  readonly holder: number;
  readonly place: number;
  readonly field: string;
  readonly level: number;
}

function settlePair(
  definition: RecordDefinition,
  rows: readonly SheetRecord[],
  { holder, place, field, level }: Pair,
  twins: Map<number, Twin>,
): number {
  const [first, second] = [rows[holder], rows[place]];
  if (!first || !second) return holder;
  const label = definition.fields[field]?.label ?? field;
  if (isAnother(definition, first.data, second.data, level)) {
    // A number of somebody who left may already belong to somebody else.
    if (level > 0 && hasLeft(definition, first.data) !== hasLeft(definition, second.data)) return holder;
    const message = (other: number): string => `“${label}”和第 ${other} 行相同，却是不同的人。请核对这两行。`;
    twins.set(place, { kind: 'refused', other: first.number, message: message(first.number) });
    if (!twins.has(holder))
      twins.set(holder, { kind: 'refused', other: second.number, message: message(second.number) });
    return holder;
  }
  const later = speaksFor(definition, second.data, first.data);
  const [winner, loser] = later ? [place, holder] : [holder, place];
  const kept = rows[winner]?.number ?? 0;
  twins.set(loser, {
    kind: 'twice',
    other: kept,
    message: `和第 ${kept} 行是同一个人，以第 ${kept} 行为准。`,
  });
  return winner;
}

/** Different names on one document, or different documents under one 工号. */
function isAnother(definition: RecordDefinition, a: RecordData, b: RecordData, level: number): boolean {
  const differ = (fields: readonly string[]): boolean => {
    const [here, there] = [keyOf(fields, a), keyOf(fields, b)];
    return here !== undefined && there !== undefined && here !== there;
  };
  if (differ([definition.titleField])) return true;
  return (
    level > 0 &&
    rungsOf(definition)
      .slice(0, level)
      .some((rung) => rung.fields.length === 1 && differ(rung.fields))
  );
}

function hasLeft(definition: RecordDefinition, data: RecordData): boolean {
  const presence = factsOf(definition).presence;
  return presence !== undefined && !presence.isPresent(data);
}

/** Whether `a` rather than `b` says how things are now: in post before left, then the later date of coming. */
function speaksFor(definition: RecordDefinition, a: RecordData, b: RecordData): boolean {
  const presence = factsOf(definition).presence;
  if (!presence) return false;
  const [here, there] = [presence.isPresent(a), presence.isPresent(b)];
  if (here !== there) return here;
  for (const field of presence.back.asks) {
    if (definition.fields[field]?.kind !== 'date') continue;
    const [mine, yours] = [a[field], b[field]];
    if (typeof mine === 'string' && typeof yours === 'string' && mine !== yours) return mine > yours;
  }
  return false;
}
