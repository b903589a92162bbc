import type { Book } from './book.ts';
import type { BoxKeys, KeyBox } from './held.ts';
import type { CheckedBook } from './opened.ts';
import type { Live } from './session.ts';

/**
 * The book and the session without the earlier keys of a box, when every value was rewritten. Only what this session had
 * is dropped: a key it never had may still be the only one that opens something (R14).
 */
export function retired(
  live: Live,
  checked: CheckedBook,
  box: KeyBox,
): { readonly book: Book; readonly live: Live } | undefined {
  const own = live.held.get(box);
  if (own === undefined || !own.complete || own.earlier.length === 0) return undefined;
  const keys: BoxKeys = { ...own, earlier: [] };
  const held = new Map(live.held).set(box, keys);
  if (box === 'device') {
    if (checked.book.earlier.length !== own.earlier.length) return undefined;
    return {
      book: { ...checked.book, earlier: [] },
      live: { opened: { ...live.opened, deviceEarlier: [] }, held },
    };
  }
  const numbers = new Set(own.earlier.map(({ n }) => n));
  const gone = new Set(
    checked.wraps.filter((wrap) => wrap.wrap === box && numbers.has(wrap.n)).map((wrap) => wrap.jws),
  );
  const wraps = checked.book.wraps.filter((jws) => !gone.has(jws));
  return { book: { ...checked.book, wraps }, live: { opened: live.opened, held } };
}
