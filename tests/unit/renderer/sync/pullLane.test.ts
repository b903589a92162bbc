import { describe, expect, it } from 'vitest';
import { fail, ok } from '../../../../domain/result.ts';
import { pullLane } from '../../../../renderer/sync/pullLane.ts';
import type { Result } from '../../../../domain/result.ts';
import type { Cursor, SyncStore } from '../../../../renderer/sync/port.ts';
import { signedAnswer } from '../../../simulation/support/network.ts';
import { FakeProvince, FakeStore, clientOver, lane } from './fakes.ts';

const last = 4;

/** A snapshot of four pages and then an empty feed; writes down what is asked and stored, in order. */
async function firstLoad(pageOf: (n: number) => object = () => ({})) {
  const told: string[] = [];
  const http = new FakeProvince((_request, url) => {
    if (url.pathname.endsWith('/changes')) told.push('ask feed');
    if (!url.pathname.endsWith('/snapshot')) return undefined;
    const at = Number(url.searchParams.get('afterId') ?? 0);
    told.push(`ask ${at + 1}`);
    const after = at === 0 ? null : { type: 'member', id: String(at) };
    const next = at + 1 === last ? null : { type: 'member', id: String(at + 1) };
    return signedAnswer(200, { ...lane, after, records: [], next, head: 9, ...pageOf(at + 1) });
  });
  const store = new FakeStore();
  store.cursor = async () => undefined as unknown as Cursor;
  const stored: Cursor[] = [];
  store.applySnapshot = async (_page, cursor) => {
    stored.push(cursor);
    const n = stored.length;
    told.push(`begin ${n}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
    told.push(`done ${n}`);
    return ok(undefined);
  };
  const session = { client: await clientOver(http), store, token: 't' };
  return {
    told,
    stored,
    store,
    run: () => pullLane(session, { organisation: 'org', compartment: 'general' }),
  };
}

describe('receiving page after page [S16][S17]', () => {
  it('asks for the next page while one is written, and writes them in their order', async () => {
    const { told, stored, run } = await firstLoad();
    expect(await run()).toBeUndefined();
    expect(stored.map((cursor) => cursor.snapshot?.next?.id ?? cursor.seq)).toEqual(['1', '2', '3', 9]);
    for (let n = 1; n <= last; n += 1) {
      const next = told.indexOf(n === last ? 'ask feed' : `ask ${n + 1}`);
      expect(next).toBeGreaterThan(-1);
      expect(next).toBeLessThan(told.indexOf(`done ${n}`));
      expect(told.indexOf(`done ${n}`)).toBeLessThan(
        n === last ? told.length : told.indexOf(`begin ${n + 1}`),
      );
    }
  });

  it('a page that could not be written is the last: what came behind it is not stored', async () => {
    const { told, stored, store, run } = await firstLoad();
    const write = store.applySnapshot.bind(store);
    const refused: Result<never> = fail('ioFailed', '没有写进去。');
    const failing: SyncStore['applySnapshot'] = async (page, cursor) =>
      stored.length === 1 ? refused : write(page, cursor);
    Object.assign(store, { applySnapshot: failing });
    expect(await run()).toEqual({ kind: 'later' });
    expect(stored).toHaveLength(1);
    expect(told).toContain('ask 3');
  });

  it('begins anew when the page asked for ahead belongs to another history', async () => {
    let restored = false;
    const { stored, run } = await firstLoad((n) => {
      restored ||= n === 3;
      return restored ? { epoch: 'e2' } : {};
    });
    // The feed of the fake province is of the first epoch, so it is left out here.
    await Promise.race([run(), new Promise((resolve) => setTimeout(resolve, 40))]);
    expect(stored.slice(0, 4).map((cursor) => [cursor.epoch, cursor.snapshot?.next?.id])).toEqual([
      ['e1', '1'],
      ['e1', '2'],
      ['e2', '1'],
      ['e2', '2'],
    ]);
  });
});
