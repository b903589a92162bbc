import { describe, expect, it } from 'vitest';
import { seriousFindings } from '../../support/axe.ts';
import { furnished } from '../../support/office.ts';
import { all, click, fill, furnishJsdom, get, openApp, settle, text } from '../../support/page.tsx';

furnishJsdom();

const words = (): string => text().replace(/\s+/g, ' ');

function boxOf(label: string): HTMLElement {
  const box = document.querySelector<HTMLElement>(`input[aria-label="${label}"], [id="${label}"]`);
  if (box === null) throw new Error(`no box ${label}`);
  return box;
}

async function pick(label: string, entry: string): Promise<void> {
  const box = boxOf(label);
  await click(box);
  await fill(box, entry, false);
  await settle(20);
  const option = [...document.querySelectorAll<HTMLElement>('.ant-select-item-option')].findLast(
    (each) => each.title === entry || each.textContent === entry,
  );
  if (option === undefined) throw new Error(`no choice ${entry}`);
  await click(option);
  await settle(20);
}

describe('待补信息', () => {
  it('counts each wanted column as a recount does, and opens exactly those people', async () => {
    const store = furnished({ people: 60, gaps: true });
    const lacking = (key: string) =>
      [...store.records.all.values()].filter(
        ({ type, data }) => type === 'member' && (data[key] ?? null) === null,
      ).length;
    await openApp(store, '#/members/gaps');
    for (const [key, label] of [
      ['education', '学历'],
      ['ethnic', '民族'],
      ['migrantWorker', '是否农民工'],
    ] as const)
      expect(get('button', new RegExp(`^看缺${label}的`)).textContent).toBe(String(lacking(key)));
    expect(await seriousFindings()).toEqual([]);
    await click(get('button', `看缺民族的 ${lacking('ethnic')} 人`));
    await settle(40);
    expect(words()).toContain(`共 ${lacking('ethnic')} 人（全部 60 人）`);
  });

  it('keeps to a chosen place, in the count and in the list it opens', async () => {
    const store = furnished({ people: 60, gaps: true });
    await openApp(store, '#/members/gaps');
    await click(
      all('treeitem').find((each) => each.textContent?.includes('研发中心') === true) as HTMLElement,
    );
    await settle(30);
    const there = [...store.records.all.values()].filter(({ data }) => data['department'] === '研发中心');
    const lacking = there.filter(({ data }) => (data['education'] ?? null) === null).length;
    expect(words()).toContain(`研发中心：${there.length} 人里有`);
    await click(get('button', `看缺学历的 ${lacking} 人`));
    await settle(40);
    expect(words()).toContain(`共 ${lacking} 人（全部 60 人）`);
  });

  it('fills one column for all who lack it in one act, says whom first, and takes it back', async () => {
    const store = furnished({ people: 30, gaps: true });
    await openApp(store, '#/members/gaps');
    await click(get('button', '整列填写学历'));
    await settle(30);
    expect(all('table', '缺学历的')).toHaveLength(1);
    await click(get('button', '填 9 人'));
    expect(text()).toContain('请填“学历”');
    expect(store.calls.filter(({ name }) => name === 'setMany')).toHaveLength(0);
    await pick('fill-education', '大学专科教育');
    await settle(300);
    expect(words()).toContain('将新填 9 人，将改动 0 人');
    await click(get('button', '填 9 人'));
    await settle(30);
    const [act] = store.calls.filter(({ name }) => name === 'setMany');
    expect(act?.input).toMatchObject({ label: '整列填写 学历' });
    expect((act?.input as { ids: readonly string[] }).ids).toHaveLength(9);
    await click(get('button', '全部改回来'));
    await settle(30);
    const [back] = store.calls.filter(({ name }) => name === 'takeBackMany');
    expect((back?.input as { changes: readonly { to: unknown }[] }).changes.map(({ to }) => to)).toEqual(
      Array.from({ length: 9 }, () => null),
    );
  });

  it('exports the sheet of the ticked columns with a reason', async () => {
    const store = furnished({ people: 30, gaps: true });
    const host = await openApp(store, '#/members/gaps');
    await click(get('checkbox', '待补信息表里放学历'));
    await click(get('button', '导出待补信息表'));
    await settle(30);
    expect(await seriousFindings()).toEqual([]);
    await fill(get('textbox', '用途'), '');
    await click(get('button', /^导出 \d+ 人/));
    expect(text()).toContain('请写一句用途');
    expect(host.saved).toHaveLength(0);
    await fill(get('textbox', '用途'), '发给装配车间');
    await click(get('button', /^导出 \d+ 人/));
    await settle(400);
    expect(store.calls.find(({ name }) => name === 'exportRows')?.input).toMatchObject({
      fields: ['employeeNo', 'name', 'department', 'ethnic', 'migrantWorker'],
      reason: '发给装配车间',
      reveal: false,
    });
    expect(host.saved[0]?.name).toMatch(/^待补信息表\d{8}\.xlsx$/);
  });
});

describe('按条件判断', () => {
  it('shows who is meant before writing, marks them, and 确认 takes the mark away', async () => {
    const store = furnished({ people: 60, gaps: true });
    await openApp(store, '#/members/gaps/judge');
    expect(await seriousFindings()).toEqual([]);
    expect(get<HTMLButtonElement>('button', '看看是哪些人').disabled).toBe(true);
    await pick('第 1 个条件的栏目', '户籍所在地');
    // A separator ends a value, as when several are pasted.
    await fill(boxOf('第 1 个条件的内容'), '湖南省样例县、', false);
    await pick('judged-value', '是');
    await click(get('button', '看看是哪些人'));
    await settle(60);
    // Every tenth of 60, all without a value.
    expect(words()).toContain('户籍所在地是下列之一：“湖南省样例县”：共 6 人，还没有写入');
    expect(store.calls.filter(({ name }) => name === 'setMany')).toHaveLength(0);
    await click(get('button', '填 6 人，标为待确认'));
    await settle(30);
    expect(store.calls.find(({ name }) => name === 'setMany')?.input).toMatchObject({
      fields: { migrantWorker: true, migrantWorkerUnconfirmed: true },
    });
    await click(get('button', '去确认'));
    await settle(40);
    expect(words()).toContain('还没有人确认：6 人（是 6 人）');
    expect(await seriousFindings()).toEqual([]);
    await click(all('row').find((each) => each.textContent?.includes('00310') === true) as HTMLElement);
    await click(get('button', '确认所选 1 人'));
    await settle(40);
    await click(get('button', '全部确认 5 人'));
    await settle(40);
    expect(words()).toContain('没有等您确认的');
  });

  it('an opened file says that a value waits to be confirmed, and has no box for the mark', async () => {
    const store = furnished({ people: 5 });
    const first = store.records.get('member', 'r1');
    if (first !== undefined) first.data = { ...first.data, migrantWorkerUnconfirmed: true };
    await openApp(store, '#/records/member/r1');
    await settle(30);
    expect(text()).toContain('待确认：按条件判断填的');
    expect(text()).not.toContain('农民工待确认');
  });
});

describe('疑似重复', () => {
  it('lists groups, shows two side by side, remembers 不是同一个人 and voids only with a reason', async () => {
    const store = furnished({ people: 30, gaps: true });
    await openApp(store, '#/members/gaps/twins');
    expect(words()).toContain('证件号码相同（1 组）');
    expect(words()).toContain('手机号与他人相同（1 组）');
    await click(get('button', '并排看第 1 组'));
    await settle(40);
    expect(await seriousFindings()).toEqual([]);
    expect(all('button', '作废丙演示这一份')).toHaveLength(2);
    await click(all('button', '作废丙演示这一份')[1] as HTMLElement);
    await click(get('button', '作废'));
    expect(text()).toContain('请写一句原因');
    await fill(get('textbox', '原因'), '录了两次');
    await click(get('button', '作废'));
    await settle(40);
    expect(store.calls.find(({ name }) => name === 'voidRecords')?.input).toMatchObject({
      ids: ['r13'],
      reason: '录了两次',
    });
    expect(words()).toContain('证件号码相同（0 组）');
    await click(all('radio')[3] as HTMLElement);
    await settle(40);
    await click(get('button', '并排看第 1 组'));
    await settle(40);
    await click(get('button', '不是同一个人'));
    await settle(40);
    expect(words()).toContain('手机号与他人相同（0 组）');
    expect(words()).toContain('另有 1 组在本机标过不是同一个');
    expect(await seriousFindings()).toEqual([]);
  });
});
