import { describe, expect, it, vi } from 'vitest';
import { furnished } from '../../support/office.ts';
import {
  all,
  click,
  doubleClick,
  fill,
  furnishJsdom,
  get,
  openApp,
  press,
  settle,
  text,
} from '../../support/page.tsx';

furnishJsdom();

const bar = (): string =>
  (document.querySelector('[aria-label="人数与合计"]')?.textContent ?? '').replace(/\s+/g, ' ').trim();
const rowNumbers = (): readonly string[] => all('rowheader').map((cell) => cell.textContent ?? '');

describe('a list', () => {
  it('draws only the rows on the screen and tells how many there are', async () => {
    await openApp(furnished({ people: 412 }), '#/records/member');
    const grid = get('grid', '会员花名册');
    expect(grid.getAttribute('aria-rowcount')).toBe('413');
    expect(rowNumbers().length).toBeGreaterThan(10);
    expect(rowNumbers().length).toBeLessThan(60);
    expect(bar()).toContain('共 412 人');
  });

  it('says no number before it knows one', async () => {
    const store = furnished({ people: 20 });
    const answer = store.query.bind(store);
    let release: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      release = resolve;
    });
    store.query = (...question) => asked.then(() => answer(...question));
    await openApp(store, '#/records/member');
    expect(bar()).toBe('');
    expect(text()).not.toMatch(/0–0 行/);
    release();
    await settle(20);
    expect(bar()).toContain('共 20 人');
    expect(text()).toContain('行 / 20');
  });

  it('shows phones in part', async () => {
    await openApp(furnished({ people: 20 }), '#/records/member');
    expect(text()).toMatch(/138\*{4}\d{4}/);
    expect(text()).not.toMatch(/138\d{8}/);
  });

  it('searches as one types and takes the search back', async () => {
    await openApp(furnished({ people: 60 }), '#/records/member');
    await fill(get('textbox', /^搜索/), '00317');
    await settle(20);
    expect(bar()).toContain('共 1 人（全部 60 人）');
    await click(get('button', '全部清除'));
    await settle(20);
    expect(bar()).toContain('共 60 人');
  });

  it('takes the search back by Escape, in the list and in the box', async () => {
    await openApp(furnished({ people: 60 }), '#/records/member');
    const box = get<HTMLInputElement>('textbox', /^搜索/);
    await fill(box, '00317', false);
    await settle(20);
    expect(bar()).toContain('共 1 人（全部 60 人）');
    await press(box, 'Escape');
    await settle(20);
    expect(bar()).toContain('共 60 人');
    expect(box.value).toBe('');
  });

  it('brings the search box by Ctrl+F and leaves it for the list by arrow down', async () => {
    await openApp(furnished({ people: 20 }), '#/records/member');
    await press(window, 'f', { ctrlKey: true });
    expect(document.activeElement).toBe(get('textbox', /^搜索/));
    await press(get('textbox', /^搜索/), 'ArrowDown');
    expect(document.activeElement).toBe(get('grid', '会员花名册'));
  });

  it('selects with Ctrl and Shift, sums the selection, and copies it as a masked block', async () => {
    await openApp(furnished({ people: 40 }), '#/records/member');
    const heads = all('rowheader');
    await click(heads[0] as HTMLElement);
    await click(heads[3] as HTMLElement, { shiftKey: true });
    expect(bar()).toContain('已选 4 人');
    expect(bar()).toContain('会员 3');
    expect(bar()).toContain('申请中 1');
    await click(heads[1] as HTMLElement, { ctrlKey: true });
    expect(bar()).toContain('已选 3 人');
    const data = new Map<string, string>();
    const event = new Event('copy', { bubbles: true, cancelable: true });
    Object.assign(event, {
      clipboardData: { setData: (kind: string, block: string) => data.set(kind, block) },
    });
    get('grid', '会员花名册').dispatchEvent(event);
    const lines = (data.get('text/plain') ?? '').split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]?.split('\t').slice(0, 2)).toEqual(['00300', '甲测试一']);
    expect(lines.join()).not.toMatch(/138\d{8}/);
  });

  it('copies everybody who is chosen, also those not fetched yet, and says how many; or says that it did not', async () => {
    await openApp(furnished({ people: 3000 }), '#/records/member');
    const written: string[] = [];
    let refuse = true;
    vi.stubGlobal('navigator', {
      ...navigator,
      clipboard: {
        writeText: async (text: string) => {
          if (refuse) throw new Error('not allowed');
          written.push(text);
        },
      },
    });
    const grid = get('grid', '会员花名册');
    await press(grid, 'a', { ctrlKey: true });
    expect(bar()).toContain('已选 3,000 人');
    const copy = async (): Promise<void> => {
      const event = new Event('copy', { bubbles: true, cancelable: true });
      Object.assign(event, { clipboardData: { setData: () => undefined } });
      grid.dispatchEvent(event);
      await settle(60);
    };
    await copy();
    expect(bar()).toContain('没有复制成');
    refuse = false;
    await copy();
    expect(bar()).toContain('已复制 3,000 人');
    expect(written.map((text) => text.split('\r\n').length)).toEqual([3000]);
    vi.unstubAllGlobals();
  });

  it('moves by arrows and opens by Enter', async () => {
    await openApp(furnished({ people: 20 }), '#/records/member');
    const grid = get('grid', '会员花名册');
    await press(grid, 'ArrowDown');
    await press(grid, 'ArrowDown');
    expect(grid.getAttribute('aria-activedescendant')).toBe('cell-2-0');
    await press(grid, 'Enter');
    await settle(30);
    expect(window.location.hash).toBe('#/records/member/r3');
  });

  it('takes all by Ctrl+A, also rows that were never drawn', async () => {
    await openApp(furnished({ people: 412 }), '#/records/member');
    await press(get('grid', '会员花名册'), 'a', { ctrlKey: true });
    expect(bar()).toContain('已选 412 人');
  });

  it('orders by a click on the header', async () => {
    await openApp(furnished({ people: 20 }), '#/records/member');
    await click(get('button', '工号'));
    await settle(20);
    const header = all('columnheader').find((each) => each.textContent?.startsWith('工号'));
    expect(header?.getAttribute('aria-sort')).toBe('descending');
    expect(get('gridcell').textContent).toBe('00319');
  });

  it('filters by the funnel with counts and says what it does', async () => {
    await openApp(furnished({ people: 60 }), '#/records/member');
    await click(get('button', '筛选会员'));
    await settle(60);
    await click(get('checkbox', '申请中'));
    await click(get('button', /^看这 \d+ 人$/));
    await settle(30);
    expect(text()).toContain('已筛选：');
    const shown = Number(/共 (\d+) 人（全部 60 人）/.exec(bar())?.[1]);
    expect(shown).toBeGreaterThan(0);
    expect(shown).toBeLessThan(10);
    await click(get('button', /去掉筛选：会员/));
    await settle(30);
    expect(bar()).toContain('共 60 人');
  });

  it('narrows to a place of the tree', async () => {
    await openApp(furnished({ people: 70 }), '#/records/member');
    await click(get('treeitem', /^研发中心/));
    await settle(30);
    expect(bar()).toContain('共 10 人（全部 70 人）');
  });

  it('is found as it was left', async () => {
    await openApp(furnished({ people: 60 }), '#/records/member');
    await fill(get('textbox', /^搜索/), '测试');
    await settle(20);
    await doubleClick(get('gridcell'));
    expect(text()).toContain('下一人');
    expect(bar()).toMatch(/第 1 人 \/ 12 人/);
    await click(get('link', '花名册'));
    await settle(30);
    expect(bar()).toContain('共 12 人（全部 60 人）');
  });

  it('has 单位 as a column when one PC acts for several, and narrows by the switch', async () => {
    await openApp(furnished({ people: 40, units: 2 }), '#/records/member');
    expect(all('columnheader').some((each) => each.textContent === '单位')).toBe(true);
  });
});
