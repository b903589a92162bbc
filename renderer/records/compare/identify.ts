import { keyOf, looseKey, rungsOf } from '../import/verdict/books.ts';
import { People } from './people.ts';
import type { RecordData, RecordDefinition } from '../../../domain/records/definition.ts';
import type { Links, Shared } from './links.ts';
import type { Nodes } from './nodes.ts';
import type { Answers, Doubt, Entry, Identity, Reason } from './types.ts';

interface Pair {
  readonly a: number;
  readonly b: number;
}

/**
 * Joins the entries of the three lists into people, the strongest rung first; a weaker one never overrules what a
 * stronger one says. Whatever would put two people of one list into one, or rests on a likeness alone, joins nobody and
 * is shown as a doubt.
 */
export function identify(
  definition: RecordDefinition,
  nodes: Nodes,
  links: Links,
  isPresent: (entry: Entry) => boolean,
  answers: Answers,
): { readonly identities: readonly Identity[]; readonly doubts: readonly Doubt[] } {
  const people = new People(nodes);
  const said = ({ a, b }: Pair): string | undefined =>
    answers.size === 0 ? undefined : answers.get(nodes.pair(a, b));
  const all: readonly Pair[] = [...links.sure, ...links.maybe];
  for (const pair of all)
    if (said(pair) === 'same' && !people.clash(pair.a, pair.b)) people.join(pair.a, pair.b);
  const sharers = new Set(links.shared.flatMap((group) => group.nodes));
  const doubtful = [
    ...joinSure(people, nodes, links, sharers, isPresent, said),
    ...links.maybe.filter((pair) => said(pair) !== 'apart' && !people.clash(pair.a, pair.b)),
  ];
  const { identities, of } = people.list();
  return { identities, doubts: gather(definition, nodes, { of, identities }, links.shared, doubtful) };
}

function joinSure(
  people: People,
  nodes: Nodes,
  links: Links,
  sharers: ReadonlySet<number>,
  isPresent: (entry: Entry) => boolean,
  said: (pair: Pair) => string | undefined,
): readonly Pair[] {
  const doubtful: Pair[] = [];
  /** The weakest rung by which a person's entries hang together. */
  const levels = new Map<number, number>();
  const present = (node: number): boolean => isPresent(nodes.entry(node));
  const order = links.sure
    .map((link) => ({ ...link, absent: present(link.a) && present(link.b) ? 0 : 1 }))
    .sort((x, y) => x.level - y.level || x.absent - y.absent);
  for (const { a, b, level, absent, ...link } of order) {
    const pair = { ...link, a, b };
    if (said(pair) === 'apart' || people.root(a) === people.root(b)) continue;
    if (sharers.has(a) || sharers.has(b)) {
      doubtful.push(pair);
      continue;
    }
    if (!people.clash(a, b)) {
      const weakest = Math.max(
        level,
        levels.get(people.root(a)) ?? level,
        levels.get(people.root(b)) ?? level,
      );
      people.join(a, b);
      levels.set(people.root(a), weakest);
      continue;
    }
    // An earlier line of somebody who left, or who had the number before, speaks against nobody.
    if (absent === 1) continue;
    const alone = people.members(a).length === 1 || people.members(b).length === 1;
    const asWeak = [a, b].some((node) => levels.get(people.root(node)) === level);
    if (alone || asWeak) doubtful.push(pair);
  }
  return doubtful;
}

/** Doubts that name the same people are one. */
function gather(
  definition: RecordDefinition,
  nodes: Nodes,
  people: { readonly of: Int32Array; readonly identities: readonly Identity[] },
  shared: readonly Shared[],
  pairs: readonly Pair[],
): readonly Doubt[] {
  const groups = new Groups();
  const of = (node: number): number => people.of[node] ?? 0;
  for (const group of shared) {
    const reason: Reason = {
      kind: 'shared',
      source: group.source,
      field: group.field,
      count: group.nodes.length,
    };
    groups.add(group.nodes.map(of), reason);
  }
  for (const { a, b } of pairs) {
    const reason = likeness(definition, nodes.entry(a).data, nodes.entry(b).data);
    groups.add([of(a), of(b)], reason, nodes.pair(a, b));
  }
  return groups.doubts(people.identities);
}

interface Group {
  readonly identities: Set<number>;
  readonly reasons: Map<string, Reason>;
  readonly pairs: Set<string>;
}

class Groups {
  private readonly byIdentity = new Map<number, Group>();

  add(identities: readonly number[], reason: Reason, pair?: string): void {
    const group: Group = { identities: new Set(), reasons: new Map(), pairs: new Set() };
    for (const identity of identities) {
      const known = this.byIdentity.get(identity);
      group.identities.add(identity);
      for (const each of known?.identities ?? []) group.identities.add(each);
      for (const [key, each] of known?.reasons ?? []) group.reasons.set(key, each);
      for (const each of known?.pairs ?? []) group.pairs.add(each);
    }
    group.reasons.set(JSON.stringify(reason), reason);
    if (pair !== undefined) group.pairs.add(pair);
    for (const identity of group.identities) this.byIdentity.set(identity, group);
  }

  doubts(identities: readonly Identity[]): readonly Doubt[] {
    return [...new Set(this.byIdentity.values())].map((group): Doubt => {
      const members = [...group.identities].sort((a, b) => a - b);
      const [one, other] = members.map((member) => identities[member] ?? {});
      const [pair] = group.pairs;
      const settles =
        members.length === 2 &&
        group.pairs.size === 1 &&
        [...group.reasons.values()].every(({ kind }) => kind === 'like') &&
        Object.keys(one ?? {}).every((source) => !(source in (other ?? {})));
      return {
        identities: members,
        reasons: [...group.reasons.values()],
        ...(settles && pair !== undefined ? { pair } : {}),
      };
    });
  }
}

/** In which of the fields that tell people apart two entries are alike, and in which both say something else. */
function likeness(definition: RecordDefinition, a: RecordData, b: RecordData): Reason {
  const fields = new Set([
    ...rungsOf(definition).flatMap((rung) => rung.fields),
    definition.titleField,
    ...(definition.identityAsk ?? []).flat(),
  ]);
  const same: string[] = [];
  const differ: string[] = [];
  for (const field of fields) {
    const [here, there] = [keyOf([field], a), keyOf([field], b)];
    if (here === undefined || there === undefined) continue;
    const alike = here === there || (looseKey(here) !== undefined && looseKey(here) === looseKey(there));
    (alike ? same : differ).push(field);
  }
  return { kind: 'like', same, differ };
}
