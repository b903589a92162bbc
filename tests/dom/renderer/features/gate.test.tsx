import { File as NodeFile } from 'node:buffer';
import { act } from 'react';
import { describe, expect, it } from 'vitest';
import { createFakeStore, passphrase } from '../../support/fakeStore.ts';
import { all, click, fill, furnishJsdom, get, openApp, press, settle, text } from '../../support/page.tsx';

furnishJsdom();

describe('开通本机', () => {
  it('says in a sentence when the code is none, and stays where it is', async () => {
    await openApp(createFakeStore({ phase: 'new' }));
    await fill(get('textbox', /开通码/), '随便一句话');
    await click(get('button', '认一下开通码'));
    expect(text()).toContain('这不是开通码，或者少复制了一段');
    expect(all('textbox', '登录密码')).toHaveLength(0);
  });

  it('enrols with a name and a passphrase typed twice, and not before', async () => {
    const store = createFakeStore({ phase: 'new' });
    await openApp(store);
    await fill(get('textbox', /开通码/), 'GH1.abc');
    await click(get('button', '认一下开通码'));
    expect(text()).toContain('已认出：演示精密电子（南岭）有限公司工会委员会');
    await click(get('button', '设好了，进入'));
    expect(text()).toContain('请填您的姓名');
    await fill(get('textbox', '您的姓名'), '甲测试');
    await fill(get('textbox', '登录密码'), '123456789012');
    expect(text()).toContain('密码只有数字');
    await fill(get('textbox', '登录密码'), passphrase);
    expect(text()).toContain('够长了');
    await fill(get('textbox', '再输一次'), `${passphrase}x`);
    await click(get('button', '设好了，进入'));
    expect(store.calls.some((call) => call.name === 'enrol')).toBe(false);
    expect(text()).toContain('两次输的不一样');
    await fill(get('textbox', '再输一次'), passphrase);
    await click(get('button', '设好了，进入'));
    await settle(40);
    expect(store.calls.find((call) => call.name === 'enrol')?.input).toEqual({
      code: 'GH1.abc',
      user: { name: '甲测试' },
      alone: true,
    });
    expect(text()).toContain('工作台');
  });
});

describe('开通文件 (K41)', () => {
  // jsdom's files cannot be read as text; Node's can, as Chromium's can.
  const fileOf = (words: string): unknown => new NodeFile([words], '开通文件.txt');
  const pick = async (file: unknown): Promise<void> => {
    const input = document.querySelector<HTMLInputElement>('input[aria-label="开通文件"]');
    if (input === null) throw new Error('no file input');
    Object.defineProperty(input, 'files', { configurable: true, value: [file] });
    await act(async () => {
      input.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await settle(20);
  };
  const drop = async (file: unknown): Promise<void> => {
    const event = Object.assign(new Event('drop', { bubbles: true, cancelable: true }), {
      dataTransfer: { types: ['Files'], files: [file] },
    });
    await act(async () => {
      get('textbox', /开通码/).dispatchEvent(event);
    });
    await settle(20);
    expect(event.defaultPrevented).toBe(true);
  };

  it.each([
    ['opened', pick],
    ['dropped', drop],
  ] as const)(
    'is read when it is %s, line break and all, and enrols like a pasted code',
    async (_how, give) => {
      const store = createFakeStore({ phase: 'new' });
      await openApp(store);
      await give(fileOf('GH1.abc\r\n'));
      expect(text()).toContain('已认出：演示精密电子（南岭）有限公司工会委员会');
      await fill(get('textbox', '您的姓名'), '甲测试');
      await fill(get('textbox', '登录密码'), passphrase);
      await fill(get('textbox', '再输一次'), passphrase);
      await click(get('button', '设好了，进入'));
      await settle(40);
      expect(store.calls.find((call) => call.name === 'enrol')?.input).toMatchObject({ code: 'GH1.abc' });
    },
  );

  it('shows what was in a file that holds no code, and does not read one that is too long to be one', async () => {
    await openApp(createFakeStore({ phase: 'new' }));
    await pick(fileOf('一封信'));
    expect(get<HTMLTextAreaElement>('textbox', /开通码/).value).toBe('一封信');
    expect(text()).toContain('这不是开通码，或者少复制了一段');
    await pick(fileOf('GH1.'.repeat(5000)));
    expect(text()).toContain('这个文件不像开通文件：开通文件只有一行字。');
    expect(get<HTMLTextAreaElement>('textbox', /开通码/).value).toBe('一封信');
  });
});

describe('登录', () => {
  it('answers a wrong password in words and empties the box', async () => {
    await openApp(createFakeStore({ phase: 'locked' }));
    await fill(get('textbox', '登录密码'), '不对的密码不对的密码', false);
    await click(get('button', '登录'));
    expect(text()).toContain('密码不对。再试 4 次后要等 5 分钟。');
    expect(get<HTMLInputElement>('textbox', '登录密码').value).toBe('');
  });

  it('opens with the right one', async () => {
    await openApp(createFakeStore({ phase: 'locked' }));
    await fill(get('textbox', '登录密码'), passphrase, false);
    await click(get('button', '登录'));
    await settle(40);
    expect(text()).toContain('系统设置');
  });
});

describe('F9', () => {
  it('covers the screen and uncovers it', async () => {
    await openApp(createFakeStore(), '#/records/member');
    await press(window, 'F9');
    expect(text()).toContain('内容已经隐藏，都还在');
    await press(window, 'F9');
    expect(text()).not.toContain('内容已经隐藏');
  });
});
