import { act } from 'react';
import { describe, expect, it } from 'vitest';
import type { HistoryLine, HistoryReach, StoreEvent } from '../../../../renderer/store/port.ts';
import { createFakeStore } from '../../support/fakeStore.ts';
import { furnishJsdom, openApp, settle } from '../../support/page.tsx';

furnishJsdom();

const earlier: HistoryLine = {
  at: '2025-03-01T08:00:00.000Z',
  userName: '乙远方',
  what: '修改',
  changes: [{ field: 'position', from: '钳工', to: '焊工' }],
  state: 'backedUp',
  received: '2025-02-28T08:00:00.000Z',
};

/** One person, opened; `reach` is what is known of the earlier lines at that moment. */
async function opened(reach: () => HistoryReach) {
  const store = createFakeStore({ reach });
  const record = store.records.add('member', 'o1', { name: '甲测试', employeeNo: 'A1' });
  await openApp(store, `#/records/member/${record.id}`);
  return { store, record };
}

const panel = (): string => document.querySelector('aside.history')?.textContent ?? '';
/** Waits for the words, not for a time: the page asks a moment after it was opened. */
async function shows(words: string, isThere = true): Promise<void> {
  for (let turn = 0; turn < 60 && panel().includes(words) !== isThere; turn += 1) await settle(50);
  expect(panel().includes(words), panel()).toBe(isThere);
}
const asked = (store: ReturnType<typeof createFakeStore>): number =>
  store.calls.filter((call) => call.name === 'earlierHistory').length;
async function tell(store: ReturnType<typeof createFakeStore>, event: StoreEvent): Promise<void> {
  await act(async () => {
    store.tell(event);
  });
}
const online = {
  online: true,
  waiting: 0,
  rejected: 0,
  conflicts: 0,
  waitingForOthers: 0,
  localOnly: 0,
  busy: false,
};

describe('变更记录', () => {
  it('shows what came from the province: who, when, from what to what, and a clock that was wrong', async () => {
    const { store, record } = await opened(() => 'whole');
    await shows('这一份还没有变更。');
    record.history.push(earlier);
    await tell(store, { kind: 'records', type: 'member', ids: [record.id] });
    await settle(40);
    for (const words of ['2025-03-01', '乙远方', '岗位', '钳工 → 焊工', '省平台是2025-02-28收到的'])
      expect(panel()).toContain(words);
    expect(panel()).not.toContain('更早的变更');
  });

  it('says that earlier lines come with the connection, and asks again when it is there', async () => {
    let reach: HistoryReach = 'offline';
    const { store } = await opened(() => reach);
    await shows('更早的变更在省平台上，没有丢。现在没有连上，连上以后在这里补齐。');
    await tell(store, { kind: 'sync', summary: { ...online, online: false } });
    await settle(450);
    expect(asked(store)).toBe(1);
    reach = 'whole';
    await tell(store, { kind: 'sync', summary: online });
    await shows('更早的变更', false);
    await tell(store, { kind: 'sync', summary: online });
    await settle(450);
    expect(asked(store)).toBe(2);
  });

  it.each([
    ['saved', '已保存'],
    ['backedUp', '已备份'],
    ['reported', '已上报'],
    ['rejected', '被退回'],
    ['givenUp', '已放弃'],
  ] as const)('says of a line that is %s: %s', async (state, word) => {
    const store = createFakeStore({ reach: () => 'whole' });
    const record = store.records.add('member', 'o1', { name: '甲测试', employeeNo: 'A1' });
    record.history.push({ ...earlier, state });
    await openApp(store, `#/records/member/${record.id}`);
    await shows('钳工 → 焊工');
    const words = ['已保存', '已备份', '已上报', '被退回', '已放弃'];
    expect(words.filter((each) => panel().includes(each))).toEqual([word]);
  });

  it('does not blame the line when the province does not tell', async () => {
    await opened(() => 'unavailable');
    await shows('省平台现在没有给出来');
    expect(panel()).not.toContain('没有连上');
  });
});
