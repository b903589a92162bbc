import { describe, expect, it } from 'vitest';
import { furnished } from '../../support/office.ts';
import { click, fill, furnishJsdom, get, openApp, settle, text } from '../../support/page.tsx';

furnishJsdom();

describe('a log that was written on another PC', () => {
  it('says where its content is, keeps those boxes shut, and lets the facts be saved', async () => {
    const store = furnished({ people: 20, counsellor: true });
    const facts = { date: '2026-11-20', minutes: 50, kind: '01' };
    const { id } = store.records.add('counsellingLog', 'o1', facts, { sync: 'backedUp' });
    const view = store.get.bind(store);
    store.get = async (type, asked) => {
      const found = await view(type, asked);
      return found.ok && asked === id
        ? { ok: true, value: { ...found.value, contentElsewhere: true } }
        : found;
    };
    await openApp(store, `#/records/counsellingLog/${id}`);
    await settle(40);
    expect(text()).toContain('内容在另一台电脑');
    expect(get<HTMLTextAreaElement>('textbox', '记录').disabled).toBe(true);
    expect(get<HTMLInputElement>('textbox', /时长/).disabled).toBe(false);
    await fill(get('textbox', /时长/), '60', false);
    await click(get('button', /^保存/));
    await settle(40);
    expect(store.calls.filter((call) => call.name === 'save').at(-1)?.input).toMatchObject({
      id,
      fields: { minutes: 60 },
    });
  });
});
