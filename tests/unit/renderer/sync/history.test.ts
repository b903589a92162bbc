import { describe, expect, it } from 'vitest';
import type { HistoryPage } from '../../../../domain/protocol/history.ts';
import { SyncEngine } from '../../../../renderer/sync/engine.ts';
import { fetchHistory } from '../../../../renderer/sync/history.ts';
import { newMemory } from '../../../../renderer/sync/round.ts';
import type { HttpAnswer } from '../../../../renderer/sync/port.ts';
import { signedAnswer } from '../../../simulation/support/network.ts';
import { FakeClock, FakeProvince, FakeStore, clientOver } from './fakes.ts';

const place = { organisation: 'org', type: 'member', id: 'm1' };

function page(revs: readonly number[], more: Partial<HistoryPage> = {}): HistoryPage {
  return {
    epoch: 'e1',
    ...place,
    before: null,
    rev: 9,
    operations: revs.map((rev) => ({
      rev,
      op: `d.i.${rev}`,
      kind: 'edit',
      fields: {},
      user: 'u',
      userName: '甲测试',
      device: 'd',
      at: '',
      receivedAt: '',
      outcome: 'applied',
      waiting: [],
    })),
    next: null,
    ...more,
  };
}

const isHistory = (url: URL): boolean => url.pathname.endsWith('/records/member/m1/history');

/** What a PC makes of pages by the place they were asked after. */
async function fetched(pages: Readonly<Record<string, HistoryPage | HttpAnswer>>) {
  const asked: string[] = [];
  const province = new FakeProvince((_request, url) => {
    if (!isHistory(url)) return undefined;
    const before = url.searchParams.get('before') ?? 'first';
    asked.push(before);
    const answer = pages[before];
    return answer === undefined || 'kind' in answer ? answer : signedAnswer(200, answer);
  });
  const client = await clientOver(province);
  const answer = await fetchHistory({ client, memory: newMemory() }, place);
  const revs = answer.kind === 'told' ? answer.operations.map(({ rev }) => rev) : answer.kind;
  return { asked, revs };
}

describe('the history of a record', () => {
  it('is put together from its pages, oldest first', async () => {
    const { asked, revs } = await fetched({
      first: page([9, 7], { next: 7 }),
      7: page([4, 2], { before: 7 }),
    });
    expect([asked, revs]).toEqual([
      ['first', '7'],
      [2, 4, 7, 9],
    ]);
  });

  it.each([
    ['of another record', page([9], { id: 'm2' })],
    ['of another organisation', page([9], { organisation: 'other' })],
    ['of another type', page([9], { type: 'case' })],
    ['that answers a later page', page([9], { before: 12 })],
    ['out of order', page([7, 9])],
    ['above what it says is newest', page([12])],
    ['that goes on from somewhere else', page([9], { next: 8 })],
    ['that goes on from nowhere', page([], { next: 8 })],
  ])('is not believed from a page %s', async (_name, odd) => {
    expect((await fetched({ first: odd })).revs).toBe('offline');
  });

  it('is not believed without the signature of the province', async () => {
    const unsigned: HttpAnswer = {
      kind: 'answer',
      status: 200,
      headers: {},
      body: new TextEncoder().encode(JSON.stringify(page([9]))),
    };
    expect((await fetched({ first: unsigned })).revs).toBe('offline');
  });

  it('is dropped whole when a later page fails, or comes from another life of the province', async () => {
    const first = page([9, 7], { next: 7 });
    expect((await fetched({ first, 7: page([4], { before: 7, epoch: 'e2' }) })).revs).toBe('unavailable');
    expect(
      (await fetched({ first, 7: signedAnswer(503, { code: 'unavailable', message: '。' }) })).revs,
    ).toBe('unavailable');
    expect((await fetched({ first, 7: { kind: 'noConnection', reason: 'timeout' } })).revs).toBe('offline');
  });

  it('is refused by the province in words that are no trouble of the line', async () => {
    for (const [status, code] of [
      [403, 'compartmentClosed'],
      [404, 'recordUnknown'],
      [429, 'tooMany'],
    ] as const)
      expect((await fetched({ first: signedAnswer(status, { code, message: '。' }) })).revs).toBe(
        'unavailable',
      );
  });

  it('is not asked for before the province was heard, nor after the engine stopped', async () => {
    const province = new FakeProvince((_request, url) =>
      isHistory(url) ? signedAnswer(200, page([9])) : undefined,
    );
    const engine = new SyncEngine({ store: new FakeStore(), http: province, clock: new FakeClock() });
    expect(await engine.history(place)).toEqual({ kind: 'offline' });
    await engine.round();
    expect((await engine.history(place)).kind).toBe('told');
    await engine.stop();
    expect(await engine.history(place)).toEqual({ kind: 'offline' });
    expect(province.asked.filter((each) => each.endsWith('/history'))).toHaveLength(1);
  });
});
