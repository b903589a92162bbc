import { describe, expect, it } from 'vitest';
import { paths } from '../../../../domain/protocol/api.ts';
import { SyncEngine } from '../../../../renderer/sync/engine.ts';
import type { Cursor, HttpAnswer, HttpRequest } from '../../../../renderer/sync/port.ts';
import { signedAnswer } from '../../../simulation/support/network.ts';
import { FakeClock, FakeProvince, FakeStore, batch, lane, receiptOf } from './fakes.ts';
import { faults } from './stepFaults.ts';
import type { Fault } from './stepFaults.ts';

interface Step {
  readonly name: string;
  isAt(request: HttpRequest, path: string): boolean;
  /** Whether what waits has gone out although this step failed so. */
  lets(fault: Fault): boolean;
  /** What must be so for the step to be taken at all. */
  prepare?(store: Store): void;
}

/** A store in which each step of a round can be made necessary. */
class Store extends FakeStore {
  users: { id: string; registration: string }[] = [];
  isNew = false;

  override async pendingUsers() {
    return this.users;
  }
  override async userAcknowledged(id: string) {
    this.users = this.users.filter((user) => user.id !== id);
    return super.userAcknowledged(id);
  }
  override async cursor(organisation: string, compartment: string) {
    const known = await super.cursor(organisation, compartment);
    return this.isNew ? (undefined as unknown as Cursor) : known;
  }
  override async applySnapshot(page: unknown, cursor: Cursor) {
    this.isNew = false;
    return super.applySnapshot(page, cursor);
  }
}

const never = (): boolean => false;
const always = (): boolean => true;
const ending =
  (words: string) =>
  (_request: HttpRequest, path: string): boolean =>
    path.endsWith(words);

const steps: readonly Step[] = [
  { name: 'probe', isAt: ending(paths.health), lets: never },
  { name: 'nonce', isAt: ending(paths.nonce), lets: never },
  { name: 'token', isAt: ending(paths.token), lets: never },
  // What one may act for is known from before; a province that cannot say it today takes work all the same.
  { name: 'scope', isAt: ending(paths.scope), lets: (fault) => fault.isOfOne },
  {
    name: 'users',
    isAt: (request) => request.method === 'PUT',
    lets: always,
    prepare: (store) => {
      store.users = [{ id: 'u2', registration: 'r' }];
    },
  },
  {
    name: 'operations',
    isAt: ending(paths.myOperations),
    lets: never,
    prepare: (store) => {
      store.reconcile = true;
    },
  },
  { name: 'push', isAt: ending('/batches'), lets: never },
  { name: 'changes', isAt: ending('/changes'), lets: always },
  {
    name: 'snapshot',
    isAt: ending('/snapshot'),
    lets: always,
    prepare: (store) => {
      store.isNew = true;
    },
  },
];

const place = { organisation: 'org', type: 'member', id: 'm1' };

/** What the province says when nothing is in the way; what the usual one of these tests does not know comes first. */
function good(store: Store, clock: FakeClock, request: HttpRequest, url: URL): HttpAnswer | undefined {
  if (url.pathname === paths.health) {
    const time = new Date(clock.at).toISOString();
    const nonce = url.searchParams.get('nonce');
    return signedAnswer(200, { nonce, epoch: 'e1', time, database: 'embedded' });
  }
  const sealed = store.open.find((each) => each.body[0] === request.body?.[0]);
  if (url.pathname.endsWith('/batches') && sealed) return receiptOf(sealed);
  if (request.method === 'PUT') return signedAnswer(200, { id: 'u2' });
  if (url.pathname === paths.myOperations) return signedAnswer(200, { operations: [], next: null });
  if (url.pathname.endsWith('/snapshot'))
    return signedAnswer(200, { ...lane, after: null, records: [], next: null, head: 9 });
  if (url.pathname.endsWith('/history'))
    return signedAnswer(200, { epoch: 'e1', ...place, before: null, rev: 3, operations: [], next: null });
  return undefined;
}

/** A PC with one batch sealed earlier and one that is still to be sealed, before a province with one fault. */
function pcBefore(prepare: Step['prepare']) {
  const store = new Store([batch(1)], [batch(2)]);
  prepare?.(store);
  const clock = new FakeClock();
  const line: { fault?: { readonly at: Step['isAt']; readonly of: Fault }; met: number } = { met: 0 };
  const whole = new FakeProvince((request, url) => good(store, clock, request, url));
  const http = {
    async send(request: HttpRequest): Promise<HttpAnswer> {
      const answer = await whole.send(request);
      if (line.fault?.at(request, new URL(request.url).pathname) !== true) return answer;
      line.met += 1;
      return line.fault.of.answer(request, answer);
    },
  };
  const engine = new SyncEngine({ store, http, clock, nonce: () => 'mine' });
  return { store, clock, line, engine };
}

const names = (batches: readonly { batchId: string }[]): readonly string[] =>
  batches.map((each) => each.batchId).sort();

const cells = faults.map((fault) => [fault.name, fault] as const);

describe.each(steps.map((step) => [step.name, step] as const))('R59 at the step “%s”', (_step, step) => {
  it.each(cells)(
    '%s: nothing unsent is gone, it is said, and the next round sends it',
    async (_name, fault) => {
      const { store, clock, line, engine } = pcBefore(step.prepare);
      line.fault = { at: step.isAt, of: fault };
      await engine.syncNow();

      expect(line.met).toBeGreaterThan(0);
      const isOut = step.lets(fault);
      expect(names(store.receipts)).toEqual(isOut ? ['b1', 'b2'] : []);
      expect(names([...store.open, ...store.ready])).toEqual(isOut ? [] : ['b1', 'b2']);
      expect(store.told).not.toContain('newIncarnation');
      expect(store.told).not.toContain('acknowledgeKnown');
      expect([store.users.length, store.reconcile, store.isNew]).toEqual([
        step.name === 'users' ? 1 : 0,
        step.name === 'operations',
        step.name === 'snapshot',
      ]);

      const said = engine.summary();
      expect(said).toMatchObject({ online: fault.online, busy: false });
      expect(said.lastSuccess).toBeUndefined();
      if (fault.words === undefined) expect(said.trouble).toBeUndefined();
      else {
        expect(said.trouble).toContain(fault.words);
        expect(said.trouble).toContain('内容都在本机，没有丢。');
      }

      delete line.fault;
      clock.at += 16 * 60_000;
      await engine.round();
      expect(names(store.receipts)).toEqual(['b1', 'b2']);
      expect([...store.open, ...store.ready]).toEqual([]);
      expect([store.users, store.reconcile, store.isNew]).toEqual([[], false, false]);
      expect(engine.summary()).toMatchObject({ online: true, busy: false });
      expect(engine.summary().trouble).toBeUndefined();
    },
  );
});

describe('R59 at the step “history”', () => {
  it.each(cells)('%s: the history says that it is not whole, the work goes on', async (_name, fault) => {
    const { store, line, engine } = pcBefore(undefined);
    store.ready.length = 0;
    await engine.syncNow();
    store.ready.push(batch(2));
    line.fault = { at: ending('/history'), of: fault };

    expect(await engine.history(place)).toEqual({ kind: fault.online ? 'unavailable' : 'offline' });
    expect(line.met).toBeGreaterThan(0);
    expect(names(store.ready)).toEqual(['b2']);
    expect(engine.summary()).toMatchObject({ online: true, busy: false });

    // The history's trouble is none of the round's, even while it lasts.
    await engine.syncNow();
    expect(names(store.receipts)).toEqual(['b1', 'b2']);
    delete line.fault;
    expect(await engine.history(place)).toEqual({ kind: 'told', rev: 3, operations: [] });
  });
});
