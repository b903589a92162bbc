import { describe, expect, it } from 'vitest';
import { SyncEngine } from '../../../../renderer/sync/engine.ts';
import type { HttpAnswer } from '../../../../renderer/sync/port.ts';
import { signedAnswer } from '../../../simulation/support/network.ts';
import { FakeClock, FakeProvince, FakeStore, batch, receiptOf } from './fakes.ts';

const isPush = (path: string): boolean => path.endsWith('/batches');
const recording = signedAnswer(200, {
  nonce: 'of another question',
  epoch: 'e1',
  time: '2026-11-23T00:00:00.000Z',
  database: 'embedded',
});
const silence: HttpAnswer = { kind: 'noConnection', reason: 'refused' };

/** An engine whose province has been heard already: what a clerk finds who presses the button in the middle of a day. */
async function midday(also: (path: string) => HttpAnswer | undefined = () => undefined) {
  const clock = new FakeClock();
  const store = new FakeStore();
  const http = new FakeProvince((request, url) => {
    const sealed = store.open.find((each) => each.body[0] === request.body?.[0]);
    return also(url.pathname) ?? (isPush(url.pathname) && sealed ? receiptOf(sealed) : undefined);
  });
  const engine = new SyncEngine({ store, http, clock, nonce: () => 'mine' });
  await engine.syncNow();
  http.asked.length = 0;
  return { clock, store, http, engine };
}

const changes = 'GET /v1/org/org/changes';
const words = (http: FakeProvince): readonly string[] =>
  http.asked.map((each) => each.replace(/\/v1\/\w+\/org\//u, '/v1/org/org/'));

describe('立即上报并接收 [S15]', () => {
  it('sends and receives, and asks nothing else of a province that was heard a moment ago', async () => {
    const { store, http, engine } = await midday();
    store.ready.push(batch(1));
    await engine.syncNow();
    expect(words(http)).toEqual(['POST /v1/org/org/batches', changes]);
    expect(engine.summary()).toMatchObject({ online: true });
    expect(store.receipts).toHaveLength(1);
  });

  it('with nothing to send it still proves that the province is there', async () => {
    const { http, engine } = await midday();
    await engine.syncNow();
    expect(words(http)).toEqual([changes, 'GET /v1/health']);
  });

  it('does not take a page for a proof: somebody may have recorded it', async () => {
    let isCut = false;
    const { http, engine } = await midday((path) =>
      isCut && path.endsWith('/health') ? recording : undefined,
    );
    isCut = true;
    await engine.syncNow();
    expect(words(http)).toContain(changes);
    expect(engine.summary().online).toBe(false);
  });

  it('does not take the receipt of an earlier batch for one either', async () => {
    const { store, http, engine } = await midday();
    store.open.push(batch(1));
    await engine.syncNow();
    expect(words(http).at(-1)).toBe('GET /v1/health');
  });

  it('says at once that the line is cut, and asks first when it was cut before', async () => {
    const line: { answer?: HttpAnswer } = {};
    const { store, http, engine } = await midday(() => line.answer);
    line.answer = silence;
    store.ready.push(batch(1));
    await engine.syncNow();
    expect(engine.summary().online).toBe(false);
    expect(store.open).toHaveLength(1);
    http.asked.length = 0;
    await engine.syncNow();
    expect(words(http)).toEqual(['GET /v1/health']);
  });

  it('asks for the scope again after two minutes', async () => {
    const { clock, http, engine } = await midday();
    clock.at += 2 * 60_000;
    await engine.syncNow();
    expect(words(http)).toContain('GET /v1/scope');
  });

  it.each([
    ['the token was refused', 401, 'tokenExpired'],
    ['a lane was closed', 403, 'compartmentClosed'],
  ])('and in the next round after %s', async (_why, status, code) => {
    const line: { answer?: HttpAnswer } = {};
    const { store, http, engine } = await midday((path) => (isPush(path) ? line.answer : undefined));
    line.answer = signedAnswer(status, { code, message: '都在。' });
    store.ready.push(batch(1));
    await engine.syncNow();
    http.asked.length = 0;
    await engine.syncNow();
    expect(words(http)).toContain('GET /v1/scope');
  });
});
