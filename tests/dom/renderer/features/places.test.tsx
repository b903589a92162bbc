import { describe, expect, it } from 'vitest';
import { furnished } from '../../support/office.ts';
import { all, click, fill, furnishJsdom, get, openApp, press, settle, text } from '../../support/page.tsx';
import { seriousFindings } from '../../support/axe.ts';

furnishJsdom();

const asked = (store: ReturnType<typeof furnished>, name: string) =>
  store.calls.filter((call) => call.name === name).map((call) => call.input);

describe('部门班组', () => {
  it('renames a place after saying how many it changes, and takes all of it back', async () => {
    const store = furnished({ people: 70 });
    await openApp(store, '#/members/tree');
    expect(await seriousFindings()).toEqual([]);
    const line = get('treeitem', /^装配一车间 10 人$/);
    await click(line);
    await press(line, 'F2');
    await fill(get('textbox', '新名字'), '装配甲车间', false);
    expect(get('status', '将要改动').textContent).toContain(
      '将改 10 人：一分厂/装配一车间 → 一分厂/装配甲车间。下面的 1 个部门班组一起跟着走。',
    );
    expect(await seriousFindings()).toEqual([]);
    expect(asked(store, 'movePlace')).toEqual([]);
    await click(get('button', '改名 10 人'));
    await settle(30);
    expect(asked(store, 'movePlace')).toMatchObject([
      {
        type: 'member',
        organisation: 'o1',
        field: 'department',
        from: '一分厂/装配一车间',
        to: '一分厂/装配甲车间',
        word: '改名',
      },
    ]);
    expect(text()).toContain('刚才改名 10 人：一分厂/装配一车间 → 一分厂/装配甲车间，已保存在本机');
    expect(get('treeitem', /^装配甲车间/).getAttribute('aria-selected')).toBe('true');
    await click(get('button', '全部改回来'));
    await settle(30);
    expect(text()).toContain('已改回来 10 人');
    expect(all('treeitem', /^装配一车间 10 人$/)).toHaveLength(1);
  });

  it('is moved by keys alone: take up, go, put down, and says which of two things is meant', async () => {
    const store = furnished({ people: 70 });
    await openApp(store, '#/members/tree');
    await press(get('treeitem', /^全部/), 'ArrowDown');
    const first = document.activeElement;
    expect(first?.getAttribute('role')).toBe('treeitem');
    await press(get('treeitem', /^全部/), 'End');
    const last = document.activeElement as HTMLElement;
    const name = last.getAttribute('aria-label')?.split(' ')[0] ?? '';
    await press(last, 'x', { ctrlKey: true });
    expect(text()).toContain(`拿起了“${name}”`);
    await press(last, 'Home');
    await press(document.activeElement as HTMLElement, 'ArrowDown');
    const aim = (document.activeElement as HTMLElement).getAttribute('aria-label')?.split(' ')[0] ?? '';
    await press(document.activeElement as HTMLElement, 'v', { ctrlKey: true });
    await click(get('radio', `和“${aim}”合并`));
    await click(get('button', /^合并 10 人$/));
    await settle(30);
    expect(asked(store, 'movePlace')).toMatchObject([{ from: name, to: aim, word: '合并' }]);
  });

  it('refuses what cannot be in words, and does nothing', async () => {
    const store = furnished({ people: 70 });
    await openApp(store, '#/members/tree');
    await click(get('treeitem', /^一分厂/));
    await click(get('button', '改名（F2）'));
    await fill(get('textbox', '新名字'), '一分厂/甲', false);
    await click(get('button', /^改名 30 人$/));
    expect(get('alert').textContent).toContain('名字里不能有“/”');
    expect(asked(store, 'movePlace')).toEqual([]);
  });

  it('shows 工会小组 as a tree of its own, and opens the people of a place in the list', async () => {
    const store = furnished({ people: 70 });
    await openApp(store, '#/members/tree');
    await click(get('radio', '工会小组'));
    await settle(30);
    await click(get('treeitem', /^一分会/));
    await click(get('link', /^看这/));
    await settle(50);
    expect(get('region', '筛选').textContent).toContain('工会小组一分会');
    expect(get('treeitem', /^一分会/).getAttribute('aria-selected')).toBe('true');
    expect(await seriousFindings()).toEqual([]);
  });

  it('asks for the unit first where one PC works for several', async () => {
    await openApp(furnished({ people: 20, units: 2 }), '#/members/tree');
    expect(text()).toContain('请先在右上角选单位');
    expect(all('tree')).toHaveLength(0);
  });
});
