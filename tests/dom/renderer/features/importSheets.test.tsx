import { Blob as NodeBlob, File as NodeFile } from 'node:buffer';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openWizard } from '../../support/importWizard.tsx';
import { all, click, furnishJsdom, get, settle, text } from '../../support/page.tsx';
import { seriousFindings } from '../../support/axe.ts';
import { fakeSheets } from '../../../unit/renderer/records/import/fakeSheets.ts';

furnishJsdom();
beforeEach(() => {
  vi.stubGlobal('Blob', NodeBlob);
  vi.stubGlobal('File', NodeFile);
});

const book = (): File => new File(['x'], '花名册.xlsx');
const headers = ['工号', '姓名'];

async function next(): Promise<void> {
  await click(get('button', '下一步：看结果'));
  await settle(150);
}

describe('a workbook of several sheets', () => {
  it('shows which are read with their rows, maps differing ones in turn, and names the sheet of each row', async () => {
    const { store } = await openWizard(
      0,
      book(),
      fakeSheets([
        { name: '装配一', rows: [headers, ['01', '甲测试'], ['02', '乙测试']] },
        { name: '装配二', rows: [headers, ['03', '丙测试']] },
        {
          name: '外包',
          rows: [
            ['员工编号', '员工姓名', '岗位'],
            ['04', '丁测试', '保安'],
          ],
        },
        { name: '汇总', rows: [headers, ['3', '人']] },
      ]),
    );
    expect(all('group', '导入哪些工作表')[0]?.textContent).toContain('导入打勾的 3 个');
    expect(get<HTMLInputElement>('checkbox', '装配一（2 行）').checked).toBe(true);
    expect(get<HTMLInputElement>('checkbox', '外包（1 行，列名不同）').checked).toBe(true);
    expect(get<HTMLInputElement>('checkbox', '汇总（1 行）').checked).toBe(false);
    expect(get<HTMLInputElement>('checkbox', /把工作表名当作“部门\/班组”/).checked).toBe(true);
    expect(await seriousFindings()).toEqual([]);
    await click(get('radio', '全部在职人员'));
    await next();
    expect(text()).toContain('工作表“外包”的列名和前面的不同');
    expect(all('button', /^新增/)).toEqual([]);
    await click(get('checkbox', '装配二（1 行）'));
    await next();
    expect(all('columnheader').map((each) => each.textContent)).toContain('工作表');
    expect(get('button', '新增 3')).toBeDefined();
    await click(get('button', /^写入 3 人$/));
    await settle(150);
    expect([...store.records.all.values()].map(({ data }) => [data['name'], data['department']])).toEqual([
      ['甲测试', '装配一'],
      ['乙测试', '装配一'],
      ['丁测试', '外包'],
    ]);
  });

  it('one sheet looks as simple as ever', async () => {
    await openWizard(0, book(), fakeSheets([{ name: '在职', rows: [headers, ['01', '甲测试']] }]));
    expect(all('group', '导入哪些工作表')).toEqual([]);
    expect(all('checkbox', /工作表名/)).toEqual([]);
    await click(get('radio', '全部在职人员'));
    await next();
    expect(all('columnheader').map((each) => each.textContent)).not.toContain('工作表');
    expect(all('radio', '一起导入')).toEqual([]);
  });
});

describe('rows that HR marked', () => {
  it('are counted and asked about, and what the clerk says is read anew at once', async () => {
    const people = Array.from({ length: 10 }, (_, n) => [`0${n}`, `${'甲乙丙丁戊己庚辛壬癸'[n] ?? ''}测试`]);
    await openWizard(
      0,
      book(),
      fakeSheets([
        {
          name: '在职',
          rows: [headers, ...people],
          marked: { 2: { hidden: true }, 3: { struck: true }, 4: { coloured: true }, 5: { coloured: true } },
        },
      ]),
    );
    await click(get('radio', '全部在职人员'));
    await next();
    expect(text()).toContain('有 1 行被筛选或隐藏，是否一起导入？');
    expect(text()).toContain('1 行有删除线，HR 常用它标离职。');
    expect(text()).toContain('2 行整行有底色，HR 常用它标离职。');
    expect(get('button', '新增 10')).toBeDefined();
    expect(all('radio', '当作离职')).toHaveLength(2);
    expect(await seriousFindings()).toEqual([]);
    await click(get('radio', '不导入'));
    await settle(150);
    expect(get('button', '新增 9')).toBeDefined();
    expect(text()).toContain('另有 1 行按您说的不导入');
    expect(text()).not.toContain('甲测试');
  });

  it('a list that is coloured all over is decorated, not marked', async () => {
    const rows = [headers, ['01', '甲测试'], ['02', '乙测试'], ['03', '丙测试']];
    await openWizard(
      0,
      book(),
      fakeSheets([{ name: '在职', rows, marked: { 2: { coloured: true }, 4: { coloured: true } } }]),
    );
    await click(get('radio', '全部在职人员'));
    await next();
    expect(text()).not.toContain('底色');
  });
});
