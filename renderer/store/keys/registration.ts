import { mayManageUsers } from '../../../domain/access.ts';
import type { UserRegistration } from '../../../domain/protocol/api.ts';
import { ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import { mayHold } from './book.ts';
import { settle } from './grants.ts';
import type { Settled } from './grants.ts';
import { signedEntry } from './jws.ts';
import { checkedBook, readBook } from './opened.ts';
import type { CheckedBook, Opened } from './opened.ts';
import type { OuterLayer } from './outer.ts';
import type { KeyFailure } from './port.ts';
import { keyFailures } from './sentences.ts';
import type { Live } from './session.ts';
import type { SlotsFile, UserSlot } from './slotsFile.ts';

/** What an act on a user makes: nothing of it counts before the file is written. */
export interface Changed {
  readonly file: SlotsFile;
  readonly live: Live;
  readonly registration: UserRegistration;
  /** Somebody lost something: the device secret is replaced as well (R14). */
  readonly rotate: boolean;
}
export type Change = (file: SlotsFile, by: Opened, outer: OuterLayer) => Promise<Result<Changed, KeyFailure>>;

/** The book, for an officeAdmin who is one as it says now, not as it said when the session began. */
export async function bookForAdmin(file: SlotsFile, by: Opened): Promise<Result<CheckedBook, KeyFailure>> {
  const checked = await readBook(file, by.deviceBox, by.root);
  if (checked === undefined) return keyFailures.damagedFile;
  const me = checked.users.get(by.me.id);
  return me?.active === true && mayManageUsers(me.roles) ? ok(checked) : keyFailures.notAdmin;
}

/** Signs one more registration into the book and settles the keys as it now says. */
export async function registered(
  by: Opened,
  checked: CheckedBook,
  registration: UserRegistration,
): Promise<Settled | undefined> {
  const { book } = checked;
  const jws = await signedEntry(by.keys.sign, by.me.id, checked.next, registration);
  const untold = { ...book.untold, registrations: [...book.untold.registrations, jws] };
  const after = await checkedBook({ ...book, registrations: [...book.registrations, jws], untold }, by.root);
  return after && settle(by, after, registration.id);
}

/** A user who works on this PC, for an act that changes them. */
export function userHere(
  file: SlotsFile,
  checked: CheckedBook,
  userId: string,
): { readonly slot: UserSlot; readonly user: UserRegistration } | undefined {
  const slot = file.users.find((each) => each.id === userId);
  const user = checked.users.get(userId);
  return slot === undefined || user?.active !== true ? undefined : { slot, user };
}

/**
 * Whether somebody else still opens everything this user is about to lose. What nobody could open any more would be as
 * good as deleted, and nothing a clerk saved may be (the counselling key cannot be given by an officeAdmin: R12).
 */
export function leavesNobody(
  checked: CheckedBook,
  before: UserRegistration,
  after: UserRegistration,
): boolean {
  const { wraps, users } = checked;
  return wraps.some((wrap) => {
    const box = wrap.wrap;
    if (box === 'device' || wrap.to !== before.id || !mayHold(before, box) || mayHold(after, box))
      return false;
    return !wraps.some((other) => {
      const holder = users.get(other.to);
      if (other.wrap !== box || other.n !== wrap.n || other.to === before.id) return false;
      return holder !== undefined && mayHold(holder, box);
    });
  });
}
