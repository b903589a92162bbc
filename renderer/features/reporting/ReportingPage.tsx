import { Button, Tabs } from 'antd';
import { useState } from 'react';
import { Navigate, useNavigate, useParams } from 'react-router';
import type { SyncSummary } from '../../store/port.ts';
import { PageHead } from '../../records/ui/PageHead.tsx';
import { useStoreEvents } from '../../records/ui/events.ts';
import { useStatusLine } from '../../records/ui/statusLine.tsx';
import { useLoaded } from '../../records/ui/useLoaded.ts';
import { count, whenInWords } from '../../records/ui/words.ts';
import { useWorkspace } from '../../records/ui/workspace.tsx';
import { ReturnedTab } from './ReturnedTab.tsx';
import { ReviewTab } from './ReviewTab.tsx';
import { SentTab } from './SentTab.tsx';
import { WaitingTab } from './WaitingTab.tsx';

const tabs = ['waiting', 'returned', 'review', 'sent'] as const;
type Tab = (typeof tabs)[number];

function connectionWords(sync: SyncSummary): string {
  if (sync.trouble !== undefined) return sync.trouble;
  if (!sync.online)
    return `现在没有连上省平台。您照常做，${count(sync.waiting)} 条已保存在本机，连上后自动发送。`;
  if (sync.waiting === 0) return '都送到省平台了。';
  return `${count(sync.waiting)} 条在本机，正在自动送到省平台。`;
}

/** 数据上报: what waits, what came back, what to compare, what has gone; offline it looks as usual. */
export function ReportingPage() {
  const { tab } = useParams();
  const navigate = useNavigate();
  const { store, events } = useWorkspace();
  const [sync, reload] = useLoaded(() => store.syncSummary());
  const [busy, setBusy] = useState(false);
  useStoreEvents(events, (event) => {
    if (event.kind === 'sync') reload();
  });
  const now = tabs.find((each): each is Tab => each === tab);
  useStatusLine(
    sync === undefined
      ? []
      : [
          { text: '待上报', value: count(sync.waiting), after: '条' },
          ...(sync.waiting > 0 && !sync.online ? [{ text: '在本机，没有丢' }] : []),
          ...(sync.localOnly > 0 ? [{ text: '仅存本机', value: count(sync.localOnly), after: '条' }] : []),
          ...(sync.waitingForOthers > 0
            ? [{ text: '等咨询师登录后送', value: count(sync.waitingForOthers), after: '条' }]
            : []),
        ],
  );
  if (now === undefined) {
    // Not before it is known whether something came back: that is where a clerk is led first.
    if (sync === undefined) return null;
    return <Navigate to={sync.rejected > 0 ? '/reporting/returned' : '/reporting/waiting'} replace />;
  }
  const items = [
    { key: 'waiting', label: `待上报 ${count(sync?.waiting ?? 0)}`, children: <WaitingTab /> },
    { key: 'returned', label: `被退回 ${count(sync?.rejected ?? 0)}`, children: <ReturnedTab /> },
    { key: 'review', label: `待核对 ${count(sync?.conflicts ?? 0)}`, children: <ReviewTab /> },
    { key: 'sent', label: '已上报', children: <SentTab /> },
  ];
  return (
    <section className="page reporting" aria-label="数据上报">
      <PageHead title="数据上报" note="连上省平台后自动发送，不用守着">
        <Button
          type="primary"
          loading={busy}
          onClick={() => {
            setBusy(true);
            void store.syncNow().then(() => {
              setBusy(false);
              reload();
            });
          }}
        >
          {sync?.online === false ? '再试一次' : '立即上报并接收'}
        </Button>
      </PageHead>
      {sync === undefined ? null : (
        <div className="sentence" role="status">
          <span className={sync.online ? 'dot' : 'dot off'} aria-hidden="true" />
          <span className="grow">{connectionWords(sync)}</span>
          <span className="small quiet">
            {sync.lastSuccess === undefined ? '还没有成功连过' : `上次成功：${whenInWords(sync.lastSuccess)}`}
          </span>
        </div>
      )}
      <Tabs
        className="fill-tabs"
        activeKey={now}
        items={items}
        destroyOnHidden
        onChange={(key) => void navigate(`/reporting/${key}`)}
      />
    </section>
  );
}
