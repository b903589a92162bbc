import type { UserRegistration } from '../../../domain/protocol/api.ts';
import { ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { Host } from '../../host/host.ts';
import { addition } from './addition.ts';
import { thumbprint } from './book.ts';
import type { Book } from './book.ts';
import { wipe } from './bytes.ts';
import { firstFile } from './firstFile.ts';
import { settle } from './grants.ts';
import { keyFile } from './keyFile.ts';
import { newUserId } from './newUser.ts';
import { newsIn, withoutNews } from './news.ts';
import { open, readBook, sealedBook } from './opened.ts';
import { outerLayer } from './outer.ts';
import type { OuterLayer } from './outer.ts';
import { productCost, weakness } from './passphrase.ts';
import { adoptedSlots, portableSlots } from './portable.ts';
import type { KeyFailure, KeyRing, KeySession, PassphraseCost } from './port.ts';
import { keyFailures, weak } from './sentences.ts';
import { otherRoles, removal } from './removal.ts';
import type { Change } from './registration.ts';
import { retired } from './retire.ts';
import { presentLayer, writeRotated } from './rotation.ts';
import { keySession } from './session.ts';
import type { Live } from './session.ts';
import { closedSlot } from './slot.ts';
import type { SlotContent } from './slot.ts';
import { parseSlots, writtenSlots } from './slotsFile.ts';
import type { SlotsFile } from './slotsFile.ts';
import { tryPassphrase } from './tryPassphrase.ts';

export interface KeyRingOptions {
  readonly host: Host;
  /** Tests only; the product's cost otherwise (R58). */
  readonly cost?: PassphraseCost;
  /** This PC's clock, only for slowing down wrong passphrases. */
  readonly now?: () => number;
  readonly newId?: () => string;
}

type Answer<T> = Result<T, KeyFailure>;

/** The keys of this PC: slots in one small host file, sessions in memory, nothing anywhere else (R14). */
export function createKeyRing(options: KeyRingOptions): KeyRing {
  const { host, cost = productCost, now = Date.now, newId = newUserId } = options;
  const keys = keyFile(host);
  /** What a session may do beyond its own port, known to this ring alone. */
  const sessions = new WeakMap<KeySession, Live>();

  let turn: Promise<unknown> = Promise.resolve();
  /** One act at a time: two at once would each write a file that lacks the other's user. */
  function inTurn<T>(act: () => Promise<T>): Promise<T> {
    const done = turn.then(act);
    turn = done.catch(() => undefined);
    return done;
  }

  async function ready(): Promise<Answer<{ readonly file: SlotsFile; readonly outer: OuterLayer }>> {
    const file = await keys.read();
    if (!file.ok) return file;
    if (file.value === undefined) return keyFailures.noSuchUser;
    const outer = await presentLayer(host, file.value);
    if (!outer.ok) return outer;
    // A file without the layer on a PC that has one was not made here; it comes in through `adopt` only.
    if (file.value.bound !== outer.value.bound) return keyFailures.otherPc;
    return ok({ file: file.value, outer: outer.value });
  }

  /** Opens a session from an open slot, settles keys that are due, and writes the file once. */
  async function enter(
    file: SlotsFile,
    userId: string,
    content: SlotContent,
    outer: OuterLayer,
  ): Promise<Answer<KeySession>> {
    const entered = await open(file, userId, content, outer);
    if (entered === undefined) return keyFailures.damagedFile;
    const { opened, checked } = entered;
    const settled = await settle(opened, checked);
    const book = settled.changed ? await sealedBook(settled.book, opened.deviceBox) : file.book;
    const written = await keys.write({ ...file, book, last: userId });
    // A key whose wraps were not written is gone with this session: nothing may be sealed under it.
    const live: Live = { opened, held: written.ok ? settled.held : settled.otherwise };
    const granted = written.ok ? settled.granted : [];
    const session = keySession(live, granted, await thumbprint(file.device.signKey));
    sessions.set(session, live);
    return ok(session);
  }

  /** An act of an officeAdmin on a user: the file is written, then the session goes on with the keys it made. */
  function changeUsers(by: KeySession, change: Change): Promise<Answer<UserRegistration>> {
    return inTurn(async () => {
      const live = sessions.get(by);
      if (live === undefined) return keyFailures.notAdmin;
      const at = await ready();
      if (!at.ok) return at;
      const { file, outer } = at.value;
      const changed = await change(file, live.opened, outer);
      if (!changed.ok) return changed;
      const { value } = changed;
      const written = value.rotate
        ? await writeRotated(host, keys, value.file, outer)
        : await keys.write(value.file);
      if (!written.ok) return written;
      Object.assign(live, value.live);
      return ok(value.registration);
    });
  }

  /** The book of an unlocked session as it stands, and a way to write it. */
  async function bookOf(by: KeySession) {
    const live = sessions.get(by);
    if (live === undefined) return keyFailures.noSuchUser;
    const at = await ready();
    if (!at.ok) return at;
    const { file } = at.value;
    const checked = await readBook(file, live.opened.deviceBox, live.opened.root);
    if (checked === undefined) return keyFailures.damagedFile;
    const write = async (book: Book): Promise<Answer<void>> =>
      keys.write({ ...file, book: await sealedBook(book, live.opened.deviceBox) });
    return ok({ live, checked, write });
  }

  /** From a passphrase to an open slot, counting the try. */
  async function pass(userId: string, passphrase: string) {
    const at = await ready();
    if (!at.ok) return at;
    const user = at.value.file.users.find((slot) => slot.id === userId);
    if (user === undefined) return keyFailures.noSuchUser;
    const tried = await tryPassphrase(keys, at.value.file, user, passphrase, at.value.outer, now());
    return tried.ok ? ok({ ...tried.value, outer: at.value.outer }) : tried;
  }

  return {
    async slots() {
      const file = await keys.read();
      if (!file.ok || file.value === undefined) return [];
      const { last, users } = file.value;
      return users.map(({ id, ordinal }) => ({ userId: id, ordinal, lastUsed: id === last }));
    },

    async state() {
      const file = await keys.read();
      if (!file.ok) return 'damaged';
      return file.value === undefined ? 'empty' : 'ready';
    },

    createFirst: (user) =>
      inTurn(async () => {
        const present = await keys.read();
        if (!present.ok) return present;
        if (present.value !== undefined) return keyFailures.alreadyUsed;
        const sentence = weakness(user.passphrase);
        if (sentence !== undefined) return weak(sentence);
        const outer = await outerLayer(host);
        if (!outer.ok) return outer;
        const { file, first } = await firstFile(newId(), user, cost, outer.value);
        const written = await keys.write(file);
        if (!written.ok) return written;
        const session = await enter(file, first.registration.id, first.content, outer.value);
        return session.ok ? ok({ session: session.value, registration: first.registration }) : session;
      }),

    async addUser(by, user) {
      const sentence = weakness(user.passphrase);
      return sentence === undefined ? changeUsers(by, addition(newId(), user, cost)) : weak(sentence);
    },
    removeUser: (by, userId) => changeUsers(by, removal(userId)),
    setRoles: (by, userId, roles) => changeUsers(by, otherRoles(userId, roles)),

    news: (by) =>
      inTurn(async () => {
        const book = await bookOf(by);
        return book.ok ? newsIn(book.value.checked) : { registrations: [], grants: [] };
      }),
    told: (by, news) =>
      inTurn(async () => {
        const book = await bookOf(by);
        return book.ok ? book.value.write(withoutNews(book.value.checked.book, news)) : book;
      }),
    retire: (by, box) =>
      inTurn(async () => {
        const book = await bookOf(by);
        if (!book.ok) return book;
        const { live, checked, write } = book.value;
        const without = retired(live, checked, box);
        if (without === undefined) return ok(undefined);
        const written = await write(without.book);
        if (written.ok) Object.assign(live, without.live);
        return written;
      }),

    unlock: (userId, passphrase) =>
      inTurn(async () => {
        const passed = await pass(userId, passphrase);
        if (!passed.ok) return passed;
        return enter(passed.value.file, userId, passed.value.content, passed.value.outer);
      }),

    changePassphrase: (userId, old, next) =>
      inTurn(async () => {
        const sentence = weakness(next);
        if (sentence !== undefined) return weak(sentence);
        const passed = await pass(userId, old);
        if (!passed.ok) return passed;
        const { file, content, outer } = passed.value;
        const slot = await closedSlot(userId, content, next, cost, outer);
        wipe(content.privates.sign, content.privates.seal);
        const users = file.users.map((user) => (user.id === userId ? { ...user, ...slot } : user));
        // The slot as it was must open nowhere any more, not even here with the old passphrase (R14).
        return writeRotated(host, keys, { ...file, users }, outer);
      }),

    discard: () => inTurn(() => keys.clear()),

    portable: () =>
      inTurn(async () => {
        const at = await ready();
        if (!at.ok) return at;
        const file = await portableSlots(at.value.file, at.value.outer);
        return file.ok ? ok(writtenSlots(file.value)) : file;
      }),

    adopt: (portable) =>
      inTurn(async () => {
        const present = await keys.read();
        if (present.ok && present.value !== undefined) return keyFailures.notEmpty;
        const file = parseSlots(portable);
        if (file === 'damaged' || file.bound !== 'none') return keyFailures.damagedFile;
        const outer = await outerLayer(host);
        if (!outer.ok) return outer;
        return keys.write(await adoptedSlots(file, outer.value));
      }),

    async deviceKeys() {
      const file = await keys.read();
      if (!file.ok || file.value === undefined) throw new Error('no device keys before the first user');
      const { signKey, sealKey } = file.value.device;
      return { signKey, sealKey };
    },
  };
}
