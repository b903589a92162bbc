import { parentOf } from '../../../../domain/records/paths.ts';
import type { TreeNode } from '../../../store/index/port.ts';

/** One place as it stands in the open part of the tree; '' is the line over all. */
export interface Line {
  readonly path: string;
  readonly name: string;
  readonly people: number;
  readonly level: number;
  readonly folder: boolean;
  readonly open: boolean;
}

/** The lines under open places, in order. */
export function linesOf(
  nodes: readonly TreeNode[],
  shut: ReadonlySet<string>,
  level: number,
): readonly Line[] {
  return nodes.flatMap(({ path, name, count: people, children }) => {
    const folder = children.length > 0;
    const open = folder && !shut.has(path);
    const line: Line = { path, name, people, level, folder, open };
    return open ? [line, ...linesOf(children, shut, level + 1)] : [line];
  });
}

/** Where a key leads from a line; undefined for keys that do not move. */
export function ledTo(key: string, lines: readonly Line[], at: number): Line | undefined {
  const line = lines[at];
  switch (key) {
    case 'ArrowDown':
      return lines[at + 1];
    case 'ArrowUp':
      return lines[at - 1];
    case 'Home':
      return lines[0];
    case 'End':
      return lines.at(-1);
    case 'ArrowLeft':
      return line?.open === true ? undefined : lines.find(({ path }) => path === parentOf(line?.path ?? ''));
    case 'ArrowRight':
      return line?.open === true ? lines[at + 1] : undefined;
    default:
      return undefined;
  }
}
