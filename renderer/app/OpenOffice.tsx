import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { RouterProvider } from 'react-router';
import type { RecordDefinition } from '../../domain/records/definition.ts';
import { isOffFor } from '../../domain/records/sealed.ts';
import type { OfficeScope } from '../../domain/organisation.ts';
import type { Host } from '../host/host.ts';
import type { StorePort, UserSummary } from '../store/port.ts';
import type { EventHub } from '../records/ui/events.ts';
import { createListMemory } from '../records/ui/listMemory.ts';
import type { TextSize } from '../records/ui/screen.ts';
import { UnkeptDialog } from '../records/ui/UnkeptDialog.tsx';
import { WorkspaceProvider } from '../records/ui/workspace.tsx';
import type { Workspace } from '../records/ui/workspace.tsx';
import { FrameControls } from './frame/controls.ts';
import { createRouter } from './routes.tsx';
import { useIdleLock } from './useIdleLock.ts';

interface OpenOfficeProps {
  readonly host: Host;
  readonly store: StorePort;
  readonly events: EventHub;
  readonly definitions: readonly RecordDefinition[];
  readonly user: UserSummary;
  readonly scope: OfficeScope;
  readonly alone: boolean;
  readonly onSize: (size: TextSize) => void;
  /** The last lock took what this user had typed with it. */
  readonly lost: boolean;
  readonly onLostRead: () => void;
  /** Whether everything that was typed has been put away. */
  readonly onLocked: (kept: boolean) => void;
}

/** The unlocked office. It is gone from memory when the store locks, with everything its screens held. */
export function OpenOffice(props: OpenOfficeProps) {
  const { host, store, events, definitions, user, scope, alone, onSize, lost, onLostRead, onLocked } = props;
  const [chosen, setUnit] = useState<string>();
  // A unit the office no longer acts for is no choice any more.
  const unit = scope.organisations.some((one) => one.id === chosen) ? chosen : undefined;
  const [router] = useState(createRouter);
  const [lists] = useState(createListMemory);
  const flushes = useRef(new Set<() => Promise<boolean>>());
  const [unkept, setUnkept] = useState(false);
  const beforeLock = useCallback((flush: () => Promise<boolean>) => {
    flushes.current.add(flush);
    return () => {
      flushes.current.delete(flush);
    };
  }, []);
  const lock = useCallback(
    async (reason: 'button' | 'idle' | 'sleep', anyhow = false) => {
      // What is half typed is put away first: the lock screen promises that it is there.
      const put = await Promise.all([...flushes.current].map((flush) => flush().catch(() => false)));
      const kept = put.every(Boolean);
      // Who pressed the button can still be asked; an unattended screen shows nobody's file, whatever that costs.
      if (!kept && reason === 'button' && !anyhow) {
        setUnkept(true);
        return;
      }
      await store.lock(reason);
      onLocked(kept);
    },
    [store, onLocked],
  );
  useIdleLock(host, store, lock);
  useEffect(
    () => () => {
      router.dispose();
    },
    [router],
  );
  const { realData } = scope;
  const offered = useMemo(
    () => definitions.filter((definition) => !isOffFor(definition, { realData })),
    [definitions, realData],
  );
  const workspace = useMemo(
    (): Workspace => ({
      store,
      host,
      events,
      definitions: offered,
      user,
      scope,
      alone,
      unit,
      lists,
      beforeLock,
    }),
    [store, host, events, offered, user, scope, alone, unit, lists, beforeLock],
  );
  const controls = useMemo(
    () => ({ onUnit: setUnit, onSize, onLock: () => void lock('button'), lost, onLostRead }),
    [onSize, lock, lost, onLostRead],
  );
  return (
    <WorkspaceProvider value={workspace}>
      <FrameControls value={controls}>
        <RouterProvider router={router} />
        {unkept ? (
          <UnkeptDialog
            act="锁定"
            onStay={() => {
              setUnkept(false);
            }}
            onGoOn={() => void lock('button', true)}
          />
        ) : null}
      </FrameControls>
    </WorkspaceProvider>
  );
}
