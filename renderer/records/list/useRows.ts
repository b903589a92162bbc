import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { IndexRow, Query } from '../../store/index/port.ts';
import type { StorePort } from '../../store/port.ts';
import type { EventHub } from '../ui/events.ts';
import { useStoreEvents } from '../ui/events.ts';

/** A screen and what is drawn beyond it fit into one block: a key is answered by one message of no more than it needs. */
const blockSize = 40;

interface Page {
  readonly query: Query;
  readonly key: string;
  readonly total: number;
  readonly all: number;
  readonly blocks: ReadonlyMap<number, readonly IndexRow[]>;
}

export interface Rows {
  /** What these rows answer; while a newer query is on its way, not yet that one. Undefined until the first answer. */
  readonly query: Query | undefined;
  /** The same as a text. */
  readonly key: string | undefined;
  /** False until the first answer. */
  readonly ready: boolean;
  readonly total: number;
  readonly all: number;
  readonly row: (index: number) => IndexRow | undefined;
  /** Tells which rows are on the screen; missing ones are fetched. */
  readonly need: (first: number, last: number) => void;
}

const blockOf = (index: number): number => Math.floor(index / blockSize);

const blocksOf = (first: number, last: number): readonly number[] => {
  const blocks: number[] = [];
  for (let block = blockOf(first); block <= blockOf(last); block += 1) blocks.push(block);
  return blocks;
};

/** Rows of a query, a block at a time. What is on the screen stays until the new answer is whole: no blinking. */
export function useRows(store: Pick<StorePort, 'query'>, events: EventHub, query: Query): Rows {
  const key = JSON.stringify(query);
  const [page, setPage] = useState<Page>();
  const visible = useRef<readonly [number, number]>([0, 30]);
  /** The query whose answer is on the screen, and the blocks asked of it. */
  const asked = useRef<{ readonly key: string; readonly blocks: Set<number> }>(undefined);
  const running = useRef<{ key: string; again: boolean } | undefined>(undefined);

  const fetchMissing = useCallback(() => {
    const known = asked.current;
    if (known?.key !== key) return;
    for (const block of blocksOf(...visible.current)) {
      if (known.blocks.has(block)) continue;
      known.blocks.add(block);
      void store.query(JSON.parse(key) as Query, block * blockSize, blockSize).then((answer) => {
        // After a save the blocks were asked anew; an answer from before it would be an old one.
        if (asked.current !== known) return;
        setPage((old) =>
          old?.key === key ? { ...old, blocks: new Map(old.blocks).set(block, answer.rows) } : old,
        );
      });
    }
  }, [key, store]);

  const refresh = useCallback(async (): Promise<void> => {
    if (running.current?.key === key) {
      running.current.again = true;
      return;
    }
    const run = { key, again: true };
    running.current = run;
    while (run.again && running.current === run) {
      run.again = false;
      const wanted = blocksOf(...visible.current);
      const [from = 0] = wanted;
      const wish = JSON.parse(key) as Query;
      const answer = await store.query(wish, from * blockSize, wanted.length * blockSize);
      // A slower answer to an older question must not replace a newer one.
      if (running.current !== run) return;
      asked.current = { key, blocks: new Set(wanted) };
      const rowsOf = (block: number): readonly IndexRow[] =>
        answer.rows.slice((block - from) * blockSize, (block - from + 1) * blockSize);
      setPage({
        query: wish,
        key,
        total: answer.total,
        all: answer.all,
        blocks: new Map(wanted.map((block) => [block, rowsOf(block)])),
      });
    }
    if (running.current !== run) return;
    running.current = undefined;
    // The clerk may have scrolled on meanwhile.
    fetchMissing();
  }, [key, store, fetchMissing]);

  useEffect(() => {
    visible.current = [0, visible.current[1] - visible.current[0]];
    void refresh();
    return () => {
      running.current = undefined;
    };
  }, [refresh]);

  useStoreEvents(events, (event) => {
    if (event.kind === 'records' && event.type === query.type) void refresh();
  });

  const need = useCallback(
    (first: number, last: number) => {
      visible.current = [first, last];
      // While the first answer to a query is awaited, asking again would only delay it.
      if (running.current === undefined) fetchMissing();
    },
    [fetchMissing],
  );

  return useMemo(
    () => ({
      query: page?.query,
      key: page?.key,
      ready: page !== undefined,
      total: page?.total ?? 0,
      all: page?.all ?? 0,
      row: (index) => page?.blocks.get(blockOf(index))?.[index % blockSize],
      need,
    }),
    [page, need],
  );
}
