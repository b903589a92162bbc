import { describe, expect, it, vi } from 'vitest';
import { fail } from '../../../../domain/result.ts';
import { seriousFindings } from '../../support/axe.ts';
import { createFakeHost } from '../../support/fakeHost.ts';
import { furnished } from '../../support/office.ts';
import { all, click, fill, furnishJsdom, get, openApp, settle, text } from '../../support/page.tsx';

furnishJsdom();

const sheets = (): readonly string[] =>
  [...document.querySelectorAll('.print-preview .sheet')].map((sheet) => sheet.textContent ?? '');
const asked = (store: ReturnType<typeof furnished>) =>
  store.calls.filter((call) => call.name === 'printRows');

async function laidOut(people: number, units = 0) {
  const store = furnished({ people, units });
  const host = await openApp(store, '#/records/member');
  await click(get('button', '打印…'));
  await fill(get('textbox', '用途'), '存档');
  await click(get('button', '排好看样'));
  await settle(30);
  return { store, host };
}

describe('printing from the list', () => {
  it('asks for the purpose first, and reads nobody before', async () => {
    const store = furnished({ people: 10 });
    await openApp(store, '#/records/member');
    await click(get('button', '打印…'));
    expect(get<HTMLButtonElement>('button', '打印').disabled).toBe(true);
    await click(get('button', '排好看样'));
    expect(text()).toContain('请写一句用途');
    expect(asked(store)).toEqual([]);
  });

  it('shows the pages, hands the same to the printer, and leaves nothing of them behind', async () => {
    const { store, host } = await laidOut(30);
    expect(asked(store)[0]?.input).toMatchObject({
      paper: '会员花名册',
      reason: '存档',
      reveal: false,
      query: { type: 'member' },
    });
    expect(text()).toContain('第 1 页 / 共 2 页，30 人');
    expect(sheets()[0]).toContain('440000********');
    expect(sheets()[0]).not.toMatch(/\d{17}/);
    expect(await seriousFindings()).toEqual([]);
    await click(get('button', '打印 2 页'));
    await settle(50);
    expect(host.printed).toEqual([{ to: 'printer', sheets: 2 }]);
    expect(document.querySelector('.print-sheets')).toBeNull();
    expect(text()).toContain('已交给打印机 2 页');
    await click(get('button', '另存为 PDF'));
    await settle(50);
    // A file's name must not tell whom it is about.
    expect(host.printed[1]).toEqual({ to: '会员花名册.pdf', sheets: 2 });
  });

  it('prints only the pages that are wanted', async () => {
    const { host } = await laidOut(60);
    await fill(get('spinbutton', '从第几页'), '2');
    await click(get('button', '打印 2 页'));
    await settle(50);
    expect(host.printed).toEqual([{ to: 'printer', sheets: 2 }]);
    await fill(get('spinbutton', '到第几页'), '1');
    await click(get('button', '打印 0 页'));
    expect(text()).toContain('页码前后反了');
    expect(host.printed).toHaveLength(1);
  });

  it('prints full numbers when asked, and the store is told so', async () => {
    const { store } = await laidOut(5);
    await click(get('checkbox', /印完整号码/));
    expect(sheets()).toEqual([]);
    await click(get('button', '排好看样'));
    await settle(30);
    expect(asked(store)[1]?.input).toMatchObject({ reveal: true, reason: '存档' });
    expect(sheets()[0]).toMatch(/440000\d{11}/);
  });

  it('gives each unit its own paper under its own name (K8)', async () => {
    await laidOut(20, 2);
    expect(text()).toContain('共 2 页，20 人');
    const names = sheets().map((sheet) => /单位（盖章）：(.*?)共/.exec(sheet)?.[1]);
    expect(new Set(names).size).toBe(2);
    expect(names.some((name) => name?.startsWith('样例'))).toBe(true);
  });

  it('prints the chosen ones, and the list is there again with them chosen', async () => {
    const store = furnished({ people: 10 });
    await openApp(store, '#/records/member');
    await click(all('rowheader')[0] as HTMLElement);
    await click(all('rowheader')[3] as HTMLElement, { shiftKey: true });
    await click(get('button', '打印所选…'));
    await fill(get('textbox', '用途'), '存档');
    await click(get('button', '排好看样'));
    await settle(30);
    expect(asked(store)[0]?.input).toMatchObject({ ids: ['r1', 'r2', 'r3', 'r4'] });
    await click(get('button', '返回'));
    expect(get('button', '导出所选 4 人')).toBeDefined();
  });

  it('says of whom a paper is not and leaves them out', async () => {
    await laidOut(20);
    await click(get('radio', '会员证明'));
    await click(get('button', '排好看样'));
    await settle(30);
    expect(text()).toContain('1 人现在不是会员，没有排进去；其余 19 人在下面');
    expect(get('button', '打印 19 页')).toBeDefined();
  });

  it('prints empty forms without a purpose and without reading anybody', async () => {
    const store = furnished({ people: 10 });
    const host = await openApp(store, '#/records/member');
    await click(get('button', '打印…'));
    await click(get('radio', '入会申请书'));
    await click(get('radio', '空白表'));
    await fill(get('spinbutton', '份数'), '3');
    await click(get('button', '排好看样'));
    await settle(30);
    await click(get('button', '打印 3 页'));
    await settle(50);
    expect(host.printed).toEqual([{ to: 'printer', sheets: 3 }]);
    expect(asked(store)).toEqual([]);
  });

  it('tells what the printer said, and that the pages are there still', async () => {
    const host = createFakeHost();
    host.print = vi.fn(async () => fail('unavailable', '打印机没有接住，这次没有印；内容都在。'));
    const store = furnished({ people: 5 });
    await openApp(store, '#/records/member', host);
    await click(get('button', '打印…'));
    await fill(get('textbox', '用途'), '存档');
    await click(get('button', '排好看样'));
    await settle(30);
    await click(get('button', '打印 1 页'));
    await settle(50);
    expect(get('alert').textContent).toContain('打印机没有接住');
    expect(sheets()).toHaveLength(1);
  });

  it('drops an answer that comes after the clerk withdrew', async () => {
    const store = furnished({ people: 5 });
    const read = store.printRows.bind(store);
    let release: () => void = () => undefined;
    const held = new Promise<void>((done) => (release = done));
    store.printRows = async (input) => {
      await held;
      return read(input);
    };
    await openApp(store, '#/records/member');
    await click(get('button', '打印…'));
    await fill(get('textbox', '用途'), '存档');
    await click(get('button', '排好看样'));
    expect(text()).toContain('正在读 5 人');
    await click(get('button', '取消'));
    release();
    await settle(30);
    expect(sheets()).toEqual([]);
    expect(text()).toContain('还没有排');
  });
});

describe('printing from an opened file', () => {
  it('prints that person, and what is half typed stays', async () => {
    const store = furnished({ people: 10 });
    const host = await openApp(store, '#/records/member/r2');
    await fill(get('textbox', '岗位'), '质检员');
    await click(get('button', '打印…'));
    await click(get('radio', '会籍转移介绍信'));
    await click(get('button', '排好看样'));
    await settle(30);
    expect(asked(store)[0]?.input).toMatchObject({
      ids: ['r2'],
      paper: '会籍转移介绍信',
      reason: '办理会籍转移',
      reveal: true,
    });
    await click(get('button', '打印 1 页'));
    await settle(50);
    expect(host.printed).toHaveLength(1);
    await click(get('button', '返回'));
    expect(get<HTMLInputElement>('textbox', '岗位').value).toBe('质检员');
  });

  it('is not offered for a new file, nor for a type without papers', async () => {
    await openApp(furnished({ people: 2 }), '#/records/member/new');
    expect(all('button', '打印…')).toEqual([]);
    window.location.hash = '#/records/hardshipCase';
    await settle(50);
    expect(all('button', '导出表格')).toHaveLength(1);
    expect(all('button', '打印…')).toEqual([]);
  });
});
