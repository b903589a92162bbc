import type { RecordDefinition } from '../../../domain/records/definition.ts';
import type { Query, TreeNode } from '../../store/index/port.ts';
import type { StorePort } from '../../store/port.ts';

export interface GapFigures {
  /** Records asked about, and how many of them lack anything. */
  readonly all: number;
  readonly lacking: number;
  /** Columns somebody lacks, the most wanting first. */
  readonly columns: readonly { readonly key: string; readonly label: string; readonly count: number }[];
  /** Places of the inner tree with how many lack anything. */
  readonly tree: readonly TreeNode[];
  /** How many lack anything in all places together. */
  readonly everywhere: number;
}

/** Keys of the columns that are needed to report. */
export function reportKeysOf(definition: RecordDefinition): readonly string[] {
  return Object.entries(definition.fields).flatMap(([key, { need }]) => (need === 'report' ? [key] : []));
}

/** Counted by the index; no record is read. */
export async function gapFigures(
  store: Pick<StorePort, 'query' | 'counts' | 'tree'>,
  definition: RecordDefinition,
  scope: Pick<Query, 'organisations'>,
  node: string | undefined,
): Promise<GapFigures> {
  const base: Query = { type: definition.type, ...scope };
  const lacking = { ...base, filters: { '@gap': reportKeysOf(definition) } };
  const here = node === undefined ? {} : { node };
  const [all, some, everywhere, counts, tree] = await Promise.all([
    store.query({ ...base, ...here }, 0, 0),
    store.query({ ...lacking, ...here }, 0, 0),
    store.query(lacking, 0, 0),
    store.counts({ ...base, ...here }, '@gap'),
    definition.treeField === undefined ? [] : store.tree(lacking),
  ]);
  const columns = counts.flatMap(({ value, count }) =>
    typeof value === 'string' ? [{ key: value, label: definition.fields[value]?.label ?? value, count }] : [],
  );
  return {
    all: all.total,
    lacking: some.total,
    everywhere: everywhere.total,
    columns: columns.sort((a, b) => b.count - a.count),
    tree,
  };
}
