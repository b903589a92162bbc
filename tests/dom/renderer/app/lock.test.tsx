import { describe, expect, it } from 'vitest';
import { fail } from '../../../../domain/result.ts';
import { createFakeHost } from '../../support/fakeHost.ts';
import type { FakeHost } from '../../support/fakeHost.ts';
import { passphrase } from '../../support/fakeStore.ts';
import type { FakeStore } from '../../support/fakeStore.ts';
import { furnished } from '../../support/office.ts';
import { all, click, fill, furnishJsdom, get, openApp, settle, text } from '../../support/page.tsx';

furnishJsdom();

async function furnishedForTwo(): Promise<FakeStore> {
  const store = furnished({ people: 20 });
  await store.addUser({ name: '乙测试', roles: ['clerk'], passphrase });
  return store;
}

/** As the person who was in last, or as the other of the two. */
async function unlock(other = false): Promise<void> {
  if (other) {
    await click(get('button', '换一个人登录'));
    await settle(60);
    const second = [...document.querySelectorAll<HTMLElement>('.ant-select-item-option')].find(
      (each) => each.textContent?.includes('刚才在用的') === false,
    );
    if (second === undefined) throw new Error('there is nobody else to choose');
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
    expect(text()).toContain('乙测试');
    expect(window.location.hash).toBe('#/records/member');
  });
});

const position = (): HTMLInputElement => get<HTMLInputElement>('textbox', '岗位');
const shut = (): boolean => all('button', '登录').length > 0;

/** Somebody types into a file, on a PC that has room for it or has none left at all. */
async function typing(room: boolean): Promise<{ store: FakeStore; host: FakeHost; sleep: () => void }> {
  const store = await furnishedForTwo();
  if (!room) store.saveDraft = async () => fail('diskFull', '电脑磁盘已满，这次没有保存。');
  let sleep = (): void => undefined;
  const host = Object.assign(createFakeHost(), {
    onLockRequest: (listener: () => void) => {
      sleep = listener;
      return () => undefined;
    },
  });
  await openApp(store, '#/records/member/r3', host);
  await fill(position(), '质检员', false);
  return { store, host, sleep: () => sleep() };
}

describe('a lock over half-typed text', () => {
  it('puts it away first, and says that it is there', async () => {
    await typing(true);
    await click(get('button', '锁定'));
    await settle(40);
    expect(text()).toContain('您刚才填的内容都在，登录后接着填');
    await unlock();
    expect(position().value).toBe('质检员');
    expect(text()).not.toContain('没有留下');
  });

  it('that cannot be put away is asked about when the button was pressed, and locks on the second word only', async () => {
    const { store } = await typing(false);
    await click(get('button', '锁定'));
    await settle(40);
    expect(shut()).toBe(false);
    expect(text()).toMatch(/没能放进暂存.*只在屏幕上.*保存过的都在/);
    await click(get('button', '先不锁定'));
    expect(position().value).toBe('质检员');
    await click(get('button', '锁定'));
    await settle(40);
    expect(shut()).toBe(false);
    await click(get('button', '放弃刚填的，锁定'));
    await settle(40);
    expect(shut()).toBe(true);
    expect((await store.status()).lockedBecause?.reason).toBe('button');
    expect(text()).not.toContain('您刚才填的内容都在');
  });

  it('locks without asking when there is room again', async () => {
    const { store } = await typing(false);
    await click(get('button', '锁定'));
    await settle(40);
    await click(get('button', '先不锁定'));
    const put: unknown[] = [];
    store.saveDraft = async ({ data }) => {
      put.push(data['position']);
      return { ok: true, value: undefined };
    };
    await click(get('button', '锁定'));
    await settle(40);
    expect(shut()).toBe(true);
    expect(put).toContain('质检员');
    expect(text()).toContain('您刚才填的内容都在');
  });

  it('locks all the same when the PC sleeps, and tells the one who typed at their next unlock', async () => {
    const { sleep } = await typing(false);
    sleep();
    await settle(60);
    expect(shut()).toBe(true);
    expect(text()).toContain('刚填的内容没能放进暂存，没有留下；保存过的都在。');
    expect(text()).not.toContain('您刚才填的内容都在');
    await unlock(true);
    expect(text()).not.toContain('没有留下');
    await click(get('button', '锁定'));
    await settle(40);
    expect(text()).not.toContain('没有留下');
    await unlock(true);
    expect(text()).toContain('上次锁定时，刚填的内容没能放进暂存，没有留下；保存过的都在');
    await click(get('button', '知道了'));
    expect(text()).not.toContain('没有留下');
  });
});
