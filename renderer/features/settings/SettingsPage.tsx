import { Navigate, useParams } from 'react-router';
import { PageHead } from '../../records/ui/PageHead.tsx';
import { BackupPanel } from './BackupPanel.tsx';
import { DisplayPanel } from './DisplayPanel.tsx';
import { LogPanel } from './LogPanel.tsx';
import { UsersPanel } from './UsersPanel.tsx';

const panels = {
  users: { title: '人员与密码', panel: <UsersPanel /> },
  backup: { title: '备份与恢复', panel: <BackupPanel /> },
  display: { title: '显示', panel: <DisplayPanel /> },
  log: { title: '操作日志', panel: <LogPanel /> },
} as const;

const isPanel = (tab: string): tab is keyof typeof panels => tab in panels;

/** 系统设置, one page per entry of the menu. */
export function SettingsPage() {
  const { tab = '' } = useParams();
  if (!isPanel(tab)) return <Navigate to="/settings/users" replace />;
  const { title, panel } = panels[tab];
  return (
    <section className="page" aria-label={title}>
      <PageHead title={title} />
      <div className="page-scroll">{panel}</div>
    </section>
  );
}
