import { describe, expect, it } from 'vitest';
import type { ConflictItem } from '../../../../renderer/store/port.ts';
import { furnished } from '../../support/office.ts';
import { all, click, furnishJsdom, get, openApp, settle, text } from '../../support/page.tsx';
import { seriousFindings } from '../../support/axe.ts';

furnishJsdom();

const by = (user: string, userName: string, at: string) => ({
  user,
  userName,
  device: 'd',
  at,
  op: `${user}.i.1`,
});

/** Two people with another question about their post, beside the one of the furnished office. */
function withQuestions(): ReturnType<typeof furnished> {
  const store = furnished({ people: 20 });
  for (const id of ['r2', 'r3']) {
    const conflict: ConflictItem['conflicts'][number] = {
      conflictId: `c-${id}`,
      field: 'position',
      version: 4,
      baseValue: '操作工',
      serverValue: `${id}旧岗位`,
      serverBy: by('u9', '乙样例', '2026-11-20T08:00:00.000Z'),
      candidates: [{ value: `${id}新岗位`, by: by('u1', '甲测试', '2026-11-21T08:00:00.000Z') }],
      state: 'open',
    };
    store.lists.conflicts.push({ type: 'member', id, title: `${id}的人`, conflicts: [conflict], merged: [] });
  }
  return store;
}

describe('待核对，一栏一起办', () => {
  it('shows what would be taken and what not, and does nothing before it is told to', async () => {
    const store = withQuestions();
    await openApp(store, '#/reporting/review');
    expect(text()).toContain('岗位 3 人');
    // One record is asked about the phone: that is no column.
    expect(all('button', '手机全部采用较新的')).toHaveLength(0);
    await click(get('button', '岗位全部采用较新的'));
    await settle(30);
    expect(text()).toContain('您填的较新 3 人，别人填的较新 0 人');
    for (const words of ['r2的人', 'r2新岗位', 'r2旧岗位', '乙样例']) expect(text()).toContain(words);
    expect(await seriousFindings()).toEqual([]);
    await click(get('button', '先不办'));
    expect(store.calls.filter((call) => call.name === 'settleMany')).toEqual([]);
  });

  it('sends each choice with its conflict and version, says the count, and can take all of it back', async () => {
    const store = withQuestions();
    store.lists.conflicts.splice(0, 1);
    await openApp(store, '#/reporting/review');
    await click(get('button', '岗位全部采用较新的'));
    await click(get('button', '按较新的办 2 人'));
    await settle(30);
    expect(store.calls.find((call) => call.name === 'settleMany')?.input).toEqual({
      type: 'member',
      field: 'position',
      choices: [
        { id: 'r2', conflictId: 'c-r2', version: 4, value: 'r2新岗位' },
        { id: 'r3', conflictId: 'c-r3', version: 4, value: 'r3新岗位' },
      ],
    });
    // Nothing is left to be asked, and the way back still stands there.
    expect(text()).toContain('没有要核对的');
    expect(text()).toContain('岗位已办 2 人');
    await click(get('button', '全部改回来'));
    await settle(30);
    expect(store.calls.find((call) => call.name === 'takeBackMany')?.input).toEqual({
      type: 'member',
      field: 'position',
      changes: [
        { id: 'r2', from: 'r2新岗位', to: '操作工' },
        { id: 'r3', from: 'r3新岗位', to: '操作工' },
      ],
    });
    expect(text()).toContain('已改回来 2 人');
    expect(all('button', '全部改回来')).toHaveLength(0);
  });

  it('is not offered to who only looks', async () => {
    const store = withQuestions();
    const status = await store.status();
    Object.assign(store, {
      status: async () => ({ ...status, user: { id: 'u1', name: '甲测试', roles: ['chair'] } }),
    });
    await openApp(store, '#/reporting/review');
    expect(text()).toContain('r2的人');
    expect(all('button', '岗位全部采用较新的')).toHaveLength(0);
  });
});
