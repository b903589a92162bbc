import type { CodedColumn } from './columns/codedColumn.ts';
import { compareValues } from './columns/column.ts';
import type { TreeNode } from './port.ts';

interface Draft {
  readonly path: string;
  readonly name: string;
  count: number;
  readonly children: Map<string, Draft>;
}

/**
 * Places with the number of records in and below them. Every place that any record in scope has is there, with 0 if
 * the query leaves none, so that the tree does not jump while a clerk types.
 */
export function treeOf(column: CodedColumn, scope: Uint32Array, counts: Uint32Array): readonly TreeNode[] {
  const roots = new Map<string, Draft>();
  scope.forEach((present, code) => {
    const path = column.values[code];
    if (present === 0 || typeof path !== 'string') return;
    let level = roots;
    let from = 0;
    while (from < path.length) {
      const slash = path.indexOf('/', from);
      const end = slash < 0 ? path.length : slash;
      const name = path.slice(from, end);
      from = end + 1;
      // Two slashes in a row name no place of their own.
      if (name === '') continue;
      const node = level.get(name) ?? { path: path.slice(0, end), name, count: 0, children: new Map<string, Draft>() };
      level.set(name, node);
      node.count += counts[code] ?? 0;
      level = node.children;
    }
  });
  return finish(roots);
}

function finish(level: ReadonlyMap<string, Draft>): readonly TreeNode[] {
  return [...level.values()]
    .sort((a, b) => compareValues(a.name, b.name))
    .map(({ path, name, count, children }) => ({ path, name, count, children: finish(children) }));
}
