import { useCallback, useEffect, useRef, useState } from 'react';
import type { IndexRow, Query } from '../../store/index/port.ts';
import type { StorePort } from '../../store/port.ts';
import type { EventHub } from '../ui/events.ts';
import { useStoreEvents } from '../ui/events.ts';

const blockSize = 100;

interface Page {
  readonly key: string;
  readonly total: number;
  readonly all: number;
  readonly blocks: ReadonlyMap<number, readonly IndexRow[]>;
}

export interface Rows {
  /** False until the first answer. */
  readonly ready: boolean;
  readonly total: number;
  readonly all: number;
  row(index: number): IndexRow | undefined;
  /** Tells which rows are on the screen; missing ones are fetched. */
  need(first: number, last: number): void;
}

const blocksOf = (first: number, last: number): readonly number[] => {
  const blocks: number[] = [];
  for (let block = Math.floor(first / blockSize); block <= Math.floor(last / blockSize); block += 1)
    blocks.push(block);
  return blocks;
};

/** Rows of a query, a block at a time. What is on the screen stays until the new answer is whole: no blinking. */
export function useRows(store: Pick<StorePort, 'query'>, events: EventHub, query: Query): Rows {
  const key = JSON.stringify(query);
  const [page, setPage] = useState<Page>();
  const visible = useRef<readonly [number, number]>([0, 30]);
  const asked = useRef(new Set<string>());
  const running = useRef<{ key: string; again: boolean } | undefined>(undefined);

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
      const wish = JSON.parse(key) as Query;
      const pages = await Promise.all(wanted.map((block) => store.query(wish, block * blockSize, blockSize)));
      const head = pages[0];
      // A slower answer to an older question must not replace a newer one.
      if (running.current !== run || head === undefined) return;
      asked.current = new Set(wanted.map((block) => `${key}#${block}`));
      setPage({
        key,
        total: head.total,
        all: head.all,
        blocks: new Map(wanted.map((block, at) => [block, pages[at]?.rows ?? []])),
      });
    }
    if (running.current === run) running.current = undefined;
  }, [key, store]);

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
      for (const block of blocksOf(first, last)) {
        const mark = `${key}#${block}`;
        if (asked.current.has(mark)) continue;
        asked.current.add(mark);
        void store.query(JSON.parse(key) as Query, block * blockSize, blockSize).then((answer) => {
          setPage((old) =>
            old?.key === key ? { ...old, blocks: new Map(old.blocks).set(block, answer.rows) } : old,
          );
        });
      }
    },
    [key, store],
  );

  return {
    ready: page !== undefined,
    total: page?.total ?? 0,
    all: page?.all ?? 0,
    row: (index) => page?.blocks.get(Math.floor(index / blockSize))?.[index % blockSize],
    need,
  };
}
