import { ConfigProvider } from 'antd';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { definition } from '../../../domain/records/types/member.ts';
import { ImportWizard } from '../../../renderer/features/members/import/ImportWizard.tsx';
import type { ImportHandle } from '../../../renderer/records/import/client.ts';
import { openSheets } from '../../../renderer/records/import/readers/open.ts';
import { defaultLimits } from '../../../renderer/records/import/readers/port.ts';
import type { OpenSheets } from '../../../renderer/records/import/readers/port.ts';
import { ImportSession } from '../../../renderer/records/import/session.ts';
import { createEventHub } from '../../../renderer/records/ui/events.ts';
import { createListMemory } from '../../../renderer/records/ui/listMemory.ts';
import { WorkspaceProvider } from '../../../renderer/records/ui/workspace.tsx';
import { createFakeHost } from './fakeHost.ts';
import type { FakeHost } from './fakeHost.ts';
import { createFakeStore } from './fakeStore.ts';
import type { FakeStore } from './fakeStore.ts';
import { click, get, settle, show } from './page.tsx';
import { inventedPerson } from './people.ts';

let isDead: boolean;
let end: () => void;

/** Ends the worker there is not: what was asked of it, or is asked afterwards, is never answered. */
export function die(): void {
  end();
}

/** The session in this very process: the same answers, without a worker. */
function openHere(type: string, organisation: string, name?: string, open?: OpenSheets): ImportHandle {
  if (type !== definition.type) throw new Error(`unexpected type ${type}`);
  const session = new ImportSession(definition, organisation, defaultLimits, name, open);
  // A worker answers every call with a promise; so does this.
  const remote = new Proxy(session, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key);
      if (typeof member !== 'function') return member;
      return async (...args: unknown[]): Promise<unknown> => {
        const answer: unknown = await (Reflect.apply(member, target, args) as unknown);
        return isDead ? new Promise(() => undefined) : answer;
      };
    },
  });
  return {
    session: remote as unknown as ImportHandle['session'],
    gone: new Promise((resolve) => {
      isDead = false;
      end = () => {
        isDead = true;
        resolve();
      };
    }),
    close: () => undefined,
  };
}

/** The wizard over that many invented people, with a file dropped on it; `open` reads it in place of the readers. */
export async function openWizard(
  people: number,
  file: File,
  open: OpenSheets = openSheets,
): Promise<{ store: FakeStore; host: FakeHost }> {
  const store = createFakeStore();
  const host = createFakeHost();
  for (let n = 0; n < people; n += 1) store.records.add('member', 'o1', inventedPerson(n));
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
    {
      path: '*',
      element: (
        <ImportWizard
          definition={definition}
          open={(type, organisation, name) => openHere(type, organisation, name, open)}
          dropped={file}
        />
      ),
    },
  ]);
  await show(
    <ConfigProvider button={{ autoInsertSpace: false }}>
      <WorkspaceProvider value={workspace}>
        <RouterProvider router={router} />
      </WorkspaceProvider>
    </ConfigProvider>,
  );
  await settle(150);
  return { store, host };
}

export async function toResult(): Promise<void> {
  await click(get('radio', '全部在职人员'));
  await click(get('radio', '都已入会'));
  await click(get('button', '下一步：看结果'));
  await settle(200);
}
