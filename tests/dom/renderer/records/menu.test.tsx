import { act } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { furnished } from '../../support/office.ts';
import { all, click, furnishJsdom, get, openApp, settle, text } from '../../support/page.tsx';

furnishJsdom();

const bar = (): string =>
  (document.querySelector('[aria-label="人数与合计"]')?.textContent ?? '').replace(/\s+/g, ' ').trim();
const entries = (): readonly string[] => all('menuitem').map((each) => each.textContent ?? '');

async function rightClick(element: Element | undefined): Promise<void> {
  await act(async () => {
    element?.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, button: 2 }));
  });
  await settle(150);
}

describe('the right-click menu of a list', () => {
  it('chooses the row under it and opens it', async () => {
    await openApp(furnished({ people: 20 }), '#/records/member');
    await rightClick(all('gridcell')[0]);
    expect(bar()).toContain('已选 1 人');
    expect(entries()[0]).toBe('打开');
    expect(entries()[1]).toContain('复制');
    expect(entries().some((each) => each.includes('登记离职'))).toBe(true);
    await click(all('menuitem')[0] as HTMLElement);
    await settle(40);
    expect(window.location.hash).toBe('#/records/member/r1');
  });

  it('keeps a selection it is opened in, and does the act for all of it', async () => {
    await openApp(furnished({ people: 20 }), '#/records/member');
    await click(all('rowheader')[0] as HTMLElement);
    await click(all('rowheader')[2] as HTMLElement, { shiftKey: true });
    await rightClick(all('rowheader')[1]);
    expect(bar()).toContain('已选 3 人');
    expect(get('menuitem', '打开').getAttribute('aria-disabled')).toBe('true');
    await click(all('menuitem').find((each) => each.textContent === '登记离职') as HTMLElement);
    await settle(40);
    expect(text()).toContain('这 3 人');
  });

  it('exports what is chosen', async () => {
    await openApp(furnished({ people: 20 }), '#/records/member');
    await click(all('rowheader')[0] as HTMLElement);
    await click(all('rowheader')[2] as HTMLElement, { shiftKey: true });
    await rightClick(all('rowheader')[1]);
    await click(get('menuitem', '导出所选 3 人'));
    await settle(40);
    expect(text()).toContain('导出这 3 人？');
  });

  it('copies what Ctrl+C copies', async () => {
    const copied = vi.fn(() => true);
    Object.assign(document, { execCommand: copied });
    await openApp(furnished({ people: 20 }), '#/records/member');
    await rightClick(all('gridcell')[0]);
    await click(all('menuitem')[1] as HTMLElement);
    expect(copied).toHaveBeenCalledWith('copy');
    expect(document.activeElement).toBe(get('grid', '会员花名册'));
  });

  it('does not open over the header', async () => {
    await openApp(furnished({ people: 20 }), '#/records/member');
    await rightClick(all('columnheader')[1]);
    expect(all('menuitem')).toHaveLength(0);
  });
});
