import { act } from 'react';
import { describe, expect, it } from 'vitest';
import type { StoreEvent } from '../../../../renderer/store/port.ts';
import { passphrase } from '../../support/fakeStore.ts';
import type { FakeStore } from '../../support/fakeStore.ts';
import { furnished } from '../../support/office.ts';
import { click, fill, furnishJsdom, get, openApp, settle, text } from '../../support/page.tsx';

furnishJsdom();

async function tell(
  store: FakeStore,
  task: Extract<StoreEvent, { kind: 'progress' }>['task'],
  done: number,
  total: number,
): Promise<void> {
  await act(async () => {
    store.tell({ kind: 'progress', task, done, total });
    await Promise.resolve();
  });
}

describe('work that takes longer than a moment says how far it is', () => {
  it('the first load of an office', async () => {
    const store = furnished({ people: 20 });
    await openApp(store);
    await tell(store, 'snapshot', 3, 3);
    expect(text()).not.toContain('本单位资料装好了');
    await tell(store, 'snapshot', 4000, 0);
    expect(text()).toContain('正在装入本单位资料，已装 4,000 条');
    await tell(store, 'snapshot', 8000, 8000);
    expect(text()).toContain('本单位资料装好了，共 8,000 条');
    expect(text()).not.toContain('正在装入');
  });

  it('the opening after the password', async () => {
    const store = furnished({ people: 20, phase: 'locked' });
    const unlock = store.unlock.bind(store);
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    store.unlock = (input) => gate.then(() => unlock(input));
    await openApp(store);
    await fill(get('textbox', '登录密码'), passphrase, false);
    await click(get('button', '登录'));
    await tell(store, 'load', 450, 1000);
    expect(text()).toContain('正在打开本单位资料，45%');
    open();
    await settle(60);
    expect(text()).not.toContain('正在打开本单位资料');
  });

  it('taking an import back', async () => {
    const store = furnished({ people: 20 });
    const summary = {
      importId: 'i1',
      organisation: 'o1',
      at: new Date().toISOString(),
      userName: '甲测试',
      fileLabel: '在职花名册.xlsx',
      created: 20_000,
      changed: 0,
      undoUntil: new Date(Date.now() + 86_400_000).toISOString(),
    };
    let finish: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      finish = resolve;
    });
    Object.assign(store, {
      imports: async () => [summary],
      undoPreview: async () => ({ ok: true, value: { withdrawn: 20_000, reversed: 0, left: [] } }),
      undoImport: () => gate.then(() => ({ ok: true, value: { withdrawn: 20_000, reversed: 0, left: [] } })),
    });
    await openApp(store, '#/members/import');
    await settle(40);
    await click(get('button', '撤回本次导入'));
    await settle(40);
    await click(get('button', '撤回'));
    await tell(store, 'undo', 6144, 20_000);
    expect(text()).toContain('正在撤回，6,144 / 20,000');
    finish();
    await settle(40);
    expect(text()).toContain('已撤回 20,000 人');
  });
});
