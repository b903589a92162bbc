import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { flushSync } from 'react-dom';

interface Window {
  /** The row at the upper edge. */
  readonly start: number;
  /** How many rows fit, a cut one included. */
  readonly rows: number;
}

export interface RowWindow {
  /** Rows a clerk can see. */
  readonly first: number;
  readonly last: number;
  /** Brings a row into sight, moving no further than it must. */
  readonly reveal: (row: number) => void;
}

/** How many rows are drawn beyond what can be seen, so that scrolling meets them there already. */
export const beyond = 12;

/**
 * Which rows of a list of equal heights are on the screen. Two divisions, whatever the roster's size: nothing is kept
 * per row, so a search that leaves three of 200,000 costs no more than one that leaves them all. `key` tells one
 * question from the next.
 */
export function useRowWindow(
  box: RefObject<HTMLElement | null>,
  count: number,
  height: number,
  startAt: number,
  key: string | undefined,
): RowWindow {
  const [seen, setSeen] = useState<Window>({ start: startAt, rows: 20 });
  const heightNow = useRef(height);
  const look = useCallback(() => {
    const element = box.current;
    if (element === null) return;
    const start = Math.floor(element.scrollTop / heightNow.current);
    // The sticky header covers the height of a row; a scroll between two rows shows one more.
    const rows = Math.max(1, Math.ceil(element.offsetHeight / heightNow.current));
    setSeen((old) => (old.start === start && old.rows === rows ? old : { start, rows }));
  }, [box]);

  const placed = useRef(false);
  const answered = useRef(key);
  useLayoutEffect(() => {
    heightNow.current = height;
    // A box without rows cannot be scrolled yet.
    if (count > 0 && !placed.current && box.current !== null) {
      placed.current = true;
      if (startAt > 0) box.current.scrollTop = startAt * height;
    }
    // Another question is answered from its first row on.
    if (answered.current !== key && answered.current !== undefined && box.current !== null)
      box.current.scrollTop = 0;
    answered.current = key;
    if (placed.current) look();
  }, [box, count, height, startAt, key, look]);

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const onScroll = (): void => {
      // Rows that come into sight are drawn in the frame that shows them.
      flushSync(look);
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    return () => {
      element.removeEventListener('scroll', onScroll);
      sizes.disconnect();
    };
  }, [box, look]);

  const reveal = useCallback(
    (row: number) => {
      const element = box.current;
      if (element === null) return;
      const top = row * heightNow.current;
      // Of what is seen, the header takes one row's height.
      const room = element.clientHeight - 2 * heightNow.current;
      if (element.scrollTop > top) element.scrollTop = top;
      else if (room > 0 && element.scrollTop < top - room) element.scrollTop = top - room;
    },
    [box],
  );

  const first = Math.max(0, Math.min(seen.start, count - 1));
  return { first, last: Math.max(first, Math.min(first + seen.rows - 1, count - 1)), reveal };
}
