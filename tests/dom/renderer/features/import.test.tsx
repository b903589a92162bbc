import { Blob as NodeBlob, File as NodeFile } from 'node:buffer';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { die, openWizard, toResult } from '../../support/importWizard.tsx';
import { inventedPerson } from '../../support/people.ts';
import { all, click, fill, furnishJsdom, get, settle, text } from '../../support/page.tsx';
import { seriousFindings } from '../../support/axe.ts';

furnishJsdom();

// jsdom's files cannot be read as streams; Node's can, as Chromium's can.
beforeEach(() => {
  vi.stubGlobal('Blob', NodeBlob);
  vi.stubGlobal('File', NodeFile);
});

function sheet(from: number, to: number, phone: string, holds: (n: number) => boolean = () => true): File {
  const lines = ['工号,姓 名,身份证号码,部门,手机号码,基本工资'];
  for (let n = from; n < to; n += 1) {
    if (!holds(n)) continue;
    const person = inventedPerson(n);
    lines.push(
      [
        person['employeeNo'],
        person['name'],
        n === 4 ? '4.4E+17' : person['idNumber'],
        person['department'],
        `${phone}${String(10_000_000 + n)}`,
        '5000',
      ]
        .map(String)
        .join(','),
    );
  }
  return new File([new TextEncoder().encode(lines.join('\r\n'))], '在职花名册.csv');
}

describe('导入花名册', () => {
  it('shows the sheet and the proposed columns, and asks what the sheet covers before going on', async () => {
    await openWizard(0, sheet(0, 10, '139'));
    expect(text()).toContain('现在还没有写入任何内容');
    expect(text()).toContain('基本工资');
    await click(get('button', '下一步：看结果'));
    expect(text()).toContain('请先选这份表是什么范围');
    expect(await seriousFindings()).toEqual([]);
  });

  it('shows every number before writing, writes in one act, and offers to take it back', async () => {
    const { store, host } = await openWizard(20, sheet(2, 25, '139'));
    await toResult();
    expect(get('button', '新增 5')).toBeDefined();
    expect(get('button', '不能导入 1')).toBeDefined();
    expect(get('button', '系统有、本表没有 2')).toBeDefined();
    expect(store.records.all.size).toBe(20);
    await click(get('button', '下载不能导入的 1 行'));
    await settle(100);
    expect(host.saved[0]?.name).toMatch(/^不能导入的行\d{8}\.xlsx$/);
    await click(get('button', /^写入 \d+ 人$/));
    await settle(150);
    expect(text()).toContain('写好了：新增 5 人');
    expect(store.records.all.size).toBe(25);
    await click(get('button', '撤回本次导入'));
    await settle(30);
    expect(text()).toContain('将撤回 5 人还没有送出的');
    await click(get('button', '撤回'));
    await settle(30);
    expect(text()).toContain('已撤回 5 人');
  });

  it('offers what the sheet leaves out of everybody new, and fills it only where it stays ticked', async () => {
    const { store } = await openWizard(0, sheet(10, 15, '139'));
    expect(get('checkbox', /工作单位填“演示精密电子（南岭）有限公司”/)).toBeDefined();
    await click(get('checkbox', /就业状况填“在岗”/));
    await toResult();
    await click(get('button', /^写入 5 人$/));
    await settle(150);
    const people = [...store.records.all.values()].map(({ data }) => data);
    expect(people.map((data) => data['employer'])).toEqual(Array(5).fill('演示精密电子（南岭）有限公司'));
    expect(people.filter((data) => 'workStatus' in data)).toEqual([]);
  });

  it('marks missing people as left only when told, with a date', async () => {
    const { store } = await openWizard(20, sheet(2, 20, '138'));
    await toResult();
    await click(get('button', '系统有、本表没有 2'));
    await settle(60);
    await click(get('button', '全选这 2 人'));
    await click(get('button', '已离职…'));
    await fill(get('textbox', '离职日期'), '2026-10-31');
    await click(get('button', '标为已离职'));
    await settle(60);
    expect(text()).toContain('已离职，10-31，会籍待定');
    await click(get('button', /^写入 \d+ 人$/));
    await settle(150);
    expect(store.records.get('member', 'r1')?.data['leaveDate']).toBe('2026-10-31');
    expect(store.records.get('member', 'r3')?.data['leaveDate']).toBeUndefined();
  });

  it('stops when too many are missing until the clerk says it is right', async () => {
    await openWizard(20, sheet(10, 20, '138'));
    await toResult();
    expect(text()).toContain('可能选错了文件或部门');
    await click(get('button', '确实没错，继续'));
    await settle(60);
    expect(text()).not.toContain('可能选错了文件或部门');
  });

  it('只是某些部门: only who is missing from the departments of the sheet is missing', async () => {
    // People 0, 7 and 14 are of one workshop, and the sheet holds two of them.
    const { store } = await openWizard(
      20,
      sheet(0, 20, '138', (n) => n === 0 || n === 7),
    );
    await click(get('radio', '只是某些部门'));
    await click(get('button', '下一步：看结果'));
    await settle(200);
    await click(get('button', '系统有、本表没有 1'));
    await settle(60);
    expect(text()).toContain(String(inventedPerson(14)['employeeNo']));
    expect(get('button', '新增 0')).toBeDefined();
    expect(store.records.all.size).toBe(20);
  });

  it('只补充信息: nobody is added and nobody is missing, those who are there are brought up to date', async () => {
    const { store } = await openWizard(20, sheet(10, 23, '139'));
    await click(get('radio', '只补充信息'));
    await click(get('button', '下一步：看结果'));
    await settle(200);
    expect(get('button', '新增 0')).toBeDefined();
    expect(get('button', '不能导入 3')).toBeDefined();
    expect(all('button', /^系统有、本表没有/)).toEqual([]);
    await click(get('button', '不能导入 3'));
    await settle(60);
    expect(text()).toContain('这份表选的是“只补充信息”，不新增人');
    await click(get('button', /^写入 10 人$/));
    await settle(150);
    expect(store.records.all.size).toBe(20);
    expect(store.records.get('member', 'r11')?.data['mobile']).toBe('13910000010');
    expect(store.records.get('member', 'r1')?.data['mobile']).toBe(inventedPerson(0)['mobile']);
  });

  it.each(['readAll', 'importStage'] as const)(
    '取消 while “%s” takes long: nothing is written, it is said, and one can go on from there',
    async (slow) => {
      const { store } = await openWizard(20, sheet(2, 25, '139'));
      const before = JSON.stringify([...store.records.all]);
      if (slow === 'importStage') await toResult();
      let release = (): void => undefined;
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      const usual = store[slow].bind(store) as (...args: unknown[]) => Promise<unknown>;
      vi.spyOn(store, slow).mockImplementation((async (...args: unknown[]) => {
        await held;
        return usual(...args);
      }) as never);
      const commit = vi.spyOn(store, 'importCommit');
      const cancel = vi.spyOn(store, 'importCancel');
      if (slow === 'readAll') await toResult();
      else await click(get('button', /^写入 \d+ 人$/));
      await settle(700);
      expect(get('status').textContent).toContain(slow === 'readAll' ? '已读' : '正在写入');
      await click(get('button', '取消'));
      release();
      await settle(100);
      expect(text()).toContain('已取消。没有写入任何内容。');
      expect(all('button', '取消')).toEqual([]);
      expect(commit).not.toHaveBeenCalled();
      expect(cancel).toHaveBeenCalledTimes(slow === 'readAll' ? 0 : 1);
      expect(JSON.stringify([...store.records.all])).toBe(before);
      vi.restoreAllMocks();
      await click(get('button', slow === 'readAll' ? '下一步：看结果' : /^写入 \d+ 人$/));
      await settle(200);
      if (slow === 'readAll') expect(get('button', '新增 5')).toBeDefined();
      else expect(text()).toContain('写好了：新增 5 人');
    },
  );

  it('says so when the import worker dies, and begins again: nothing was written', async () => {
    const { store } = await openWizard(20, sheet(2, 25, '139'));
    await toResult();
    const commit = vi.spyOn(store, 'importCommit').mockReturnValue(new Promise(() => undefined));
    await click(get('button', /^写入 \d+ 人$/));
    await settle(150);
    expect(commit).toHaveBeenCalledOnce();
    die();
    await settle(60);
    expect(text()).toMatch(/导入的程序中途停了.*没有写入任何内容.*再选一次这份表/);
    expect(get('button', '选文件')).toBeDefined();
    expect(text()).not.toContain('正在写入');
    expect(store.records.all.size).toBe(20);
  });

  it('does not say that nothing was written when the worker died after its last word to the store', async () => {
    const { store } = await openWizard(20, sheet(2, 25, '139'));
    await toResult();
    const { importCommit } = store;
    vi.spyOn(store, 'importCommit').mockImplementation(async (importId) => {
      const answer = await importCommit(importId);
      die();
      return answer;
    });
    await click(get('button', /^写入 \d+ 人$/));
    await settle(150);
    expect(text()).toContain('写好了：新增 5 人');
    expect(text()).not.toContain('没有写入任何内容');
    expect(store.records.all.size).toBe(25);
  });

  it('names a file that is no roster in a sentence', async () => {
    await openWizard(
      0,
      new File([new Uint8Array([0x25, 0x50, 0x44, 0x46, 0x2d, 0, 1, 2, 3])], '扫描件.xlsx'),
    );
    expect(get('alert').textContent?.length).toBeGreaterThan(10);
    expect(text()).toContain('选文件');
  });
});
