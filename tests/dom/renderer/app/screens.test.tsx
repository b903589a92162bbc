import { describe, expect, it } from 'vitest';
import { seriousFindings } from '../../support/axe.ts';
import { furnished } from '../../support/office.ts';
import { createFakeHost } from '../../support/fakeHost.ts';
import { all, click, furnishJsdom, get, openApp, settle, text } from '../../support/page.tsx';

furnishJsdom();

const screens: readonly (readonly [name: string, hash: string, words: string])[] = [
  ['工作台', '#/', '待办事项'],
  ['会员花名册', '#/records/member', '共 60 人'],
  ['会员档案', '#/records/member/r1', '变更记录'],
  ['新增一人', '#/records/member/new', '新增一人'],
  ['困难职工', '#/records/hardshipCase', '丙演示'],
  ['导入花名册', '#/members/import', '选文件'],
  ['待上报', '#/reporting/waiting', '已保存'],
  ['被退回', '#/reporting/returned', '省平台说'],
  ['待核对', '#/reporting/review', '去核对'],
  ['已上报', '#/reporting/sent', '已收到'],
  ['两边填的不一样', '#/reporting/review/member/r16', '按选好的 0 项办'],
  ['人员与密码', '#/settings/users', '改我的登录密码'],
  ['备份与恢复', '#/settings/backup', '写备份'],
  ['显示', '#/settings/display', '自动锁定'],
  ['操作日志', '#/settings/log', '还没有记录'],
];

describe('every screen', () => {
  it.each(screens)(
    '%s opens, says what it is and has no serious fault for a screen reader',
    async (_name, hash, words) => {
      await openApp(furnished({ people: 60 }), hash);
      await settle(30);
      expect(text().replace(/\s+/g, ' ')).toContain(words);
      expect(await seriousFindings()).toEqual([]);
    },
  );

  it.each([
    ['new', '欢迎使用'],
    ['locked', '登录密码'],
  ] as const)('%s: the screen before anybody is in', async (phase, words) => {
    await openApp(furnished({ people: 0, phase }));
    expect(text()).toContain(words);
    expect(await seriousFindings()).toEqual([]);
  });
});

describe('the frame', () => {
  it('shows a red training bar in a browser only', async () => {
    await openApp(furnished({ people: 3 }), '#/', createFakeHost('browser'));
    expect(text()).toContain('培训模式，请勿录入真实信息');
  });

  it('is silent about training in the shell', async () => {
    await openApp(furnished({ people: 3 }));
    expect(text()).not.toContain('培训模式');
  });

  it('hides a compartment the roles do not open, and its address too', async () => {
    await openApp(furnished({ people: 3 }), '#/records/counsellingLog');
    expect(all('link', '心理关爱')).toHaveLength(0);
    expect(text()).toContain('这里没有您能打开的内容');
  });

  it('shows a counsellor the logs and not the hardship files', async () => {
    await openApp(furnished({ people: 3, counsellor: true }), '#/records/counsellingLog');
    expect(all('link', '心理关爱')).toHaveLength(1);
    expect(all('link', '困难帮扶')).toHaveLength(0);
    expect(text()).toContain('来访 12');
  });

  it('says offline as an ordinary state', async () => {
    await openApp(furnished({ people: 3, offline: true }));
    expect(get('link', /未连接/).textContent).toBe('未连接（照常使用）');
  });

  it('locks by button and leaves no name of anybody on the screen', async () => {
    await openApp(furnished({ people: 30 }), '#/records/member');
    expect(text()).toContain('甲测试');
    await click(get('button', '锁定'));
    await settle(30);
    expect(text()).toContain('刚才在用的人');
    expect(text()).not.toContain('甲测试');
  });

  it('invites to import when there is not one record', async () => {
    await openApp(furnished({ people: 0 }));
    expect(text()).toContain('还没有会员。把人事的花名册拖到这里');
  });
});
