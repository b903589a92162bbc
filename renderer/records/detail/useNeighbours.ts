import { useLoaded } from '../ui/useLoaded.ts';
import { useWorkspace } from '../ui/workspace.tsx';

interface Neighbour {
  readonly id: string;
  readonly index: number;
}

interface Neighbours {
  readonly place: { readonly index: number; readonly total: number } | undefined;
  readonly previous: Neighbour | undefined;
  readonly next: Neighbour | undefined;
  go(neighbour: Neighbour | undefined, open: (id: string) => void): void;
}

/** 上一人/下一人 in the list the clerk came from, in its order and under its filters. */
export function useNeighbours(type: string, id: string | undefined): Neighbours {
  const { store, lists } = useWorkspace();
  const [found] = useLoaded(
    async () => {
      const left = lists.recall(type);
      if (left === undefined || id === undefined) return undefined;
      const from = Math.max(0, left.index - 1);
      const page = await store.query(left.query, from, 3);
      const here = page.rows.findIndex((row) => row.id === id);
      if (here === -1) return undefined;
      const at = (offset: number): Neighbour | undefined => {
        const row = page.rows[here + offset];
        return row === undefined ? undefined : { id: row.id, index: from + here + offset };
      };
      return {
        left,
        place: { index: from + here, total: page.total },
        previous: at(-1),
        next: at(1),
      };
    },
    `${type}/${id ?? ''}`,
  );
  return {
    place: found?.place,
    previous: found?.previous,
    next: found?.next,
    go(neighbour, open) {
      if (neighbour === undefined || found === undefined) return;
      lists.keep(type, { ...found.left, index: neighbour.index });
      open(neighbour.id);
    },
  };
}
