import { Blob as NodeBlob, File as NodeFile } from 'node:buffer';
import { act } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { isoDateOf } from '../../../../domain/rules/calendar.ts';
import { monthAfter } from '../../../../domain/rules/dues.ts';
import type { RecordData } from '../../../../domain/records/definition.ts';
import { seriousFindings } from '../../support/axe.ts';
import { createFakeStore } from '../../support/fakeStore.ts';
import type { FakeOptions, FakeStore } from '../../support/fakeStore.ts';
import { all, click, fill, furnishJsdom, get, openApp, settle, text } from '../../support/page.tsx';

furnishJsdom();

// jsdom's files cannot be read as streams; Node's can, as Chromium's can.
beforeEach(() => {
  vi.stubGlobal('Blob', NodeBlob);
  vi.stubGlobal('File', NodeFile);
});

const month = isoDateOf(new Date()).slice(0, 7);
const before = monthAfter(month, -1);
const field = (name: string, of: string): string => `${name}${of.slice(5)}`;

/** Four members, the first two with last month's and this month's base; only the first has paid both. */
function office(options: FakeOptions = {}): FakeStore {
  const store = createFakeStore(options);
  for (const [at, name] of ['甲测试', '乙样例', '丙演示', '丁假名'].entries()) {
    store.records.add('member', 'o1', {
      name,
      employeeNo: `0000${at + 1}`,
      department: '装配车间',
      membershipStatus: at === 3 ? '04' : '02',
      employmentState: '1',
      joinDate: '2019-03-18',
    });
  }
  const members = [...store.records.all.values()];
  for (const [at, member] of members.slice(0, 2).entries()) {
    const years = new Map<string, Record<string, string | number>>();
    for (const of of [before, month]) {
      const year = of.slice(0, 4);
      const data = years.get(year) ?? {
        memberId: member.id,
        year: Number(year),
        name: String(member.data['name']),
        employeeNo: String(member.data['employeeNo']),
      };
      years.set(year, {
        ...data,
        [field('base', of)]: 308_600,
        [field('due', of)]: 1540,
        ...(at === 0 ? { [field('paid', of)]: 1540 } : {}),
      });
    }
    for (const data of years.values()) store.records.add('duesYear', 'o1', data);
  }
  return store;
}

/** The sessions are loaded when the page opens, the first time from the disk. */
async function until(ready: () => boolean): Promise<void> {
  for (let turn = 0; turn < 100 && !ready(); turn += 1) await settle(50);
}

async function openDues(
  store: FakeStore,
  ready: () => boolean = () => all('button', /^应缴人数 /).length > 0,
) {
  await openApp(store, '#/members/dues');
  await until(ready);
  await settle(40);
}

const figure = (label: string): string =>
  get('button', new RegExp(`^${label} `)).getAttribute('aria-label') ?? '';
const names = (): readonly string[] =>
  [...document.querySelectorAll('[aria-label="会费名单"] .grid-rows [role="row"]')].map(
    (row) => row.querySelectorAll('[role="cell"]')[2]?.textContent ?? '',
  );
const yearOf = (store: FakeStore, name: string): RecordData | undefined =>
  [...store.records.all.values()].find(
    (record) =>
      record.type === 'duesYear' &&
      record.data['name'] === name &&
      record.data['year'] === Number(month.slice(0, 4)),
  )?.data;

describe('会费', () => {
  it('has four figures that open their people, and reads well', async () => {
    await openDues(office());
    expect(figure('应缴人数')).toContain('3');
    expect(figure('应缴')).toContain('30.80，另有 1 人没有基数');
    expect(figure('已缴')).toContain('15.40，1 人');
    expect(figure('欠缴')).toContain('30.80，2 人，其中本月 15.40');
    expect(names()).toEqual(['甲测试', '乙样例', '丙演示']);
    expect(await seriousFindings()).toEqual([]);
    await click(get('button', /^欠缴 /));
    await settle(40);
    expect(names()).toEqual(['乙样例', '丙演示']);
    const row = document.querySelector('[aria-label="会费名单"] .grid-rows [role="row"]');
    expect(row?.textContent).toContain('230.80');
    expect(text()).toContain('2 个月没有基数，没算进去');
    await fill(get('textbox', '在名单里找'), '样例');
    await settle(40);
    expect(names()).toEqual(['乙样例']);
  });

  it('registers what the chosen owe as one act, which can be taken back', async () => {
    const store = office();
    await openDues(store);
    await click(get('button', /^欠缴 /));
    await settle(40);
    await click(get('button', '全选这 2 人'));
    await click(get('button', '登记已缴'));
    await until(() => text().includes('1 人不会登记，原样不动'));
    await click(get('radio', '连以前欠的一起'));
    await until(() => all('button', '登记 1 人，30.80 元').length > 0);
    await fill(get('textbox', '收据号'), 'A-17');
    await click(get('button', '登记 1 人，30.80 元'));
    await until(() => all('button', '知道了').length > 0);
    await click(get('button', '知道了'));
    await until(() => figure('欠缴').includes('0.00，1 人'));
    expect(yearOf(store, '乙样例')).toMatchObject({
      [field('paid', month)]: 1540,
      [field('method', month)]: '2',
      [field('receipt', month)]: 'A-17',
    });
    expect(text()).toContain('刚才登记 1 人已缴 30.80 元，已保存在本机。');
    expect(figure('欠缴')).toContain('0.00，1 人');
    await click(get('button', '撤回'));
    await settle(40);
    expect(get('dialog').textContent).toContain('撤回');
  });

  it('exports the sheet through the log, with a reason', async () => {
    const store = office();
    await openDues(store);
    await click(get('button', '导出明细表'));
    await settle(20);
    await click(get('button', '导出'));
    expect(text()).toContain('请写一句用途，会记入操作日志。');
    await fill(get('textbox', '用途'), '报财务');
    await click(get('button', '导出'));
    await until(() => text().includes('已导出'));
    expect(store.calls.find((call) => call.name === 'exportRows')?.input).toMatchObject({
      reason: '报财务',
      query: { type: 'duesYear', organisations: ['o1'] },
    });
    expect(text()).toContain('已导出 2 人，记入了操作日志。');
  });

  it('asks for a unit where there are several, and offers a reader nothing to write', async () => {
    const several = '会费按单位记。请先在上方选一个单位。';
    await openDues(office({ units: ['样例一厂联合工会委员会'] }), () => text().includes(several));
    expect(text()).toContain(several);
    document.body.innerHTML = '';
    await openDues(office({ roles: ['chair'] }));
    expect(figure('应缴人数')).toContain('3');
    expect(all('button', '登记已缴')).toEqual([]);
    expect(all('button', '导入工资表')).toEqual([]);
  });
});

describe('导入工资表', () => {
  const sheet = (): File =>
    new File(
      [
        new TextEncoder().encode(
          [
            '工号,姓名,会费基数,奖金,代扣会费',
            '00001,甲测试,3086.00,1,15.40',
            '00003,丙演示,4005.50,1,19.00',
            '00004,丁假名,4000,1,0',
            '00099,癸外人,4000,1,20',
          ].join('\r\n'),
        ),
      ],
      '工资.csv',
    );

  it('shows what would be written before it is, and writes all of it at once', async () => {
    const store = office();
    await openApp(store, `#/members/dues/import?month=${month}`);
    await until(() => document.querySelector('input[type="file"]') !== null);
    const picker = document.querySelector<HTMLInputElement>('input[type="file"]');
    if (picker === null) throw new Error('no file box');
    Object.defineProperty(picker, 'files', { configurable: true, value: [sheet()] });
    Object.defineProperty(picker, 'value', { configurable: true, writable: true, value: '' });
    await act(async () => {
      picker.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await until(() => all('button', '下一步：看结果').length > 0);
    await click(get('button', '下一步：看结果'));
    await until(() => all('button', /^扣的和应缴不同/).length > 0);
    expect(get('button', '扣的和应缴不同 1')).toBeDefined();
    expect(get('button', '本月已记过 1')).toBeDefined();
    expect(get('button', '不缴会费 1')).toBeDefined();
    expect(get('button', '没有找到人 1')).toBeDefined();
    expect(text()).toContain('少扣 1.00，算欠缴。');
    expect(text()).toContain('现在还没有写入任何内容。');
    expect(yearOf(store, '丙演示')).toBeUndefined();
    expect(await seriousFindings()).toEqual([]);
    await click(get('button', '写入 1 人'));
    await until(() => text().includes('写好了'));
    expect(text()).toContain('写好了：1 人的会费，已保存在本机。');
    expect(yearOf(store, '丙演示')).toMatchObject({
      [field('base', month)]: 400_550,
      [field('due', month)]: 2000,
      [field('paid', month)]: 1900,
    });
  });
});
