import { definition } from '../../../../../domain/records/types/member.ts';
import { compareLists } from '../../../../../renderer/records/compare/compare.ts';
import { booksList, sheetList } from '../../../../../renderer/records/compare/lists.ts';
import { bearingsOf } from '../../../../../renderer/records/compare/standing.ts';
import { inventedIdNumber } from '../../../../../scripts/fixtures/roster.ts';
import type { Answers, Comparison, Identity, Lists } from '../../../../../renderer/records/compare/types.ts';
import type { RecordData } from '../../../../../domain/records/definition.ts';

/** Valid numbers of nobody, for person 0, 1, 2 … */
export const idOf = (person: number): string => inventedIdNumber(person, person % 2 === 0);

export interface Tables {
  readonly hr?: readonly RecordData[];
  readonly register?: readonly RecordData[];
  readonly ours: readonly RecordData[];
}

function sheetOf(rows: readonly RecordData[]): ReturnType<typeof sheetList>['list'] {
  const fields = new Set(rows.flatMap((row) => Object.keys(row)));
  const numbered = rows.map((data, at) => ({ number: at + 2, data }));
  return sheetList(definition, numbered, fields).list;
}

export function listsOf({ hr, register, ours }: Tables): Lists {
  const books = ours.map((data, at) => ({
    id: `b${at + 1}`,
    voided: false,
    data: { employmentState: '1', membershipStatus: '02', ...data },
  }));
  return {
    ours: booksList(definition, books),
    ...(hr ? { hr: sheetOf(hr) } : {}),
    ...(register ? { register: sheetOf(register) } : {}),
  };
}

export async function compared(tables: Tables, answers: Answers = new Map()): Promise<Comparison> {
  const bearings = bearingsOf(definition);
  if (!bearings) throw new Error('fixture');
  const comparison = await compareLists(definition, bearings, listsOf(tables), answers, () => true);
  if (!comparison) throw new Error('it was stopped');
  return comparison;
}

/** People as `hr 0 · ours 2`, readable in a failure. */
export function named(comparison: Comparison, places: readonly number[]): readonly string[] {
  return places.map((place) => nameOf(comparison.identities[place] ?? {}));
}

export function nameOf(identity: Identity): string {
  return Object.entries(identity)
    .map(([source, place]) => `${source} ${place}`)
    .join(' · ');
}
