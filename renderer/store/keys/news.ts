import { userRegistrationSchema } from '../../../domain/protocol/api.ts';
import type { CheckedBook } from './opened.ts';
import { unverifiedJson } from './jws.ts';
import type { Book } from './book.ts';
import type { KeyNews } from './port.ts';

/** What the store has not yet taken into its own books, in the order in which it happened. */
export function newsIn(checked: CheckedBook): KeyNews {
  const signed = new Set(checked.book.registrations);
  const registrations = checked.book.untold.registrations.flatMap((jws) => {
    // The list it must stand in was verified; here it is only read again.
    const parsed = userRegistrationSchema.safeParse(unverifiedJson(jws));
    return signed.has(jws) && parsed.success ? [{ jws, registration: parsed.data }] : [];
  });
  return { registrations, grants: checked.book.untold.grants };
}

/** The book without news that was taken; what came meanwhile stays. */
export function withoutNews(book: Book, taken: KeyNews): Book {
  const told = new Set(taken.registrations.map(({ jws }) => jws));
  const grants = book.untold.grants.slice(taken.grants.length);
  return {
    ...book,
    untold: { registrations: book.untold.registrations.filter((jws) => !told.has(jws)), grants },
  };
}
