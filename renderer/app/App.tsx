import { ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN.js';
import type { ReactNode } from 'react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { RecordDefinition } from '../../domain/records/definition.ts';
import type { Host } from '../host/host.ts';
import { pageNonce } from '../host/pageNonce.ts';
import type { StorePort, StoreStatus } from '../store/port.ts';
import { EnrolScreen } from '../features/gate/EnrolScreen.tsx';
import { LockScreen } from '../features/gate/LockScreen.tsx';
import { RestoreSheet } from '../features/gate/RestoreSheet.tsx';
import { createEventHub, useStoreEvents } from '../records/ui/events.ts';
import { useNoStrayFiles } from '../records/ui/fileDrop.ts';
import type { TextSize } from '../records/ui/screen.ts';
import { SizeWishProvider, TextSizeProvider } from '../records/ui/screen.ts';
import { useLoaded } from '../records/ui/useLoaded.ts';
import { TrainingBar } from './frame/Frame.tsx';
import { Seal } from './frame/Seal.tsx';
import { SizeButtons } from './frame/SizeButtons.tsx';
import { forgetAddress } from './address.ts';
import { OpenOffice } from './OpenOffice.tsx';
import { useStoredTextSize } from './textSize.ts';
import { themeOf } from './theme.ts';

interface AppProps {
  readonly host: Host;
  readonly store: StorePort;
  readonly definitions: readonly RecordDefinition[];
  /** From the start command, read off the address before anything else could keep it. */
  readonly enrolmentCode: string;
}

/** The sheet shown while nobody is in: title bar without a unit, and nothing of anybody. */
function Gate({
  host,
  onSize,
  bare,
  children,
}: {
  readonly host: Host;
  readonly onSize: (size: TextSize) => void;
  readonly bare: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div className="frame">
      {host.kind === 'browser' ? <TrainingBar /> : null}
      {bare ? null : (
        <header className="title-bar">
          <Seal />
          <span className="unit-name">基层工会台账</span>
          <div className="grow" />
          <SizeButtons onSize={onSize} />
        </header>
      )}
      {children}
    </div>
  );
}

function Notice({ lead, more }: { readonly lead: string; readonly more: string }) {
  return (
    <div className="nothing" role="alert">
      <p className="nothing-lead">{lead}</p>
      <p className="quiet">{more}</p>
    </div>
  );
}

/** The whole application: which of its four faces is shown is the store's word alone. */
export function App({ host, store, definitions, enrolmentCode }: AppProps) {
  const [size, setSize] = useStoredTextSize();
  useNoStrayFiles();
  const events = useMemo(() => createEventHub(store), [store]);
  const [status, reload] = useLoaded(() => store.status());
  const [online, askOnline] = useLoaded(async () => (await store.syncSummary()).online);
  useStoreEvents(events, (event) => {
    if (event.kind === 'locked' || event.kind === 'office') reload();
    if (event.kind === 'sync') askOnline();
  });
  const office = status?.officeName;
  useEffect(() => {
    host.setTitle(office === undefined ? '基层工会台账' : `${office} - 基层工会台账`);
  }, [host, office]);
  /** Whose typed text the last lock could not put away: told when that user is back. */
  const [lostOf, setLostOf] = useState<string>();
  const entered = useCallback(() => {
    reload();
    askOnline();
  }, [reload, askOnline]);
  const theme = useMemo(() => themeOf(size), [size]);
  return (
    <ConfigProvider
      csp={{ nonce: pageNonce() }}
      locale={zhCN}
      theme={theme}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      <TextSizeProvider value={size}>
        <SizeWishProvider value={setSize}>{face()}</SizeWishProvider>
      </TextSizeProvider>
    </ConfigProvider>
  );

  function face(): ReactNode {
    if (status === undefined) return <div className="frame" aria-busy="true" />;
    const gate = (bare: boolean, children: ReactNode): ReactNode => (
      <Gate host={host} onSize={setSize} bare={bare}>
        {children}
      </Gate>
    );
    switch (status.phase) {
      case 'new':
        return gate(false, <EnrolScreen store={store} prefilled={enrolmentCode} onEnrolled={entered} />);
      case 'locked':
        return gate(
          true,
          <LockScreen
            key={status.lockedBecause?.at ?? ''}
            store={store}
            events={events}
            status={status}
            online={online}
            mark={<Seal />}
            lost={status.slots.some((slot) => slot.lastUsed && slot.userId === lostOf)}
            onUnlocked={(userId) => {
              if (!status.slots.some((slot) => slot.lastUsed && slot.userId === userId)) forgetAddress();
              entered();
            }}
          />,
        );
      case 'taken':
        return gate(
          false,
          <Notice
            lead="另一个窗口已经打开了基层工会台账。"
            more="资料都在那个窗口里，没有变化。请用那个窗口；不见了的话，关掉这个窗口再打开一次。"
          />,
        );
      case 'damaged':
        return gate(
          false,
          <>
            <Notice
              lead="本机资料有一处打不开。原文件没有动。"
              more="可以用备份恢复；拿不准请先打电话给区总工会。已经送到省平台的都在省平台。"
            />
            {status.slots.length > 0 ? null : (
              <div className="gate-page">
                <RestoreSheet store={store} onRestored={entered} />
              </div>
            )}
          </>,
        );
      case 'open':
        return opened(status);
    }
  }

  function opened(now: StoreStatus): ReactNode {
    const { user } = now;
    if (user === undefined || now.scope === undefined) return <div className="frame" aria-busy="true" />;
    return (
      <OpenOffice
        host={host}
        store={store}
        events={events}
        definitions={definitions}
        user={user}
        scope={now.scope}
        alone={now.alone ?? false}
        onSize={setSize}
        lost={lostOf === user.id}
        onLostRead={() => {
          setLostOf(undefined);
        }}
        onLocked={(kept) => {
          setLostOf((old) => (kept ? (old === user.id ? undefined : old) : user.id));
          reload();
        }}
      />
    );
  }
}
