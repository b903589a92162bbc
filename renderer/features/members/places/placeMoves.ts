import { isAtOrBelow, lastNameOf, parentOf, placeUnder } from '../../../../domain/records/paths.ts';
import type { TreeNode } from '../../../store/index/port.ts';

export type PlaceKind = 'rename' | 'move' | 'merge';

/** What is to be done with a place; `aim` is filled already when it was dropped somewhere. */
export interface PlaceWish {
  readonly from: string;
  readonly kind: PlaceKind;
  readonly aim?: string;
}

export const kindWords: Readonly<Record<PlaceKind, string>> = {
  rename: '改名',
  move: '移动',
  merge: '合并',
};

export function findPlace(nodes: readonly TreeNode[], path: string): TreeNode | undefined {
  const over = nodes.find((node) => isAtOrBelow(path, node.path));
  return over === undefined || over.path === path ? over : findPlace(over.children, path);
}

export function pathsOf(nodes: readonly TreeNode[]): readonly string[] {
  return nodes.flatMap((node) => [node.path, ...pathsOf(node.children)]);
}

export type Aimed = { readonly to: string } | { readonly fault: string };

/** Where a place goes when the clerk has typed this: a name (改名), the place above it (移动), a place (合并). */
export function aimedAt({ from, kind }: PlaceWish, typed: string): Aimed {
  const aim = typed.trim();
  if (kind === 'rename') {
    if (aim === '') return { fault: '请填新的名字。' };
    if (aim.includes('/')) return { fault: '名字里不能有“/”。要换位置请用“移动到”。' };
    const to = placeUnder(parentOf(from), aim);
    return to === from ? { fault: '还是原来的名字。' } : { to };
  }
  if (isAtOrBelow(aim, from)) return { fault: '不能放到它自己里面。请另选一个位置。' };
  if (kind === 'merge') return aim === '' ? { fault: '请选合并到哪里。' } : { to: aim };
  const to = placeUnder(aim, lastNameOf(from));
  return to === from ? { fault: '本来就在这里。请另选一个位置。' } : { to };
}
