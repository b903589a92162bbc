import { Button, ConfigProvider } from 'antd';
import { useCallback, useState } from 'react';
import { Outlet, useLocation } from 'react-router';
import type { StatusPart } from '../../records/ui/statusLine.tsx';
import { StatusLineProvider } from '../../records/ui/statusLine.tsx';
import { useStoreEvents } from '../../records/ui/events.ts';
import { Sentence } from '../../records/ui/Sentence.tsx';
import { useLoaded } from '../../records/ui/useLoaded.ts';
import { useWorkspace } from '../../records/ui/workspace.tsx';
import { warmTheme } from '../theme.ts';
import type { SyncSummary } from '../../store/port.ts';
import { useFrameControls } from './controls.ts';
import { ProgressStrip } from './ProgressStrip.tsx';
import { QuickHide } from './QuickHide.tsx';
import { SideMenu } from './SideMenu.tsx';
import { StatusBar } from './StatusBar.tsx';
import { TitleBar } from './TitleBar.tsx';

/** Training has no real people in it, and says so as long as it runs (R15). */
export function TrainingBar() {
  return (
    <div className="training-bar" role="note">
      培训模式，请勿录入真实信息
    </div>
  );
}

/** Counselling has a warmer ground and no red: its screens are those of its record types. */
function useWarm(): boolean {
  const { definitions } = useWorkspace();
  const type = /^\/records\/([^/]+)/.exec(useLocation().pathname)?.[1];
  return definitions.some(
    (definition) => definition.type === type && definition.compartment === 'counselling',
  );
}

/** What stands around every screen. */
export function Frame() {
  const { onUnit, onSize, onLock, lost, onLostRead } = useFrameControls();
  const { store, events, host } = useWorkspace();
  const [parts, setParts] = useState<readonly StatusPart[]>([]);
  const [told, setTold] = useState<SyncSummary>();
  const [asked] = useLoaded(() => store.syncSummary());
  const [damage = 0] = useLoaded(() => store.damage(), useLocation().pathname);
  useStoreEvents(events, (event) => {
    if (event.kind === 'sync') setTold(event.summary);
  });
  const sync = told ?? asked;
  const warm = useWarm();
  const show = useCallback((next: readonly StatusPart[]) => {
    setParts(next);
  }, []);
  return (
    <div className={warm ? 'frame warm' : 'frame'}>
      {host.kind === 'browser' ? <TrainingBar /> : null}
      <TitleBar onUnit={onUnit} onSize={onSize} onLock={onLock} />
      <div className="frame-body">
        <SideMenu waiting={(sync?.rejected ?? 0) + (sync?.conflicts ?? 0)} />
        <main className="frame-main">
          <StatusLineProvider value={show}>
            <ProgressStrip />
            {lost ? (
              <Sentence
                tone="wait"
                action={
                  <Button size="small" onClick={onLostRead}>
                    知道了
                  </Button>
                }
              >
                上次锁定时，刚填的内容没能放进暂存，没有留下；保存过的都在，请把那几处再填一遍。
              </Sentence>
            ) : null}
            {damage === 0 ? null : (
              <Sentence tone="wait">
                本机资料有 {damage}{' '}
                处打不开，里面的档案现在看不到。原文件没有动，其余照常能用；已经送到省平台的都在省平台。
                请用最近的备份恢复，拿不准先打电话给区总工会。
              </Sentence>
            )}
            <ConfigProvider theme={warm ? warmTheme : {}}>
              <Outlet />
            </ConfigProvider>
          </StatusLineProvider>
        </main>
      </div>
      <StatusBar parts={parts} sync={sync} />
      <QuickHide />
    </div>
  );
}
