import { compartments } from '../../../domain/access.ts';
import type { Compartment } from '../../../domain/access.ts';
import type { UserRegistration } from '../../../domain/protocol/api.ts';
import { mayHold } from './book.ts';
import type { Book } from './book.ts';
import { randomBytes, wipe } from './bytes.ts';
import { dataKey } from './envelope.ts';
import { myRawKey, signedWrap } from './opened.ts';
import type { CheckedBook, Opened } from './opened.ts';
import type { KeyGrant } from './port.ts';

export interface Settled {
  readonly held: ReadonlyMap<Compartment, CryptoKey>;
  /** Made just now: worth nothing until the book that holds their wraps is written. */
  readonly created: readonly Compartment[];
  readonly granted: readonly KeyGrant[];
  readonly book: Book;
}

/**
 * At an unlock: opens what this user holds, makes the key of a compartment nobody here has yet (so the counselling key
 * is made by the first counsellor, never by the officeAdmin: R12), and wraps what this user holds to entitled users who
 * are still waiting.
 */
export async function settle(opened: Opened, checked: CheckedBook): Promise<Settled> {
  const held = new Map<Compartment, CryptoKey>();
  const created: Compartment[] = [];
  const granted: KeyGrant[] = [];
  const wraps = [...checked.book.wraps];
  for (const compartment of compartments) {
    if (!mayHold(opened.me, compartment)) continue;
    const isNew = !checked.wraps.some((wrap) => wrap.wrap === compartment);
    const raw = isNew ? randomBytes(32) : await myRawKey(opened, checked, compartment);
    if (raw === undefined) continue;
    held.set(compartment, await dataKey(raw));
    if (isNew) created.push(compartment);
    for (const user of waitingFor(compartment, checked)) {
      wraps.push(await signedWrap(opened, user, compartment, raw));
      if (user.id !== opened.me.id) granted.push({ userId: user.id, userName: user.name, compartment });
    }
    wipe(raw);
  }
  return { held, created, granted, book: { ...checked.book, wraps } };
}

function waitingFor(compartment: Compartment, checked: CheckedBook): readonly UserRegistration[] {
  const have = new Set(checked.wraps.filter((wrap) => wrap.wrap === compartment).map((wrap) => wrap.to));
  return [...checked.users.values()].filter((user) => mayHold(user, compartment) && !have.has(user.id));
}
