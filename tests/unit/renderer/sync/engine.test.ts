import { describe, expect, it } from 'vitest';
import { fail } from '../../../../domain/result.ts';
import { SyncEngine } from '../../../../renderer/sync/engine.ts';
import { longestBackoff } from '../../../../renderer/sync/backoff.ts';
import type { HttpAnswer } from '../../../../renderer/sync/port.ts';
import { signedAnswer } from '../../../simulation/support/network.ts';
import { FakeClock, FakeProvince, FakeStore, batch, receiptOf } from './fakes.ts';

const problem = (status: number, code: string): HttpAnswer =>
  signedAnswer(status, { code, message: '都在。' });
const isPush = (path: string): boolean => path.endsWith('/batches');

function engineOver(store: FakeStore, http: FakeProvince, clock = new FakeClock()): SyncEngine {
  return new SyncEngine({ store, http, clock, nonce: () => 'mine' });
}

/** Answers every push with the receipt of the batch it holds. */
function taking(store: FakeStore, also: Parameters<typeof receiptOf>[1] = {}): FakeProvince {
  return new FakeProvince((request, url) => {
    const sealed = store.open.find((each) => each.body[0] === request.body?.[0]);
    return isPush(url.pathname) && sealed ? receiptOf(sealed, also) : undefined;
  });
}

/** Runs the loop until it has slept so often, then stops it. */
async function loop(engine: SyncEngine, clock: FakeClock, sleeps: number): Promise<void> {
  await new Promise<void>((resolve) => {
    clock.onSleep = async () => {
      if (clock.sleeps.length < sleeps) return;
      resolve();
      await new Promise(() => undefined);
    };
    engine.start();
  });
}

describe('a round that takes long', () => {
  it('says that the province is reached and what has been taken, before it ends; twice a second at most', async () => {
    const clock = new FakeClock();
    const ready = Array.from({ length: 12 }, (_, at) => batch(at + 1, { count: 500 }));
    const store = new FakeStore([], ready);
    const http = taking(store);
    const told: string[] = [];
    const { sealNext } = FakeStore.prototype;
    store.sealNext = async (...asked) => {
      clock.at += 100;
      return sealNext.apply(store, asked);
    };
    const engine: SyncEngine = new SyncEngine({
      store,
      http,
      clock,
      nonce: () => 'mine',
      changed: () => {
        const { online, busy } = engine.summary();
        told.push(
          `${online ? 'reached' : 'not reached'}, ${busy ? 'busy' : 'done'}, ${store.receipts.length}`,
        );
      },
    });
    await engine.round();
    expect(store.receipts).toHaveLength(12);
    expect(told[0]).toBe('not reached, busy, 0');
    expect(told[1]).toBe('reached, busy, 0');
    const between = told.slice(2, -1).map((words) => Number(words.split(', ')[2]));
    expect(told.slice(2, -1).every((words) => words.startsWith('reached, busy'))).toBe(true);
    expect(between.length).toBeGreaterThanOrEqual(2);
    expect(between.length).toBeLessThanOrEqual(3);
    expect(between.every((count) => count > 0 && count < 12)).toBe(true);
    expect(told.at(-1)).toBe('reached, done, 12');
  });
});

describe('the loop [S15][S18]', () => {
  it('waits half a minute when there is nothing to do', async () => {
    const clock = new FakeClock();
    const store = new FakeStore();
    await loop(engineOver(store, new FakeProvince(), clock), clock, 2);
    expect(clock.sleeps).toEqual([30_000, 30_000]);
  });

  it('backs off longer and longer, never beyond five minutes, and begins anew after a success', async () => {
    const clock = new FakeClock();
    const http = new FakeProvince();
    let isDown = true;
    http.send = async (request) => {
      if (isDown) return { kind: 'noConnection', reason: 'refused' };
      return FakeProvince.prototype.send.call(http, request);
    };
    const engine = engineOver(new FakeStore(), http, clock);
    await new Promise<void>((resolve) => {
      clock.onSleep = async () => {
        if (clock.sleeps.length === 12) isDown = false;
        if (clock.sleeps.length === 13) isDown = true;
        if (clock.sleeps.length < 14) return;
        resolve();
        await new Promise(() => undefined);
      };
      engine.start();
    });
    const down = clock.sleeps.slice(0, 12);
    expect([...down].sort((a, b) => a - b)).toEqual(down);
    expect(Math.max(...down)).toBeLessThanOrEqual(longestBackoff);
    expect(down[11]).toBeGreaterThan(longestBackoff / 2);
    expect(clock.sleeps[12]).toBe(30_000);
    expect(clock.sleeps[13]).toBe(down[0]);
  });

  it('is woken by new work, gathers a moment, and sends it', async () => {
    const clock = new FakeClock();
    const store = new FakeStore();
    const engine = engineOver(store, taking(store), clock);
    await new Promise<void>((resolve) => {
      clock.onSleep = async (ms) => {
        if (ms !== 30_000) return undefined;
        if (store.receipts.length === 1) {
          resolve();
          return new Promise(() => undefined);
        }
        // Somebody saves while the engine idles; the idle sleep itself never ends.
        setTimeout(() => {
          store.ready.push(batch(1));
          engine.nudge();
        });
        return new Promise(() => undefined);
      };
      engine.start();
    });
    expect(clock.sleeps).toEqual([30_000, 300, 30_000]);
    expect(store.receipts.map((each) => each.batchId)).toEqual(['b1']);
  });

  it('stops after the round under way and rounds no more', async () => {
    const clock = new FakeClock();
    const http = new FakeProvince();
    const engine = engineOver(new FakeStore(), http, clock);
    let isStopped: Promise<void> | undefined;
    clock.onSleep = async () => {
      isStopped ??= engine.stop();
    };
    engine.start();
    while (!isStopped) await new Promise((resolve) => setTimeout(resolve));
    await isStopped;
    const asked = http.asked.length;
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(http.asked.length).toBe(asked);
  });

  it('runs one round at a time and tells who is online', async () => {
    const store = new FakeStore();
    const http = new FakeProvince();
    const engine = engineOver(store, http);
    await Promise.all([engine.round(true), engine.round(true)]);
    expect(http.asked.filter((each) => each.endsWith('/health'))).toHaveLength(1);
    expect(engine.summary()).toMatchObject({ online: true, busy: false });
    http.send = async () => ({ kind: 'noConnection', reason: 'timeout' });
    await engine.syncNow();
    expect(engine.summary()).toMatchObject({ online: false, busy: false });
    expect(engine.summary().trouble).toBeUndefined();
  });
});

describe('a wrong clock (R43)', () => {
  const province = Date.parse('2026-11-23T00:00:00.000Z');
  const tenYears = 10 * 365 * 86_400_000;

  it.each([
    ['right', 0, undefined],
    ['four minutes off', 4 * 60_000, undefined],
    ['ten years ahead', tenYears, true],
    ['ten years behind', -tenYears, true],
  ] as const)('%s', async (_name, by, wrongClock) => {
    const clock = new FakeClock();
    clock.at = province + by;
    const engine = engineOver(new FakeStore(), new FakeProvince(), clock);
    await engine.syncNow();
    const { online, trouble, ...said } = engine.summary();
    expect(online).toBe(true);
    expect(said.wrongClock).toBe(wrongClock);
    // The province's time, in the zone the clerk lives in.
    if (wrongClock) expect(trouble).toContain('电脑时间不对，现在是北京时间 2026-11-23 08:00。');
    else expect(trouble).toBeUndefined();
  });
});

describe('what is too large or refused [S13][S20]', () => {
  it('413 keeps the batch as it is and halves the next ones', async () => {
    const store = new FakeStore([], [batch(1, { count: 500 })]);
    const http = new FakeProvince((_request, url) =>
      isPush(url.pathname) ? problem(413, 'tooLarge') : undefined,
    );
    const engine = engineOver(store, http);
    expect((await engine.round(true)).verdict).toEqual({ kind: 'smaller' });
    expect(store.open.map((each) => each.batchId)).toEqual(['b1']);
    expect(store.receipts).toEqual([]);
    store.sizes.length = 0;
    await engine.round(true);
    expect(store.sizes[0]).toBe(125);
    for (let more = 0; more < 12; more += 1) await engine.round(true);
    expect(store.sizes.at(-1)).toBe(1);
    expect(store.open.map((each) => each.batchId)).toEqual(['b1']);
  });

  it('a refusing receipt goes to the store and the same work comes again in smaller batches', async () => {
    const store = new FakeStore([], [batch(1, { count: 500 }), batch(2, { count: 250 })]);
    const engine = engineOver(store, taking(store, { verdict: 'refused', refusal: 'tooLarge', count: 0 }));
    await engine.round(true);
    expect(store.receipts.map((each) => each.verdict)).toEqual(['refused', 'refused']);
    expect(Math.min(...store.sizes.map((each) => each ?? 500))).toBeLessThanOrEqual(250);
  });

  it('a batch of one that is refused again does not spin', async () => {
    const many = Array.from({ length: 60 }, (_none, n) => batch(n + 1));
    const store = new FakeStore([], many);
    const http = taking(store, { verdict: 'refused', refusal: 'unreadable', count: 0 });
    const outcome = await engineOver(store, http).round(true);
    expect(outcome.verdict).toEqual({ kind: 'notUnderstood' });
    expect(http.asked.filter((each) => each.endsWith('/batches')).length).toBeLessThan(15);
  });

  it('a receipt about other bytes, another batch or another life changes nothing', async () => {
    for (const other of [{ sha256: 'f'.repeat(64) }, { batchId: 'bx' }, { incarnation: 'ix' }, { seq: 9 }]) {
      const store = new FakeStore([batch(1)]);
      const outcome = await engineOver(store, taking(store, other)).round(true);
      expect(outcome.verdict).toEqual({ kind: 'foreign' });
      expect([store.receipts, store.open.length]).toEqual([[], 1]);
    }
  });
});

describe('several lanes [S18]', () => {
  const lanes = [
    { organisation: 'org', compartment: 'general' as const },
    { organisation: 'org', compartment: 'hardship' as const },
    { organisation: 'two', compartment: 'general' as const },
  ];

  it.each([
    ['closed', problem(403, 'compartmentClosed')],
    ['wait', problem(429, 'tooMany')],
    ['later', problem(500, 'internal')],
    ['notUnderstood', problem(422, 'unknown')],
  ])('the trouble of one (%s) holds up no other', async (kind, answer) => {
    const stuck = batch(1, { compartment: 'hardship' });
    const store = new FakeStore([stuck, batch(2)], [batch(3, { organisation: 'two' })]);
    store.laneList = lanes;
    const usual = taking(store);
    const http = new FakeProvince((request, url) =>
      isPush(url.pathname) && request.body?.[0] === 1 ? answer : usual.route(request, url),
    );
    const outcome = await engineOver(store, http).round(true);
    expect(outcome.verdict?.kind).toBe(kind);
    expect(store.receipts.map((each) => each.batchId).sort()).toEqual(['b2', 'b3']);
    expect(store.open).toEqual([stuck]);
    // The lane in trouble still hears what others did.
    expect(http.asked.filter((each) => each.endsWith('/changes'))).toHaveLength(3);
  });

  it('a lane that waits is left in peace while the others go on, unless a person asks', async () => {
    const store = new FakeStore([batch(1, { compartment: 'hardship' })]);
    store.laneList = lanes;
    const http = new FakeProvince((_request, url) =>
      isPush(url.pathname) ? problem(429, 'tooMany') : undefined,
    );
    const engine = engineOver(store, http);
    const pushes = () => http.asked.filter((each) => each.endsWith('/batches')).length;
    await engine.round();
    await engine.round();
    expect(pushes()).toBe(1);
    expect(http.asked.filter((each) => each === 'GET /v1/organisations/two/changes')).toHaveLength(2);
    await engine.round(true);
    expect(pushes()).toBe(2);
  });

  it('a batch the province cannot read does not stop the next of its lane', async () => {
    const store = new FakeStore([batch(1), batch(2)]);
    const usual = taking(store);
    const http = new FakeProvince((request, url) =>
      isPush(url.pathname) && request.body?.[0] === 1 ? problem(400, 'x') : usual.route(request, url),
    );
    await engineOver(store, http).round(true);
    expect(store.receipts.map((each) => each.batchId)).toEqual(['b2']);
    expect(store.open.map((each) => each.batchId)).toEqual(['b1']);
  });
});

describe('another life of this PC [S19]', () => {
  it('a signed 409 forked makes a new incarnation and asks before anything is pushed', async () => {
    const store = new FakeStore([batch(1)]);
    const http = new FakeProvince((_request, url) => {
      if (isPush(url.pathname)) return problem(409, 'forked');
      if (url.pathname.endsWith('/operations')) return signedAnswer(200, { operations: [], next: null });
      return undefined;
    });
    await engineOver(store, http).round(true);
    expect(store.told.slice(0, 2)).toEqual(['newIncarnation', 'acknowledgeKnown']);
  });

  it('an unsigned one does nothing', async () => {
    const store = new FakeStore([batch(1)]);
    const body = Buffer.from(JSON.stringify({ code: 'forked', message: '' }));
    const http = new FakeProvince((_request, url) =>
      isPush(url.pathname) ? { kind: 'answer', status: 409, headers: {}, body } : undefined,
    );
    await engineOver(store, http).round(true);
    expect(store.told).not.toContain('newIncarnation');
    expect(store.open).toHaveLength(1);
  });

  it('nothing is pushed while it is not known what the province has', async () => {
    const store = new FakeStore([batch(1)]);
    store.reconcile = true;
    const http = new FakeProvince((_request, url) =>
      url.pathname.endsWith('/operations') ? problem(503, 'unavailable') : undefined,
    );
    await engineOver(store, http).round(true);
    expect(http.asked.some((each) => each.endsWith('/batches'))).toBe(false);
  });
});

describe('receipts are taken in while the next batch is on its way [S18]', () => {
  const full = [1, 2, 3].map((seq) => batch(seq, { count: 500 }));

  it('sends the next batch before the receipt is in the books, in order, and ends with all of them', async () => {
    const store = new FakeStore([], full);
    const steps: string[] = [];
    const http = taking(store);
    const send = http.send.bind(http);
    http.send = async (request) => {
      if (isPush(new URL(request.url).pathname)) steps.push(`sent ${String(request.body?.[0])}`);
      return send(request);
    };
    const apply = store.applyReceipt.bind(store);
    store.applyReceipt = async (receipt) => {
      // Writing takes a while; the batch stays open until it is done.
      await new Promise((resolve) => {
        setTimeout(resolve, 20);
      });
      steps.push(`taken ${receipt.seq}`);
      return apply(receipt);
    };
    const outcome = await engineOver(store, http).round(true);
    expect(outcome.verdict).toBeUndefined();
    expect(steps).toEqual(['sent 1', 'sent 2', 'taken 1', 'sent 3', 'taken 2', 'taken 3']);
    expect(store.open).toEqual([]);
  });

  it('a receipt that could not be written stops the lane; what went out meanwhile is asked again', async () => {
    const store = new FakeStore([], full);
    const apply = store.applyReceipt.bind(store);
    store.applyReceipt = async (receipt) =>
      receipt.seq === 1 ? fail('diskFull', '磁盘满了。') : apply(receipt);
    const http = taking(store);
    const engine = engineOver(store, http);
    expect((await engine.round(true)).verdict).toEqual({ kind: 'later' });
    expect(store.open.map((each) => each.seq)).toContain(1);
    expect(http.asked.filter(isPush).length).toBeLessThan(3);
    store.applyReceipt = apply;
    await engine.round(true);
    expect(store.open).toEqual([]);
    expect(store.receipts.map((each) => each.seq)).toEqual([
      ...new Set(store.receipts.map((each) => each.seq)),
    ]);
  });

  it('no batch leaves while the one before it has no answer', async () => {
    const store = new FakeStore([], full);
    const http = new FakeProvince((_request, url) =>
      isPush(url.pathname) ? problem(503, 'unavailable') : undefined,
    );
    await engineOver(store, http).round(true);
    expect(http.asked.filter(isPush)).toHaveLength(1);
    expect(store.receipts).toEqual([]);
    expect(store.open.map((each) => each.seq)).toEqual([1, 2]);
  });
});
