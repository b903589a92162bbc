import type { RecordData } from '../../domain/records/definition.ts';
import type { PaperOrder, PaperPage, PaperUnit } from './paper.ts';

/** People who stand on the same run of pages. */
export interface Part {
  readonly unit: PaperUnit;
  /** Path in the inner tree; undefined when the paper is cut by unit only. */
  readonly place: string | undefined;
  readonly rows: readonly RecordData[];
}

/** A list by what `keyOf` says, keys in the order of their first member. */
export function grouped<T>(
  list: readonly T[],
  keyOf: (item: T) => string,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

const collator = new Intl.Collator('zh-CN', { numeric: true });

/** Who has no place in the tree comes last, under a name that says so. */
export const nowhere = '未填部门/班组';

/** The order's people, cut as the order says; a unit without anybody makes no part. */
export function partsOf(order: PaperOrder): readonly Part[] {
  const tree = order.definition.treeField;
  return order.units
    .filter((unit) => unit.rows.length > 0)
    .flatMap((unit): readonly Part[] => {
      if (order.cut === 'unit' || tree === undefined) return [{ unit, place: undefined, rows: unit.rows }];
      const places = grouped(unit.rows, (row) => {
        const path = row[tree];
        return typeof path === 'string' && path !== '' ? path : nowhere;
      });
      return [...places]
        .sort(([a], [b]) => Number(a === nowhere) - Number(b === nowhere) || collator.compare(a, b))
        .map(([place, rows]) => ({ unit, place, rows }));
    });
}

/** A list in pieces of so many. */
export function chunked<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  const pieces: (readonly T[])[] = [];
  for (let at = 0; at < list.length; at += size) pieces.push(list.slice(at, at + size));
  return pieces;
}

/** Numbers the pages of one run: 第 n 页 共 m 页 counts within a unit or a team, and starts anew with the next. */
export function numbered(run: string, bodies: readonly PaperPage['body'][]): readonly PaperPage[] {
  return bodies.map((body, index) => ({
    key: `${run}/${index}`,
    place: { number: index + 1, of: bodies.length },
    body,
  }));
}

/** One page for each person, which counts nothing. */
export function letters(
  order: PaperOrder,
  body: (row: RecordData, unit: PaperUnit) => ReturnType<PaperPage['body']>,
): readonly PaperPage[] {
  return order.units.flatMap((unit) =>
    unit.rows.map((row, index) => ({ key: `${unit.id}/${index}`, body: () => body(row, unit) })),
  );
}
