import { act } from 'react';
import { Blob as NodeBlob } from 'node:buffer';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { definition } from '../../../../domain/records/types/member.ts';
import { Paste } from '../../../../renderer/features/members/paste/PastePage.tsx';
import type { ImportHandle } from '../../../../renderer/records/import/client.ts';
import { defaultLimits } from '../../../../renderer/records/import/readers/port.ts';
import { ImportSession } from '../../../../renderer/records/import/session.ts';
import { createEventHub } from '../../../../renderer/records/ui/events.ts';
import { createListMemory } from '../../../../renderer/records/ui/listMemory.ts';
import { WorkspaceProvider } from '../../../../renderer/records/ui/workspace.tsx';
import { seriousFindings } from '../../support/axe.ts';
import { createFakeHost } from '../../support/fakeHost.ts';
import { createFakeStore } from '../../support/fakeStore.ts';
import type { FakeStore } from '../../support/fakeStore.ts';
import { all, click, fill, furnishJsdom, get, settle, show, text } from '../../support/page.tsx';
import { inventedNumber, inventedPerson } from '../../support/people.ts';

furnishJsdom();
// jsdom's blobs cannot be read as streams; Node's can, as Chromium's can.
beforeEach(() => {
  vi.stubGlobal('Blob', NodeBlob);
});

/** The session in this very process: the same answers, each a promise, without a worker. */
function openHere(_type: string, organisation: string, name?: string): ImportHandle {
  const session = new ImportSession(definition, organisation, defaultLimits, name);
  const remote = new Proxy(session, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key);
      if (typeof member !== 'function') return member;
      return async (...args: unknown[]): Promise<unknown> => Reflect.apply(member, target, args) as unknown;
    },
  });
  return {
    session: remote as unknown as ImportHandle['session'],
    gone: new Promise(() => undefined),
    close: () => undefined,
  };
}

async function openPaste(people: number): Promise<FakeStore> {
  const store = createFakeStore();
  for (let n = 0; n < people; n += 1) store.records.add('member', 'o1', inventedPerson(n));
  const status = await store.status();
  if (status.user === undefined || status.scope === undefined) throw new Error('fixture');
  const workspace = {
    store,
    host: createFakeHost(),
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
    { path: '*', element: <Paste definition={definition} open={openHere} /> },
  ]);
  await show(
    <WorkspaceProvider value={workspace}>
      <RouterProvider router={router} />
    </WorkspaceProvider>,
  );
  return store;
}

async function paste(plain: string, html = ''): Promise<void> {
  await act(async () => {
    const event = new Event('paste', { bubbles: true, cancelable: true });
    Object.assign(event, {
      clipboardData: { getData: (format: string) => (format === 'text/html' ? html : plain) },
    });
    (document.activeElement ?? document.body).dispatchEvent(event);
  });
  await settle(500);
}

const verdicts = () => [...document.querySelectorAll('.paste-verdict')].map((cell) => cell.textContent);

describe('粘贴录入', () => {
  it('judges a block as an import would, writes what can be, and keeps the rest with its reason', async () => {
    const store = await openPaste(3);
    expect(await seriousFindings()).toEqual([]);
    await paste(
      [
        '序号\t工号\t姓名\t身份证号\t部门',
        `1\t00900\t新人甲\t${inventedNumber(900)}\t"品质部"`,
        `2\t00300\t${String(inventedPerson(0)['name'])}\t\t新车间`,
        '3\t00901\t新人乙\t440000199001011234\t品质部',
      ].join('\r\n'),
    );
    expect(verdicts().map((words) => words.split('：')[0])).toEqual(['新增', '有改动', '不能导入']);
    expect(text()).toContain('现在还没有写入任何内容');
    expect(store.records.all.size).toBe(3);
    expect(await seriousFindings()).toEqual([]);
    await click(get('button', '写入 2 人'));
    await settle(500);
    expect(text()).toContain('已写入：新增 1 人，改动 1 人，已保存在本机。还有 1 行没有写');
    expect(store.records.get('member', 'r1')?.data['department']).toBe('新车间');
    expect(verdicts()).toHaveLength(1);
    // Put right where it stands.
    await fill(get('textbox', '第 1 行 身份证号'), inventedNumber(901));
    await settle(500);
    expect(verdicts()[0]).toMatch(/^新增/);
    await click(get('button', '写入 1 人'));
    await settle(500);
    expect(store.records.all.size).toBe(5);
  });

  it('tells columns by their content where no names were copied, from HTML too, and lets the clerk say', async () => {
    await openPaste(0);
    const cells = [0, 1, 2, 3].map((n) => [`测试${n}`, inventedNumber(n), `1380000000${n}`]);
    const rows = cells.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('');
    await paste(cells.map((row) => row.join(' ')).join('\n'), `<table>${rows}</table>`);
    const chosen = (name: string) =>
      get('combobox', name).closest('.ant-select')?.textContent?.replace(name, '');
    expect(chosen('第 2 列 是哪一栏')).toContain('证件号码');
    expect(chosen('第 3 列 是哪一栏')).toContain('手机');
    expect(text()).not.toContain('写入 4 人');
  });

  it('refuses more rows than a hand can check, and says where they belong', async () => {
    await openPaste(0);
    await paste(['工号\t姓名', ...Array.from({ length: 201 }, (_, n) => `${n}\t甲${n}`)].join('\n'));
    expect(get('alert').textContent).toContain('一次最多 200 行，这里有 201 行，没有读取');
    expect(all('table')).toHaveLength(0);
  });
});
