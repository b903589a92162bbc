import { describe, expect, it } from 'vitest';
import { fail } from '../../../../domain/result.ts';
import { createFakeStore, passphrase } from '../../support/fakeStore.ts';
import { all, click, furnishJsdom, get, openApp, settle, text } from '../../support/page.tsx';

furnishJsdom();

async function withTwo(change: Partial<ReturnType<typeof createFakeStore>> = {}) {
  const store = Object.assign(createFakeStore(), change);
  await store.addUser({ name: '乙测试', roles: ['clerk'], passphrase });
  await openApp(store, '#/settings/users');
  return store;
}

/** In the dialog, which lies behind the page's own boxes in the document. */
function tick(label: string): HTMLElement {
  const box = all('checkbox', label).at(-1);
  if (box === undefined) throw new Error(`no box ${label}`);
  return box;
}

describe('人员与密码', () => {
  it('停用 says what happens, does it, and leaves a sentence; nobody can be stopped by themselves', async () => {
    const store = await withTwo();
    expect(all('button', '停用 甲测试')).toHaveLength(0);
    await click(get('button', '停用 乙测试'));
    expect(text()).toContain('做过的资料都留着');
    expect(store.calls.some((call) => call.name === 'removeUser')).toBe(false);
    await click(get('button', '停用'));
    await settle(40);
    expect(store.calls.filter((call) => call.name === 'removeUser')).toEqual([
      { name: 'removeUser', input: 'u2' },
    ]);
    expect(text()).toContain('乙测试 停用了');
    expect(all('button', '停用 乙测试')).toHaveLength(0);
  });

  it('改角色 sends the roles that are ticked, and a refusal stays in the dialog in its own words', async () => {
    const store = await withTwo();
    await click(get('button', '改角色 乙测试'));
    await click(tick('经办人'));
    await click(get('button', '改角色'));
    expect(text()).toContain('请至少选一个角色');
    await click(tick('审核人'));
    await click(get('button', '改角色'));
    await settle(40);
    expect(store.calls.find((call) => call.name === 'setRoles')?.input).toEqual({
      id: 'u2',
      roles: ['reviewer'],
    });
    expect(text()).toContain('乙测试 的角色改好了');

    const sentence = '只有这位打得开心理关爱的资料，没有改动。';
    store.removeUser = async () => fail('forbidden', sentence);
    await click(get('button', '停用 乙测试'));
    await click(get('button', '停用'));
    expect(text()).toContain(sentence);
    expect(text()).not.toContain('乙测试 停用了');
  });

  it('shows who was let into counselling, and whom only another PC can change', async () => {
    const at = new Date().toISOString();
    await withTwo({
      keyGrants: async () => [{ at, by: '丙测试', to: '丁测试', compartment: 'counselling' }],
      listUsers: async () => [
        { id: 'u1', name: '甲测试', roles: ['officeAdmin'] },
        { id: 'u9', name: '戊测试', roles: ['clerk'], elsewhere: true },
      ],
    });
    expect(text()).toContain('丙测试 登录时，丁测试 得到了“心理关爱”的钥匙');
    expect(text()).toContain('在别的电脑上登录');
    expect(all('button', '停用 戊测试')).toHaveLength(0);
  });
});
