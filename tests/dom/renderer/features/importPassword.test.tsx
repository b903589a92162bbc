import { Blob as NodeBlob, File as NodeFile } from 'node:buffer';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openSheets } from '../../../../renderer/records/import/readers/open.ts';
import { refuseRead } from '../../../../renderer/records/import/readers/port.ts';
import type { OpenSheets } from '../../../../renderer/records/import/readers/port.ts';
import { toXlsx } from '../../../../scripts/fixtures/workbook.ts';
import { openWizard } from '../../support/importWizard.tsx';
import { all, click, fill, furnishJsdom, get, settle, text } from '../../support/page.tsx';
import { seriousFindings } from '../../support/axe.ts';

furnishJsdom();
beforeEach(() => {
  vi.stubGlobal('Blob', NodeBlob);
  vi.stubGlobal('File', NodeFile);
});

const right = 'Planted-Pass-7';
const asked: (string | undefined)[] = [];

/** Answers as a reader of encrypted workbooks does. */
const locked: OpenSheets = (blob, limits, password) => {
  asked.push(password);
  if (password === undefined) return Promise.resolve(refuseRead('password'));
  return password === right ? openSheets(blob, limits) : Promise.resolve(refuseRead('wrongPassword'));
};

const roster = (): File =>
  new File([toXlsx({ headers: ['工号', '姓名'], rows: [['01', '甲测试']] })], '加密花名册.xlsx');

async function attempt(password: string): Promise<void> {
  await fill(get('textbox', '这份表格的打开密码'), password, false);
  await click(get('button', '打开'));
  await settle(100);
}

describe('a workbook behind an open-password', () => {
  it('asks for it, says how many tries are left, opens, and keeps it nowhere', async () => {
    asked.length = 0;
    const { store } = await openWizard(0, roster(), locked);
    const setting = vi.spyOn(store, 'writeSetting');
    expect(text()).toContain('“加密花名册.xlsx”设了打开密码');
    expect(get('textbox', '这份表格的打开密码').getAttribute('type')).toBe('password');
    expect(await seriousFindings()).toEqual([]);
    await click(get('button', '打开'));
    expect(get('alert').textContent).toContain('还没有输密码');
    await attempt('nonsense');
    expect(get('alert').textContent).toContain('还可以试 2 次');
    expect(get<HTMLInputElement>('textbox', '这份表格的打开密码').value).toBe('');
    await attempt(right);
    expect(text()).toContain('内容样子');
    expect(all('textbox', '这份表格的打开密码')).toEqual([]);
    expect(asked).toEqual([undefined, 'nonsense', right]);
    await click(get('radio', '全部在职人员'));
    await click(get('button', '下一步：看结果'));
    await settle(150);
    expect(setting.mock.calls.length).toBeGreaterThan(0);
    expect(JSON.stringify([...setting.mock.calls, { ...sessionStorage }, { ...localStorage }])).not.toContain(
      right,
    );
    expect(document.documentElement.outerHTML).not.toContain(right);
  });

  it('three wrong tries end in the way out, and another file may be picked', async () => {
    await openWizard(0, roster(), locked);
    for (const word of ['a', 'b', 'c']) await attempt(word);
    expect(get('alert').textContent).toMatch(/试了 3 次.*请在 WPS 中输入密码打开，另存一份不加密的再导入/);
    expect(get('button', '选文件')).toBeDefined();
    expect(all('textbox', '这份表格的打开密码')).toEqual([]);
  });

  it('where no reader can decrypt it, the way out is said after one try', async () => {
    await openWizard(0, roster(), () => Promise.resolve(refuseRead('password')));
    await attempt('whatever');
    expect(get('alert').textContent).toContain('这份表格加了密码，本程序打不开');
    expect(get('button', '选文件')).toBeDefined();
  });
});
