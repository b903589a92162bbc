import { ConfigProvider } from 'antd';
import { Blob as NodeBlob, File as NodeFile } from 'node:buffer';
import { act } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { definition } from '../../../../domain/records/types/member.ts';
import { CompareDesk } from '../../../../renderer/features/members/compare/CompareDesk.tsx';
import type { CompareHandle } from '../../../../renderer/records/compare/client.ts';
import { CompareSession } from '../../../../renderer/records/compare/session.ts';
import { createEventHub } from '../../../../renderer/records/ui/events.ts';
import { createListMemory } from '../../../../renderer/records/ui/listMemory.ts';
import { WorkspaceProvider } from '../../../../renderer/records/ui/workspace.tsx';
import { seriousFindings } from '../../support/axe.ts';
import { createFakeHost } from '../../support/fakeHost.ts';
import type { FakeHost } from '../../support/fakeHost.ts';
import { createFakeStore } from '../../support/fakeStore.ts';
import type { FakeStore } from '../../support/fakeStore.ts';
import { all, click, fill, furnishJsdom, get, settle, show, text } from '../../support/page.tsx';
import { inventedPerson } from '../../support/people.ts';

furnishJsdom();

// jsdom's files cannot be read as streams; Node's can, as Chromium's can.
beforeEach(() => {
  vi.stubGlobal('Blob', NodeBlob);
  vi.stubGlobal('File', NodeFile);
});

let die: () => void;

/** The session in this very process: the same answers, without a worker. */
function openHere(type: string, organisation: string): CompareHandle {
  if (type !== definition.type) throw new Error(`unexpected type ${type}`);
  const session = new CompareSession(definition, organisation);
  const remote = new Proxy(session, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key);
      if (typeof member !== 'function') return member;
      return async (...args: unknown[]): Promise<unknown> => Reflect.apply(member, target, args) as unknown;
    },
  });
  return {
    session: remote as unknown as CompareHandle['session'],
    gone: new Promise((resolve) => {
      die = resolve;
    }),
    close: () => undefined,
  };
}

const csv = (name: string, lines: readonly (readonly unknown[])[]): File =>
  new File([new TextEncoder().encode(lines.map((line) => line.map(String).join(',')).join('\r\n'))], name);

/** People 2 to 19 of the books, one of them with another phone, and two whom nobody knows. */
function hrList(): File {
  const lines: unknown[][] = [['工号', '姓名', '身份证号码', '手机号码', '基本工资']];
  for (let n = 2; n < 20; n += 1) {
    const person = inventedPerson(n);
    const phone = n === 6 ? '13999990006' : person['mobile'];
    lines.push([person['employeeNo'], person['name'], person['idNumber'], phone, '5000']);
  }
  lines.push(['90001', '甲新人', inventedPerson(601)['idNumber'], '13900000001', '5000']);
  lines.push(['90002', '乙新人', inventedPerson(602)['idNumber'], '13900000002', '5000']);
  return csv('在职名单.csv', lines);
}

function registerList(): File {
  const lines: unknown[][] = [['会员姓名', '证件号码', '手机号码']];
  for (let n = 0; n < 18; n += 1) {
    const person = inventedPerson(n);
    lines.push([person['name'], person['idNumber'], person['mobile']]);
  }
  return csv('粤工惠导出.csv', lines);
}

async function openDesk(): Promise<{ store: FakeStore; host: FakeHost }> {
  const store = createFakeStore();
  const host = createFakeHost();
  for (let n = 0; n < 20; n += 1)
    store.records.add('member', 'o1', {
      ...inventedPerson(n),
      employmentState: '1',
      membershipStatus: n === 4 ? '00' : '02',
    });
  const status = await store.status();
  if (status.user === undefined || status.scope === undefined) throw new Error('fixture');
  const workspace = {
    store,
    host,
    events: createEventHub(store),
    definitions: [definition],
    user: status.user,
    scope: status.scope,
    alone: false,
    unit: undefined,
    lists: createListMemory(),
    beforeLock: () => () => undefined,
  };
  const router = createMemoryRouter([
    { path: '*', element: <CompareDesk definition={definition} open={openHere} /> },
  ]);
  await show(
    <ConfigProvider button={{ autoInsertSpace: false }}>
      <WorkspaceProvider value={workspace}>
        <RouterProvider router={router} />
      </WorkspaceProvider>
    </ConfigProvider>,
  );
  return { store, host };
}

async function give(label: string, file: File): Promise<void> {
  const input = document.querySelector<HTMLInputElement>(`input[aria-label="${label}"]`);
  if (input === null) throw new Error(`no file box ${label}`);
  await act(async () => {
    Object.defineProperty(input, 'files', { configurable: true, value: [file] });
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await settle(120);
  await click(get('button', '对好了'));
  await settle(30);
}

async function compareAll(): Promise<void> {
  await give('人事名单文件', hrList());
  await give('粤工惠的名单文件', registerList());
  await click(get('button', '开始核对'));
  await settle(150);
}

describe('三方核对', () => {
  it('begins with one list, says which is missing, and compares the two there are', async () => {
    await openDesk();
    expect(get<HTMLButtonElement>('button', '开始核对').disabled).toBe(true);
    await give('人事名单文件', hrList());
    expect(text()).toContain('还没有粤工惠的名单：现在只核对人事名单和本单位档案。');
    expect(await seriousFindings()).toEqual([]);
    await click(get('button', '开始核对'));
    await settle(150);
    expect(text()).toContain('没有粤工惠的名单，只核对了人事名单和本单位档案');
    // The two strangers, and the one who is no member in the books.
    expect(get('button', '在厂未入会 3')).toBeDefined();
    expect(get('button', '已离职会籍未转 2')).toBeDefined();
  });

  it('shows three lists with where each person stands, and never the wages or a whole number', async () => {
    await openDesk();
    await compareAll();
    expect(get('button', '在厂未入会 5')).toBeDefined();
    expect(get('button', '已离职会籍未转 2')).toBeDefined();
    expect(get('button', '信息不一致 1')).toBeDefined();
    expect(get('button', '需要认一认 0')).toBeDefined();
    expect(await seriousFindings()).toEqual([]);
    await click(get('button', '信息不一致 1'));
    await settle(60);
    expect(text()).toContain('139****0006');
    expect(text()).not.toContain('13999990006');
    expect(text()).not.toContain('5000');
    expect(await seriousFindings()).toEqual([]);
  });

  it('enrols those of the ticked who are in the books, says whom not and why, and offers 撤回', async () => {
    const { store } = await openDesk();
    await compareAll();
    await click(get('button', '全选这 5 人'));
    await click(get('button', '集体入会…'));
    await settle(50);
    await click(get('button', '集体入会'));
    await settle(200);
    expect(text()).toContain('已办 1 人。另有 4 人没有办');
    expect(text()).toContain('本单位档案里没有这个人，没有办。');
    await click(get('button', '知道了'));
    await settle(300);
    expect(text()).toContain('刚才集体入会 1 人，已保存在本机。');
    expect(get('button', '撤回')).toBeDefined();
    expect((await store.imports('member'))[0]?.act).toBe('三方核对：集体入会');
  });

  it('takes HR’s words for a ticked line, and writes nothing before it is asked', async () => {
    const { store } = await openDesk();
    await compareAll();
    await click(get('button', '信息不一致 1'));
    await settle(60);
    expect(await store.imports('member')).toEqual([]);
    await click(get('checkbox', /^选 .* 的手机$/));
    await click(get('button', '采用人事名单的…'));
    await settle(50);
    await click(get('button', '采用人事名单的'));
    await settle(300);
    const changed = [...store.records.all.values()].filter(
      (record) => record.data['mobile'] === '13999990006',
    );
    expect(changed.map((record) => record.data['name'])).toEqual([inventedPerson(6)['name']]);
    expect(text()).toContain('刚才采用人事名单的 1 处（1 人），已保存在本机。');
    // HR and our books agree now; the register says another phone still.
    expect(get('button', '信息不一致 1')).toBeDefined();
  });

  it('exports a list with a reason, and the log hears of it first', async () => {
    const { store, host } = await openDesk();
    await compareAll();
    await click(get('button', '导出表格'));
    await settle(50);
    await click(get('button', '导出'));
    expect(text()).toContain('请写一句用途，会记入操作日志。');
    expect(host.saved).toEqual([]);
    await fill(get('textbox', '用途'), '发给车间');
    await click(get('button', '导出'));
    await settle(100);
    expect(host.saved[0]?.name).toMatch(/^在厂未入会\d{8}\.xlsx$/);
    const logged = store.calls.find((call) => call.name === 'exportRows');
    expect(JSON.stringify(logged?.input)).toContain('三方核对 在厂未入会：发给车间');
  });

  it('says so when its worker is gone, and starts from the beginning', async () => {
    await openDesk();
    await compareAll();
    await act(async () => {
      die();
    });
    await settle(30);
    expect(text()).toContain('核对的程序中途停了');
    expect(get<HTMLButtonElement>('button', '开始核对').disabled).toBe(true);
    expect(all('navigation', '核对结果')).toEqual([]);
  });
});
