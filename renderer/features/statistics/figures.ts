import type { FieldValue } from '../../../domain/records/definition.ts';
import type { Query } from '../../store/index/port.ts';
import type { StorePort } from '../../store/port.ts';

type Asker = Pick<StorePort, 'counts'>;
type TreeAsker = Pick<StorePort, 'tree'>;

export interface UnitFigures {
  readonly organisation: string;
  /** People in post: 职工数. */
  readonly workers: number;
  /** Every 会员 in the books, with those who left and whose membership has not moved; 会籍保留 is a state of its own. */
  readonly members: number;
  readonly notMembers: number;
  /** Members among the people in post: what 入会率 is made of. */
  readonly membersInPost: number;
  /** People with something still to be filled in before reporting. */
  readonly gaps: number;
}

const leftJob = '9';
const member = '02';
const notMember = '00';

function total(counts: readonly { readonly count: number }[]): number {
  return counts.reduce((sum, each) => sum + each.count, 0);
}

async function perUnit(store: Asker, query: Query): Promise<ReadonlyMap<string, number>> {
  const counts = await store.counts(query, '@organisation');
  return new Map(counts.map((each) => [String(each.value), each.count]));
}

/** The employment states found that mean in post. */
export async function statesInPost(store: Asker, query: Query): Promise<readonly FieldValue[]> {
  const states = await store.counts(query, 'employmentState');
  return states.map((each) => each.value).filter((state) => state !== leftJob);
}

/** 职工 and 会员 are separate facts (K1): a person who left their post is no 职工 and may still be a 会员. */
export async function unitFigures(
  store: Asker,
  organisations: readonly string[],
): Promise<readonly UnitFigures[]> {
  const base: Query = { type: 'member', organisations };
  const inPost = await statesInPost(store, base);
  const [workers, members, notMembers, membersInPost, all, complete] = await Promise.all([
    inPost.length === 0
      ? new Map<string, number>()
      : perUnit(store, { ...base, filters: { employmentState: inPost } }),
    perUnit(store, { ...base, filters: { membershipStatus: [member] } }),
    perUnit(store, { ...base, filters: { membershipStatus: [notMember], employmentState: inPost } }),
    perUnit(store, { ...base, filters: { membershipStatus: [member], employmentState: inPost } }),
    perUnit(store, base),
    perUnit(store, { ...base, filters: { '@gap': [null] } }),
  ]);
  return organisations.map((organisation) => ({
    organisation,
    workers: workers.get(organisation) ?? 0,
    members: members.get(organisation) ?? 0,
    notMembers: notMembers.get(organisation) ?? 0,
    membersInPost: membersInPost.get(organisation) ?? 0,
    gaps: (all.get(organisation) ?? 0) - (complete.get(organisation) ?? 0),
  }));
}

export interface Bar {
  readonly name: string;
  readonly count: number;
}

/** Bars of one field, largest first; what does not fit goes into one bar that says so, so that the sum stays whole. */
export async function barsOf(
  store: Asker,
  query: Query,
  field: string,
  nameOf: (value: FieldValue) => string,
  most: number,
): Promise<readonly Bar[]> {
  const counts = (await store.counts(query, field)).filter((each) => each.count > 0);
  return largest(
    counts.map((each) => ({ name: nameOf(each.value), count: each.count })),
    most,
  );
}

/** Bars of the first level of the inner tree: 分厂 and 部门, not every team of them. */
export async function departmentBars(store: TreeAsker, query: Query, most: number): Promise<readonly Bar[]> {
  const nodes = await store.tree(query);
  return largest(
    nodes.map((node) => ({ name: node.name, count: node.count })),
    most,
  );
}

function largest(found: readonly Bar[], most: number): readonly Bar[] {
  const bars = found.filter((bar) => bar.count > 0).sort((a, b) => b.count - a.count);
  if (bars.length <= most) return bars;
  const rest = bars.slice(most - 1);
  return [...bars.slice(0, most - 1), { name: `其他 ${rest.length} 项`, count: total(rest) }];
}
