import { describe, expect, it } from 'vitest';
import { furnished } from '../../support/office.ts';
import { inventedNumber } from '../../support/people.ts';
import { all, click, fill, furnishJsdom, get, openApp, press, settle, text } from '../../support/page.tsx';

furnishJsdom();

const saves = (store: ReturnType<typeof furnished>) =>
  store.calls
    .filter((call) => call.name === 'save')
    .map((call) => call.input as { fields: Record<string, unknown>; version?: number });
const box = (label: string): HTMLInputElement => get<HTMLInputElement>('textbox', label);

describe('a file', () => {
  it('saves only what was changed, by Ctrl+S from inside the box', async () => {
    const store = furnished({ people: 5 });
    await openApp(store, '#/records/member/r2');
    await fill(box('岗位'), '质检员', false);
    await press(window, 's', { ctrlKey: true });
    await settle(30);
    expect(saves(store)).toEqual([expect.objectContaining({ fields: { position: '质检员' }, version: 1 })]);
    expect(text()).toContain('已保存（在本机）');
  });

  it('says what is wrong at the field and saves nothing', async () => {
    const store = furnished({ people: 5 });
    await openApp(store, '#/records/member/r2');
    await fill(box('入职日期'), '2026-02-30');
    await click(get('button', '保存'));
    expect(saves(store)).toEqual([]);
    expect(text()).toContain('不是一个真实的日期');
    expect(document.activeElement).toBe(box('入职日期'));
  });

  it('reads a date as clerks write it', async () => {
    const store = furnished({ people: 5 });
    await openApp(store, '#/records/member/r2');
    await fill(box('入职日期'), '2019.9.1');
    expect(box('入职日期').value).toBe('2019-09-01');
  });

  it('goes to the next box by Enter', async () => {
    await openApp(furnished({ people: 5 }), '#/records/member/r2');
    box('姓名').focus();
    await press(box('姓名'), 'Enter');
    expect(document.activeElement).toBe(box('工号'));
  });

  it('shows the identity number in part; showing it is logged and needs no reason', async () => {
    const store = furnished({ people: 5 });
    await openApp(store, '#/records/member/r2');
    expect(box('证件号码').value).toMatch(/^440000\*{8}\d{3}[\dX]$/);
    await click(get('button', '显示完整号码'));
    expect(box('证件号码').value).toBe(inventedNumber(1));
    expect(store.calls.filter((call) => call.name === 'logReveal').map((call) => call.input)).toEqual([
      { type: 'member', id: 'r2', field: 'idNumber' },
    ]);
  });

  it('fills birth date and sex from the identity number of a new person, and shows a duplicate with its link', async () => {
    const store = furnished({ people: 5 });
    await openApp(store, '#/records/member/new');
    await fill(box('姓名'), '新测试');
    await fill(box('证件号码'), inventedNumber(3));
    await settle(420);
    expect(box('出生日期').value).toContain('1971-04-04');
    expect(box('性别').value).toMatch(/^[男女]$/);
    expect(text()).toContain('证件号码和已有的“丁假名”相同');
    await click(get('button', '打开那一份'));
    await settle(30);
    expect(window.location.hash).toBe('#/records/member/r4');
  });

  it('saves a new person with a gap: name and number are enough', async () => {
    const store = furnished({ people: 0 });
    await openApp(store, '#/records/member/new');
    await click(get('button', '保存'));
    expect(saves(store)).toEqual([]);
    expect(text()).toContain('请填“姓名”，填了才能保存');
    await fill(box('姓名'), '新测试');
    await fill(box('工号'), '00901');
    await click(get('button', '保存'));
    await settle(40);
    expect(saves(store)[0]?.fields).toEqual({
      name: '新测试',
      employeeNo: '00901',
      employer: '演示精密电子（南岭）有限公司',
      employmentState: '1',
      membershipStatus: '00',
    });
    expect(text()).toContain('缺');
  });

  it('puts half-typed work away and brings it back', async () => {
    const store = furnished({ people: 5 });
    await openApp(store, '#/records/member/r2');
    await fill(box('岗位'), '领班');
    await click(get('button', '锁定'));
    await settle(20);
    expect(await store.readDraft('member', 'r2')).toEqual(
      expect.objectContaining({ data: { position: '领班' } }),
    );
  });

  it('offers the draft that was left, and drops it on wish', async () => {
    const store = furnished({ people: 5 });
    await store.saveDraft({ type: 'member', id: 'r2', data: { position: '领班' } });
    await openApp(store, '#/records/member/r2');
    expect(box('岗位').value).toBe('领班');
    await click(get('button', '不要暂存的内容'));
    expect(box('岗位').value).toBe('操作工');
    expect(await store.readDraft('member', 'r2')).toBeUndefined();
  });

  it('follows a change from elsewhere in boxes not touched, and asks about the one that was', async () => {
    const store = furnished({ people: 5 });
    await openApp(store, '#/records/member/r2');
    await fill(box('岗位'), '领班');
    const record = store.records.get('member', 'r2');
    if (record === undefined) throw new Error('fixture');
    store.records.change(record, { position: '组长', nativePlace: '南岭' }, '收到', '乙样例');
    store.tell({ kind: 'records', type: 'member', ids: ['r2'] });
    await settle(40);
    expect(box('籍贯').value).toBe('南岭');
    expect(box('岗位').value).toBe('领班');
    expect(text()).toContain('岗位现在是 组长，您填的是 领班');
    await click(get('button', '用我填的'));
    await settle(30);
    expect(store.records.get('member', 'r2')?.data['position']).toBe('领班');
  });

  it('leads from 被退回 straight to the field, with the sentence under it', async () => {
    await openApp(furnished({ people: 20 }), '#/reporting/returned');
    await click(get('button', '去修改“入会日期”'));
    await settle(40);
    expect(document.activeElement).toBe(box('入会日期'));
    expect(text()).toContain('入会日期早于本单位工会成立日期');
  });

  it('is only to be looked at by the chair', async () => {
    const store = furnished({ people: 5 });
    Object.assign(store, {
      status: async () => ({
        ...(await furnished({ people: 0 }).status()),
        user: { id: 'u1', name: '甲测试', roles: ['chair'] },
      }),
    });
    await openApp(store, '#/records/member/r2');
    expect(all('button', '保存')).toHaveLength(0);
    expect(box('岗位').disabled).toBe(true);
  });

  it('does not fetch back whoever went on while a new record was being put away', async () => {
    const store = furnished({ people: 5 });
    let finish = (): void => undefined;
    store.writeSetting = () =>
      new Promise((done) => {
        finish = () => done({ ok: true, value: undefined });
      });
    await openApp(store, '#/records/member/new');
    await fill(box('姓名'), '新测试');
    await fill(box('工号'), '90001');
    await press(window, 's', { ctrlKey: true });
    await settle(30);
    expect(saves(store)).toHaveLength(1);
    await click(get('link', '花名册'));
    await settle(30);
    finish();
    await settle(30);
    expect(window.location.hash).toBe('#/records/member');
  });

  it('nor whoever clicked on a moment before, while the old screen is still drawn', async () => {
    const store = furnished({ people: 5 });
    let finish = (): void => undefined;
    store.writeSetting = () =>
      new Promise((done) => {
        finish = () => done({ ok: true, value: undefined });
      });
    await openApp(store, '#/records/member/new');
    await fill(box('姓名'), '新测试');
    await fill(box('工号'), '90001');
    await press(window, 's', { ctrlKey: true });
    await settle(30);
    expect(saves(store)).toHaveLength(1);
    // The address moves at once, the screen when React comes to it.
    window.location.hash = '#/settings/users';
    finish();
    await settle(60);
    expect(window.location.hash).toBe('#/settings/users');
  });

  it('stands ready for the keyboard without a box in which a chance key would change something', async () => {
    await openApp(furnished({ people: 5 }), '#/records/member/r2');
    expect(document.activeElement?.className).toContain('editor-scroll');
  });
});
