import { describe, expect, it } from 'vitest';
import { passphrase } from '../../support/fakeStore.ts';
import type { FakeStore } from '../../support/fakeStore.ts';
import { furnished } from '../../support/office.ts';
import { click, fill, furnishJsdom, get, openApp, settle, text } from '../../support/page.tsx';

furnishJsdom();

async function furnishedForTwo(): Promise<FakeStore> {
  const store = furnished({ people: 20 });
  await store.addUser({ name: '乙测试', roles: ['clerk'], passphrase });
  return store;
}

async function unlock(other = false): Promise<void> {
  if (other) {
    await click(get('button', '换一个人登录'));
    await settle(60);
    const second = [...document.querySelectorAll<HTMLElement>('.ant-select-item-option')].find((each) =>
      each.textContent?.startsWith('用户 2'),
    );
    if (second === undefined) throw new Error('there is no second user to choose');
    await click(second);
  }
  await fill(get('textbox', '登录密码'), passphrase, false);
  await click(get('button', '登录'));
  await settle(60);
}

describe('after a lock', () => {
  it('the same person is back where the lock came', async () => {
    await openApp(await furnishedForTwo(), '#/records/member/r3');
    await click(get('button', '锁定'));
    await settle(40);
    await unlock();
    expect(window.location.hash).toBe('#/records/member/r3');
    expect(text()).toContain('下一人');
  });

  it('another person begins at 工作台, and the next time is back where the own lock came', async () => {
    await openApp(await furnishedForTwo(), '#/records/member/r3');
    await click(get('button', '锁定'));
    await settle(40);
    await unlock(true);
    expect(text()).toContain('乙测试');
    expect(window.location.hash).toBe('#/');
    expect(text()).not.toContain('下一人');
    await click(get('link', '会员管理'));
    await settle(40);
    await click(get('button', '锁定'));
    await settle(40);
    await unlock();
    expect(window.location.hash).toBe('#/records/member');
  });
});
