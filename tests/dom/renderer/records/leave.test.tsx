import { describe, expect, it } from 'vitest';
import { fail } from '../../../../domain/result.ts';
import type { FakeStore } from '../../support/fakeStore.ts';
import { furnished } from '../../support/office.ts';
import { all, click, fill, furnishJsdom, get, openApp, settle, text } from '../../support/page.tsx';

furnishJsdom();

const position = (): HTMLInputElement => get<HTMLInputElement>('textbox', '岗位');
const full = async () => fail('diskFull', '电脑磁盘已满，这次没有保存。');

/** Somebody types into a file and goes elsewhere at once, before the pause after which a draft is put away. */
async function typedAndGone(store: FakeStore): Promise<void> {
  await openApp(store, '#/records/member/r3');
  await fill(position(), '质检员', false);
  await click(get('link', '会员管理'));
  await settle(40);
}

describe('leaving a form with half-typed text', () => {
  it('puts it away first and goes on without a word', async () => {
    const store = furnished({ people: 20 });
    await typedAndGone(store);
    expect(window.location.hash).toBe('#/records/member');
    expect(all('dialog')).toHaveLength(0);
    expect((await store.readDraft('member', 'r3'))?.data).toEqual({ position: '质检员' });
  });

  it('that cannot be put away stays until the clerk gives it up', async () => {
    const store = furnished({ people: 20 });
    store.saveDraft = full;
    await typedAndGone(store);
    expect(window.location.hash).toBe('#/records/member/r3');
    expect(text()).toMatch(/还没有离开.*没能放进暂存.*只在屏幕上.*保存过的都在/s);
    await click(get('button', '先不离开'));
    expect(position().value).toBe('质检员');
    await click(get('link', '会员管理'));
    await settle(40);
    await click(get('button', '放弃刚填的，离开'));
    await settle(40);
    expect(window.location.hash).toBe('#/records/member');
  });

  it('asks nobody who has typed nothing, or who has saved', async () => {
    const store = furnished({ people: 20 });
    store.saveDraft = full;
    await openApp(store, '#/records/member/r3');
    await fill(position(), '质检员', false);
    await click(get('button', /^保存/));
    await settle(40);
    await click(get('link', '会员管理'));
    await settle(40);
    expect(window.location.hash).toBe('#/records/member');
  });
});
