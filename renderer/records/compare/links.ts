import { Books, keyOf, rungsOf } from '../import/verdict/books.ts';
import { matchRow } from '../import/verdict/match.ts';
import type { RecordDefinition } from '../../../domain/records/definition.ts';
import type { Nodes } from './nodes.ts';
import type { Entry, Lists, PersonList, Source } from './types.ts';

/** Two entries of different lists that the ladder takes for one person. */
export interface Link {
  readonly a: number;
  readonly b: number;
  /** The rung that decided, 0 the strongest. */
  readonly level: number;
}

/** People of one list under one number. */
export interface Shared {
  readonly source: Source;
  readonly field: string;
  readonly nodes: readonly number[];
}

export interface Links {
  readonly sure: readonly Link[];
  /** Alike, and no number says that they are one: never joined by themselves (K7). */
  readonly maybe: readonly { readonly a: number; readonly b: number }[];
  readonly shared: readonly Shared[];
}

/** Told now and then how many entries are through; answers whether to go on. */
export type Pulse = (done: number, total: number) => boolean | Promise<boolean>;

/** Entries matched between two looks at 取消. */
const block = 4000;

/** From which list each is looked up in which: the register's people also in HR's, since our books may lack both. */
const directions: readonly (readonly [Exclude<Source, 'ours'>, Exclude<Source, 'register'>])[] = [
  ['hr', 'ours'],
  ['register', 'ours'],
  ['register', 'hr'],
];

const booksOf = (definition: RecordDefinition, list: PersonList): Books =>
  new Books(
    definition,
    list.entries.map(({ data }, place) => ({ id: String(place), data, voided: false })),
  );

/** Everything the match ladder of imports says about who is who; undefined when it was stopped. */
export async function findLinks(
  definition: RecordDefinition,
  lists: Lists,
  nodes: Nodes,
  isPresent: (entry: Entry) => boolean,
  pulse: Pulse,
): Promise<Links | undefined> {
  const books = { ours: booksOf(definition, lists.ours), hr: lists.hr && booksOf(definition, lists.hr) };
  const sure: Link[] = [];
  const maybe: { a: number; b: number }[] = [];
  const jobs = directions.flatMap(([from, to]) => {
    const [entries, target] = [lists[from]?.entries, books[to]];
    return entries && target ? [{ from, to, entries, target }] : [];
  });
  const total = jobs.reduce((sum, { entries }) => sum + entries.length, 0);
  let done = 0;
  for (const { from, to, entries, target } of jobs) {
    for (const [place, { data }] of entries.entries()) {
      if (done % block === 0 && !(await pulse(done, total))) return undefined;
      done += 1;
      const a = nodes.node(from, place);
      const match = matchRow(definition, target, data);
      if (match.kind === 'one') sure.push({ a, b: nodes.node(to, match.place), level: match.level });
      else if (match.kind === 'ask')
        for (const other of match.places) maybe.push({ a, b: nodes.node(to, other) });
    }
  }
  const shared = nodes.given.flatMap((source) =>
    sharedNumbers(definition, lists[source]?.entries ?? [], isPresent).map(({ field, places }) => ({
      source,
      field,
      nodes: places.map((place) => nodes.node(source, place)),
    })),
  );
  return { sure, maybe, shared };
}

/** Who has left had the number before (K2), or is an earlier line of the same person (K47). */
function sharedNumbers(
  definition: RecordDefinition,
  entries: readonly Entry[],
  isPresent: (entry: Entry) => boolean,
): readonly { readonly field: string; readonly places: readonly number[] }[] {
  return rungsOf(definition).flatMap(({ fields }) => {
    const field = fields[0];
    if (field === undefined || fields.length > 1) return [];
    const first = new Map<string, number>();
    const groups = new Map<string, number[]>();
    for (const [place, entry] of entries.entries()) {
      const key = keyOf(fields, entry.data);
      if (key === undefined || !isPresent(entry)) continue;
      const earlier = first.get(key);
      const group = groups.get(key);
      if (earlier === undefined) first.set(key, place);
      else if (group === undefined) groups.set(key, [earlier, place]);
      else group.push(place);
    }
    return [...groups.values()].map((places) => ({ field, places }));
  });
}
