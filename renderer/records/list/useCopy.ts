import { useCallback, useState } from 'react';
import type { ClipboardEvent, RefObject } from 'react';
import type { IndexRow, Query } from '../../store/index/port.ts';
import type { StorePort } from '../../store/port.ts';
import type { StatusPart } from '../ui/statusLine.tsx';
import { count } from '../ui/words.ts';
import type { Column } from './columns.ts';
import { rowsAsText } from './copy.ts';
import type { Selection } from './selection.ts';

/** Rows fetched at once, so that other questions come in between. */
const step = 2000;

export interface Copying {
  readonly selection: Selection;
  readonly chosenRows: readonly IndexRow[];
  readonly query: Query;
  readonly columns: readonly Column[];
}

type Told = { readonly ids: Selection['ids']; readonly failed: boolean };

/**
 * Ctrl+C over the chosen rows, all of them or none: those that are not in the page's hands are fetched first. The bottom
 * line says how many were copied, for a block that is pasted elsewhere is counted on.
 */
export function useCopy(
  store: Pick<StorePort, 'query'>,
  latest: RefObject<Copying>,
  unitName: (id: string) => string,
  word: string,
): {
  readonly onCopy: (event: ClipboardEvent) => void;
  readonly toldOf: (selection: Selection) => StatusPart[];
} {
  const [told, setTold] = useState<Told>();
  const onCopy = useCallback(
    (event: ClipboardEvent) => {
      const { selection, chosenRows, query, columns } = latest.current;
      const { ids } = selection;
      if (ids.size === 0) return;
      event.preventDefault();
      if (chosenRows.length === ids.size) {
        event.clipboardData.setData('text/plain', rowsAsText(chosenRows, columns, unitName));
        setTold({ ids, failed: false });
        return;
      }
      void copyFetched(store, query, ids, (rows) => rowsAsText(rows, columns, unitName)).then((done) => {
        setTold({ ids, failed: !done });
      });
    },
    [store, latest, unitName],
  );
  const toldOf = (selection: Selection): StatusPart[] => {
    if (told === undefined || told.ids !== selection.ids) return [];
    return told.failed
      ? [{ text: '没有复制成，请再按一次 Ctrl+C' }]
      : [{ text: '已复制', value: count(told.ids.size), after: word }];
  };
  return { onCopy, toldOf };
}

/** Whether the whole block is in the clipboard: half of one would be taken for all of it. */
async function copyFetched(
  store: Pick<StorePort, 'query'>,
  query: Query,
  ids: ReadonlySet<string>,
  textOf: (rows: readonly IndexRow[]) => string,
): Promise<boolean> {
  const found: IndexRow[] = [];
  for (let from = 0, total = 1; from < total && found.length < ids.size; from += step) {
    const page = await store.query(query, from, step);
    total = page.total;
    found.push(...page.rows.filter((row) => ids.has(row.id)));
  }
  if (found.length < ids.size) return false;
  return navigator.clipboard.writeText(textOf(found)).then(
    () => true,
    // The system did not let us: the clipboard is as it was.
    () => false,
  );
}
