import { describe, expect, it } from 'vitest';
import { furnished } from '../../support/office.ts';
import { seriousFindings } from '../../support/axe.ts';
import { all, click, furnishJsdom, get, openApp, settle, text } from '../../support/page.tsx';

furnishJsdom();

const size = (): string | undefined => document.documentElement.dataset['size'];
const warm = (): boolean => document.querySelector('.frame.warm') !== null;

describe('the size of letters', () => {
  it('goes up and down by steps, from 默认 over 大字 to 特大 and no further', async () => {
    await openApp(furnished({ people: 3 }));
    expect(size()).toBe('default');
    expect(get('button', '字小一点').getAttribute('aria-disabled')).toBe('true');
    await click(get('button', '字大一点'));
    expect(size()).toBe('large');
    await click(get('button', '字大一点'));
    await click(get('button', '字大一点'));
    expect(size()).toBe('largest');
    expect(get('button', '字大一点').getAttribute('aria-disabled')).toBe('true');
    await click(get('button', '字小一点'));
    expect(size()).toBe('large');
  });

  it('is there again at the next start, before anybody is in', async () => {
    localStorage.setItem('ledger.textSize', 'largest');
    await openApp(furnished({ people: 0, phase: 'locked' }));
    expect(size()).toBe('largest');
  });

  it('can be chosen by name in 显示', async () => {
    await openApp(furnished({ people: 3 }), '#/settings/display');
    await click(get('radio', '特大'));
    expect(size()).toBe('largest');
    expect(localStorage.getItem('ledger.textSize')).toBe('largest');
    expect(await seriousFindings()).toEqual([]);
  });
});

describe('the counselling part', () => {
  it('stands on a warmer ground, its list without a name, and only it', async () => {
    await openApp(furnished({ people: 3, counsellor: true }), '#/records/counsellingLog');
    expect(warm()).toBe(true);
    expect(text()).toContain('来访 12');
    expect(text()).not.toContain('甲测试一');
    expect(await seriousFindings()).toEqual([]);
    await click(get('link', '工作台'));
    await settle(30);
    expect(warm()).toBe(false);
  });

  it('is warm for nobody else', async () => {
    await openApp(furnished({ people: 3 }), '#/records/member');
    expect(warm()).toBe(false);
  });

  it('tells a crisis in the list and says in the file what to do today', async () => {
    const store = furnished({ people: 3, counsellor: true });
    const calm = store.records.add('counsellingLog', 'o1', {
      clientCode: '来访 13',
      date: '2026-11-19',
      kind: '1',
      risk: '2',
    });
    const crisis = store.records.add('counsellingLog', 'o1', {
      clientCode: '来访 14',
      date: '2026-11-20',
      kind: '1',
      risk: '4',
    });
    await openApp(store, '#/records/counsellingLog');
    const marked = [...document.querySelectorAll('.grid .tone-error')].map((each) => each.textContent);
    expect(marked).toEqual(['紧急(正在发生)']);
    window.location.hash = `#/records/counsellingLog/${crisis.id}`;
    await settle(60);
    expect(text()).toContain('请今天就和本人谈一次');
    expect(text()).toContain('12356');
    window.location.hash = `#/records/counsellingLog/${calm.id}`;
    await settle(60);
    expect(text()).not.toContain('12356');
  });
});

describe('every menu entry', () => {
  it('leads to a screen that exists', async () => {
    await openApp(furnished({ people: 3 }));
    const seen = new Set<string>();
    const hrefs = (): readonly string[] =>
      all('link')
        .filter((link) => link.closest('nav[aria-label="主菜单"]') !== null)
        .map((link) => link.getAttribute('href') ?? '');
    let next = hrefs()[0];
    while (next !== undefined) {
      seen.add(next);
      window.location.hash = next;
      await settle(40);
      // A group may lead on to its first page; an address that is none leads to the workbench.
      expect(window.location.hash.startsWith(next), next).toBe(true);
      if (next !== '#/') expect(window.location.hash, next).not.toBe('#/');
      expect(text(), next).not.toContain('这里没有您能打开的内容');
      next = hrefs().find((href) => !seen.has(href));
    }
    expect(seen.size).toBeGreaterThan(9);
  });
});
