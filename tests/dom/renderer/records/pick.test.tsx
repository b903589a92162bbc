import { describe, expect, it } from 'vitest';
import { furnished } from '../../support/office.ts';
import { all, click, fill, furnishJsdom, get, openApp, settle, text } from '../../support/page.tsx';
import { seriousFindings } from '../../support/axe.ts';

furnishJsdom();

describe('按号选人', () => {
  it('chooses the people of copied numbers in the list, and says which it did not find', async () => {
    await openApp(furnished({ people: 30 }), '#/records/member');
    await click(get('button', '按号选人'));
    await settle(400);
    await fill(get('textbox', /^从 WPS/), '00301\r\n00305，00999\n00301', false);
    expect(await seriousFindings()).toEqual([]);
    await click(get('button', '选出 3 个号的人'));
    await settle(30);
    expect(text()).toContain('已选中 2 人');
    expect(text()).toContain('没有找到的 1 个：00999');
    await click(get('button', '知道了'));
    await settle(400);
    expect(all('row').filter((row) => row.getAttribute('aria-selected') === 'true')).toHaveLength(2);
    expect(all('button', '会籍与变动…（2 人）')).toHaveLength(1);
  });
});
