import { describe, expect, it } from 'vitest';
import { furnished } from '../../support/office.ts';
import { click, furnishJsdom, get, openApp, settle, text } from '../../support/page.tsx';

furnishJsdom();

describe('待核对', () => {
  it('settles only what was chosen, with the version that was on the screen; undo takes a choice back', async () => {
    const store = furnished({ people: 20 });
    await openApp(store, '#/reporting/review/member/r16');
    expect(text()).toContain('136 0000 0377');
    expect(text()).toContain('另外 1 项只有一边改过');
    await click(get('radio', '手机选 139 0000 2211'));
    await click(get('radio', '岗位选 安全环保主管'));
    expect(text()).toContain('按选好的 2 项办');
    await click(get('button', '撤销上一步'));
    expect(text()).toContain('还有 1 项没选');
    await click(get('button', '按选好的 1 项办'));
    await settle(30);
    expect(store.calls.find((call) => call.name === 'settle')?.input).toEqual({
      type: 'member',
      id: 'r16',
      choices: [{ conflictId: 'c1', version: 1, value: '13900002211' }],
    });
  });

  it('takes the newer ones of all', async () => {
    await openApp(furnished({ people: 20 }), '#/reporting/review/member/r16');
    await click(get('button', '全部采用较新的'));
    expect(get<HTMLInputElement>('radio', '手机选 138 0000 5678').checked).toBe(true);
    expect(text()).toContain('按选好的 2 项办');
  });
});

describe('被退回', () => {
  it('gives up only after saying what that means', async () => {
    const store = furnished({ people: 20 });
    await openApp(store, '#/reporting/returned');
    await click(get('button', '放弃修改…'));
    expect(store.calls.some((call) => call.name === 'giveUp')).toBe(false);
    expect(text()).toContain('填过的内容留在变更记录里');
    await click(get('button', '放弃这一处修改'));
    await settle(30);
    expect(store.calls.find((call) => call.name === 'giveUp')?.input).toBe('d.i.6');
    expect(text()).toContain('没有被退回的');
  });
});

describe('offline', () => {
  it('looks as usual and says that nothing is lost', async () => {
    await openApp(furnished({ people: 20, offline: true }), '#/reporting/waiting');
    expect(text()).toContain('现在没有连上省平台。您照常做');
    expect(text()).toContain('在本机，没有丢');
  });
});

describe('上次成功', () => {
  const clock = (at: Date): string =>
    [at.getHours(), at.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
  const open = async (lastSuccess: Date | undefined): Promise<void> => {
    const store = furnished({ people: 3 });
    const { lastSuccess: _usual, ...summary } = await store.syncSummary();
    const said = { ...summary, ...(lastSuccess ? { lastSuccess: lastSuccess.toISOString() } : {}) };
    await openApp(Object.assign(store, { syncSummary: async () => said }), '#/reporting/waiting');
  };

  it('is told in words, on the page and in the corner of every page', async () => {
    const now = new Date();
    await open(now);
    expect(text()).toContain(`上次成功：今天 ${clock(now)}`);
    const corner = document.querySelector('nav[aria-label="数据上报"]')?.textContent;
    expect(corner).toContain(`上次成功 今天 ${clock(now)}`);
  });

  it('and of yesterday as yesterday', async () => {
    const yesterday = new Date();
    yesterday.setDate(yesterday.getDate() - 1);
    await open(yesterday);
    expect(text()).toContain(`上次成功：昨天 ${clock(yesterday)}`);
  });

  it('is not made up where there was none', async () => {
    await open(undefined);
    expect(text()).toContain('还没有成功连过');
    expect(text()).not.toContain('上次成功');
  });
});
