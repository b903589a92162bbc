import { oneSheet } from '../layout/rowIds.ts';
import { keyOf, looseKey, rungsOf } from './books.ts';
import { factsOf } from './facts.ts';
import type { RowIds } from '../layout/rowIds.ts';
import type { SheetRecord } from './types.ts';
import type { RecordData, RecordDefinition } from '../../../../domain/records/definition.ts';

/** A row that another row of the same sheet speaks for (twice) or against (refused). */
export type Twin =
  | { readonly kind: 'twice'; readonly other: number; readonly message: string }
  | { readonly kind: 'refused'; readonly other: number; readonly message: string };

interface Level {
  readonly fields: readonly string[];
  readonly loose: boolean;
  /** The first row of each number, and all of them where there are more. */
  readonly first: Map<string, number>;
  readonly groups: Map<string, number[]>;
}

/** The same person twice in one sheet, and two people under one number (K47): noted row by row, settled at the end. */
export class TwinWatch {
  private readonly definition: RecordDefinition;
  private readonly levels: readonly Level[];
  private readonly ids: RowIds;

  constructor(definition: RecordDefinition, ids: RowIds = oneSheet) {
    this.definition = definition;
    this.ids = ids;
    this.levels = rungsOf(definition)
      .filter((rung) => rung.fields.length === 1)
      .map((rung) => ({ ...rung, first: new Map<string, number>(), groups: new Map<string, number[]>() }));
  }

  /** The next row, at this place in the list. */
  add(place: number, data: RecordData): void {
    for (const { fields, loose, first, groups } of this.levels) {
      const key = keyOf(fields, data);
      if (key === undefined) continue;
      const spelled = loose ? (looseKey(key) ?? key) : key;
      const earlier = first.get(spelled);
      const group = earlier === undefined ? undefined : groups.get(spelled);
      if (earlier === undefined) first.set(spelled, place);
      else if (group === undefined) groups.set(spelled, [earlier, place]);
      else group.push(place);
    }
  }

  /** Keyed by the row's place in the list. A number that stands in one row only speaks for and against nobody. */
  twins(rows: readonly SheetRecord[]): ReadonlyMap<number, Twin> {
    const twins = new Map<number, Twin>();
    for (const [level, { fields, groups }] of this.levels.entries()) {
      for (const group of groups.values()) {
        let holder: number | undefined;
        for (const place of group) {
          if (twins.has(place)) continue;
          if (holder === undefined || twins.get(holder)?.kind === 'twice') holder = place;
          else
            holder = settlePair(
              this.definition,
              rows,
              { holder, place, field: fields[0] ?? '', level, ids: this.ids },
              twins,
            );
        }
      }
    }
    return twins;
  }
}

interface Pair {
  readonly holder: number;
  readonly place: number;
  readonly field: string;
  readonly level: number;
  readonly ids: RowIds;
}

function settlePair(
  definition: RecordDefinition,
  rows: readonly SheetRecord[],
  { holder, place, field, level, ids }: Pair,
  twins: Map<number, Twin>,
): number {
  const [first, second] = [rows[holder], rows[place]];
  if (!first || !second) return holder;
  const label = definition.fields[field]?.label ?? field;
  if (isAnother(definition, first.data, second.data, level)) {
    // A number of somebody who left may already belong to somebody else.
    if (level > 0 && hasLeft(definition, first.data) !== hasLeft(definition, second.data)) return holder;
    const message = (other: number): string =>
      `“${label}”和${ids.words(other)}相同，却是不同的人。请核对这两行。`;
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
    message: `和${ids.words(kept)}是同一个人，以${ids.words(kept)}为准。`,
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
