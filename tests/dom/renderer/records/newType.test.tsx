import { describe, expect, it } from 'vitest';
import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import { recordDefinitions } from '../../../../domain/records/registry.ts';
import { createFakeHost } from '../../support/fakeHost.ts';
import { createFakeStore } from '../../support/fakeStore.ts';
import { all, click, fill, furnishJsdom, get, openApp, settle, text } from '../../support/page.tsx';

furnishJsdom();

/** A type nobody has heard of, to show that no screen needs to. */
const visit: RecordDefinition = {
  type: 'visit',
  label: '走访登记',
  countWord: '次',
  compartment: 'general',
  schemaVersion: 1,
  sections: [{ key: 'main', label: '走访情况' }],
  fields: {
    firm: { label: '企业', kind: 'text', section: 'main', need: 'save', search: 'name' },
    on: { label: '走访日期', kind: 'date', section: 'main', need: 'report' },
    cost: { label: '花费', kind: 'money', section: 'main' },
    contact: {
      label: '联系电话',
      kind: 'phone',
      section: 'main',
      sensitivity: 'masked',
      mask: 'phone',
      search: 'tail',
    },
    state: { label: '情况', kind: 'code', dictionary: 'yes_no', section: 'main', stateOf: 'visit' },
  },
  titleField: 'firm',
  identity: [['firm']],
  list: [
    { field: 'firm', width: 200, frozen: true },
    { field: 'cost', width: 100 },
    { field: 'contact', width: 130 },
    { field: '@gap', width: 90, filter: true },
  ],
  defaultSort: { field: 'firm' },
  states: { state: '0' },
  transitions: {
    close: {
      label: '办结',
      field: 'state',
      from: ['0'],
      to: '1',
      asks: ['on'],
      requires: ['on'],
      roles: ['clerk'],
    },
  },
};

describe('a record type defined on the spot', () => {
  it('has its menu entry, list, form, steps and export without a change of any screen', async () => {
    const store = createFakeStore({ definitions: [...recordDefinitions, visit] });
    const host = createFakeHost();
    await openApp(store, '#/records/visit', host, [...recordDefinitions, visit]);
    expect(all('link', '走访登记')).toHaveLength(1);
    expect(text()).toContain('还没有走访登记');
    await click(all('button', '新增一次')[0] as HTMLElement);
    await settle(30);
    await fill(get('textbox', '企业'), '样例五金店');
    await fill(get('textbox', '花费'), '1,234.5');
    await fill(get('textbox', '联系电话'), '138 0000 0001');
    await click(get('button', '保存'));
    await settle(40);
    expect(store.calls.find((call) => call.name === 'save')?.input).toEqual(
      expect.objectContaining({
        fields: { firm: '样例五金店', cost: 123_450, contact: '13800000001', state: '0' },
      }),
    );
    expect(text()).toContain('待补 1 项');
    await click(get('button', '办理…'));
    await settle(30);
    await click(get('menuitem', '办结'));
    await click(get('button', '办结'));
    await settle(40);
    expect(text()).toContain('变更记录');
    expect(store.records.get('visit', 'r1')?.data['state']).toBe('1');
    await click(get('link', '走访登记'));
    await settle(40);
    expect(text()).toContain('1,234.50');
    expect(text()).toContain('138****0001');
    await fill(get('textbox', /^搜索：企业、拼音/), '五金');
    await settle(20);
    expect(all('rowheader')).toHaveLength(1);
  });
});
