import { CheckOutlined, DiffOutlined, WarningOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { SyncState } from '../../store/index/port.ts';
import type { HistoryLine } from '../../store/port.ts';

type State = SyncState | HistoryLine['state'];

const marks: Readonly<
  Record<State, { readonly word: string; readonly tone: string; readonly icon: ReactNode }>
> = {
  saved: { word: '已保存', tone: 'tone-wait', icon: <span className="ring" aria-hidden="true" /> },
  backedUp: { word: '已备份', tone: 'tone-ok', icon: <CheckOutlined aria-hidden="true" /> },
  reported: { word: '已上报', tone: 'tone-ok', icon: <CheckOutlined aria-hidden="true" /> },
  rejected: { word: '被退回', tone: 'tone-error', icon: <WarningOutlined aria-hidden="true" /> },
  conflict: { word: '待核对', tone: 'tone-link', icon: <DiffOutlined aria-hidden="true" /> },
  givenUp: { word: '已放弃', tone: 'tone-quiet', icon: null },
};

/** The word alone, for copying and for menus. */
export function stateWord(state: State): string {
  return marks[state].word;
}

/** Where a piece of work is now: a mark and always its word (K5). */
export function StateMark({ state, quiet = false }: { readonly state: State; readonly quiet?: boolean }) {
  const mark = marks[state];
  // In a list of thousands the ordinary state stays grey; only what waits for somebody has a colour.
  const calm = quiet && (state === 'backedUp' || state === 'reported');
  return (
    <span className={`state-mark ${calm ? 'tone-quiet' : mark.tone}`}>
      {calm ? null : mark.icon}
      {mark.word}
    </span>
  );
}
