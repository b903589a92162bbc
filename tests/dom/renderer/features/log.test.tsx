import { describe, expect, it } from 'vitest';
import { furnished } from '../../support/office.ts';
import { furnishJsdom, openApp, settle } from '../../support/page.tsx';

furnishJsdom();

describe('操作日志', () => {
  it('says who exported as whom, what, how many and what for', async () => {
    const store = furnished({ people: 5 });
    store.auditLog = async () => [
      {
        at: new Date().toISOString(),
        userName: '甲测试',
        roles: ['officeAdmin', 'clerk'],
        act: '导出',
        type: 'member',
        count: 412,
        fields: ['name', 'mobile'],
        reason: '节日慰问',
      },
      { at: '', userName: '', act: '这一条记录已损坏，读不出来' },
    ];
    await openApp(store, '#/settings/log');
    await settle(40);
    const rows = [...document.querySelectorAll('tbody tr')].map((row) =>
      [...row.children].slice(2).map((cell) => cell.textContent ?? ''),
    );
    expect(rows).toEqual([
      ['甲测试', '本单位管理员、经办人', '导出', '会员档案', '412 人', '姓名、手机', '节日慰问'],
      ['', '', '这一条记录已损坏，读不出来', '', '', '', ''],
    ]);
  });
});
