import { Link } from 'react-router';
import type { SyncSummary } from '../../store/port.ts';
import type { StatusPart } from '../../records/ui/statusLine.tsx';
import { count, whenInWords } from '../../records/ui/words.ts';

interface StatusBarProps {
  readonly parts: readonly StatusPart[];
  readonly sync: SyncSummary | undefined;
}

function Corner({ sync }: { readonly sync: SyncSummary }) {
  const state = sync.online ? '已连接' : '未连接（照常使用）';
  return (
    <nav className="corner" aria-label="数据上报">
      <Link to="/reporting" title={sync.trouble}>
        <span className={sync.online ? 'dot' : 'dot off'} aria-hidden="true" />
        {state}
      </Link>
      {sync.wrongClock === true ? (
        <Link to="/reporting" className="tone-wait">
          电脑时间不对
        </Link>
      ) : null}
      <Link to="/reporting/waiting">
        待上报<b>{count(sync.waiting)}</b>
      </Link>
      <Link to="/reporting/returned">
        被退回<b>{count(sync.rejected)}</b>
      </Link>
      <Link to="/reporting/review">
        待核对<b>{count(sync.conflicts)}</b>
      </Link>
      {sync.lastSuccess === undefined ? null : (
        <Link to="/reporting/sent" className="quiet wide">
          上次成功 {whenInWords(sync.lastSuccess)}
        </Link>
      )}
    </nav>
  );
}

/** The bottom bar: counts and sums left, as in Excel; right the corner of 数据上报, always there. */
export function StatusBar({ parts, sync }: StatusBarProps) {
  return (
    <footer className="status-bar">
      <div className="status-parts" role="status" aria-label="人数与合计">
        {parts.map((part, index) => (
          <span key={index}>
            {part.text} {part.value === undefined ? null : <b>{part.value}</b>} {part.after}
          </span>
        ))}
      </div>
      {sync === undefined ? null : <Corner sync={sync} />}
    </footer>
  );
}
