import { describe, expect, it } from 'vitest';
import { furnished } from '../../support/office.ts';
import { all, click, fill, furnishJsdom, get, openApp, settle, text } from '../../support/page.tsx';

furnishJsdom();

async function openActs(people: number): Promise<ReturnType<typeof furnished>> {
  const store = furnished({ people });
  await openApp(store, '#/records/member');
  const heads = all('rowheader');
  await click(heads[0] as HTMLElement);
  await click(heads[3] as HTMLElement, { shiftKey: true });
  await click(get('button', /^会籍与变动/));
  await settle(30);
  return store;
}

describe('acts', () => {
  it('集体入会: one act for many, with a date; whom it did not fit is named', async () => {
    const store = await openActs(10);
    await click(get('menuitem', '集体入会'));
    await fill(get('textbox', '入会日期'), '2026-11-20');
    await fill(get('textbox', '批准会议'), '第三次委员会');
    await click(get('button', '集体入会'));
    await settle(30);
    const input = store.calls.find((call) => call.name === 'transition')?.input as {
      ids: string[];
      name: string;
      fields: object;
    };
    expect(input.name).toBe('join');
    expect(input.ids).toHaveLength(4);
    expect(input.fields).toEqual({ joinDate: '2026-11-20', joinMeeting: '第三次委员会' });
    expect(text()).toContain('已办 1 人');
    expect(text()).toContain('3 人没有办，原样没动');
  });

  it('asks for what a step requires', async () => {
    const store = await openActs(10);
    await click(get('menuitem', '退会'));
    await fill(get('textbox', '会籍变化日期'), '');
    await click(get('button', '退会'));
    expect(store.calls.some((call) => call.name === 'transition')).toBe(false);
    expect(text()).toContain('请填“会籍变化日期”');
  });

  it('整列填写: counts what it would fill and change before it does, and never wipes', async () => {
    const store = await openActs(10);
    for (const [at, position] of [null, '领班', '质检员'].entries()) {
      const record = store.records.get('member', `r${at + 1}`);
      if (record !== undefined) record.data = { ...record.data, position };
    }
    await click(get('menuitem', '整列填写'));
    const column = get('combobox', '栏目');
    await fill(column, '岗位', false);
    await click(document.querySelector('.ant-select-item-option') as HTMLElement);
    await settle(30);
    // Nothing is typed yet: there is nothing to count and nothing to do.
    expect(all('status', '将要填写')).toHaveLength(0);
    await click(get('button', '整列填写'));
    expect(text()).toContain('请填“岗位”');
    await fill(get('textbox', '岗位'), '质检员');
    for (let turn = 0; turn < 60 && all('status', '将要填写').length === 0; turn += 1) await settle(50);
    expect(get('status', '将要填写').textContent).toBe('将新填 1 人，将改动 2 人，已经一样的 1 人不动。');
    expect(store.calls.some((call) => call.name === 'setMany')).toBe(false);
    await click(get('button', '整列填写'));
    await settle(30);
    expect(store.calls.find((call) => call.name === 'setMany')?.input).toEqual(
      expect.objectContaining({ type: 'member', fields: { position: '质检员' } }),
    );
  });

  it('voids with a reason only', async () => {
    const store = await openActs(10);
    await click(get('menuitem', '作废'));
    await click(get('button', '作废'));
    expect(text()).toContain('请写一句原因');
    await fill(get('textbox', '原因'), '重复建档');
    await click(get('button', '作废'));
    await settle(30);
    expect(store.calls.find((call) => call.name === 'voidRecords')?.input).toEqual(
      expect.objectContaining({ reason: '重复建档' }),
    );
    expect(text()).toContain('刚才作废 4 人');
  });

  it('exports with a purpose, logged, and no name in the file name', async () => {
    const store = furnished({ people: 10 });
    const host = await openApp(store, '#/records/member');
    await click(get('button', '导出表格'));
    await click(get('button', '导出 10 人'));
    expect(text()).toContain('请写一句用途');
    await fill(get('textbox', '用途'), '节日慰问');
    await click(get('button', '导出 10 人'));
    await settle(300);
    expect(store.calls.find((call) => call.name === 'exportRows')?.input).toEqual(
      expect.objectContaining({ reason: '节日慰问', reveal: false }),
    );
    expect(host.saved[0]?.name).toMatch(/^会员花名册\d{8}\.xlsx$/);
    expect(String.fromCharCode(...(host.saved[0]?.bytes.slice(0, 2) ?? []))).toBe('PK');
    expect(text()).toContain('已导出 10 人');
  });

  it('exports the chosen ones alone, also those a search hides since, and tells how many left', async () => {
    const store = furnished({ people: 10 });
    const host = await openApp(store, '#/records/member');
    expect(all('button', /^导出所选/)).toHaveLength(0);
    await click(all('rowheader')[0] as HTMLElement);
    await click(all('rowheader')[3] as HTMLElement, { shiftKey: true });
    await fill(get('textbox', /^搜索/), '00301');
    await settle(20);
    await click(get('button', '导出所选 4 人'));
    expect(text()).toContain('导出这 4 人？');
    await fill(get('textbox', '用途'), '节日慰问');
    // Somebody else's act reaches this PC while the dialog is open.
    Object.assign(store.records.get('member', 'r2') ?? {}, { voided: true });
    await click(get('button', '导出 4 人'));
    await settle(300);
    const [asked] = store.calls.filter((call) => call.name === 'exportRows');
    expect(asked?.input).toMatchObject({ ids: ['r1', 'r2', 'r3', 'r4'] });
    expect(host.saved).toHaveLength(1);
    expect(text()).toContain('已导出 3 人，记入了操作日志');
    expect(get('button', '导出表格')).toBeDefined();
  });
});
