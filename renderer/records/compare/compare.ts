import { differencesOf, fieldsOf } from './differences.ts';
import { identify } from './identify.ts';
import { findLinks } from './links.ts';
import { Nodes } from './nodes.ts';
import { standingOf } from './standing.ts';
import type { RecordDefinition } from '../../../domain/records/definition.ts';
import type { Pulse } from './links.ts';
import type { Bearings } from './standing.ts';
import type { Answers, Comparison, Difference, Entry, Lists } from './types.ts';

/**
 * 三方核对 (K10): who is who in three lists, and the three lists that come of it. Pure but for `pulse`; undefined when
 * that said stop. Somebody in doubt stands in none of the three: whether they are missing somewhere nobody knows yet.
 */
export async function compareLists(
  definition: RecordDefinition,
  bearings: Bearings,
  lists: Lists,
  answers: Answers,
  pulse: Pulse,
): Promise<Comparison | undefined> {
  const nodes = new Nodes(lists);
  const isPresent = (entry: Entry): boolean => bearings.presence.isPresent(entry.data);
  const links = await findLinks(definition, lists, nodes, isPresent, pulse);
  if (!links) return undefined;
  const { identities, doubts } = identify(definition, nodes, links, isPresent, answers);
  const doubted = new Set(doubts.flatMap((doubt) => doubt.identities));
  const fields = fieldsOf(definition, lists);
  const notJoined: number[] = [];
  const notReleased: number[] = [];
  const differences: Difference[] = [];
  for (const [at, identity] of identities.entries()) {
    if (doubted.has(at)) continue;
    const standing = standingOf(definition, bearings, lists, identity);
    if (standing.atWork) {
      if (standing.inRegister === false || !standing.inOurs) notJoined.push(at);
    } else if (standing.isOpen) notReleased.push(at);
    for (const difference of differencesOf(definition, bearings, fields, standing, at))
      differences.push(difference);
  }
  return { identities, doubts, notJoined, notReleased, differences };
}
