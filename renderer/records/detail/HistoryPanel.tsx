import type { FieldValue, RecordDefinition } from '../../../domain/records/definition.ts';
import type { HistoryLine, HistoryReach } from '../../store/port.ts';
import { StateMark } from '../ui/StateMark.tsx';
import { showInFile } from '../ui/values.ts';
import { whenInWords } from '../ui/words.ts';

interface HistoryPanelProps {
  readonly definition: RecordDefinition;
  readonly lines: readonly HistoryLine[];
  /** Undefined while that is being found out. */
  readonly reach: HistoryReach | undefined;
}

/** More changes than this in one line are counted, not listed: a first import names twenty. */
const listed = 4;

function Change({
  definition,
  field,
  from,
  to,
}: {
  readonly definition: RecordDefinition;
  readonly field: string;
  readonly from: FieldValue;
  readonly to: FieldValue;
}) {
  const known = definition.fields[field];
  const word = (value: FieldValue): string =>
    (known === undefined ? String(value ?? '') : showInFile(known, value)) || '（空）';
  return (
    <div className="history-change">
      <span className="quiet">{known?.label ?? '新栏目'}</span>
      <div>
        <span className="quiet">{word(from)}</span> → <b>{word(to)}</b>
      </div>
    </div>
  );
}

/** What stands below the oldest line, when it is not the first. */
function endOf(reach: HistoryReach | undefined, isEmpty: boolean): string | undefined {
  switch (reach) {
    case undefined:
      return undefined;
    case 'whole':
      return isEmpty ? '这一份还没有变更。' : undefined;
    case 'offline':
      return '更早的变更在省平台上，没有丢。现在没有连上，连上以后在这里补齐。';
    case 'unavailable':
      return '更早的变更在省平台上，没有丢。省平台现在没有给出来，过一会儿再打开这一份看。';
  }
}

/** 变更记录: who, when, from what to what, and where it is now (K5). */
export function HistoryPanel({ definition, lines, reach }: HistoryPanelProps) {
  const end = endOf(reach, lines.length === 0);
  return (
    <aside className="history" aria-label="变更记录">
      <h2>变更记录</h2>
      <ol>
        {lines.map((line, index) => (
          <li key={`${line.at}-${index}`}>
            <div className="history-head">
              <b>{whenInWords(line.at)}</b>
              <span>{line.userName}</span>
              <span className="grow" />
              <StateMark state={line.state} />
            </div>
            <div className="quiet">{line.what}</div>
            {line.received === undefined ? null : (
              <div className="quiet">那台电脑的时间不对，省平台是{whenInWords(line.received)}收到的。</div>
            )}
            {line.changes.length > listed ? (
              <b>共 {line.changes.length} 项</b>
            ) : (
              line.changes.map((change) => <Change key={change.field} definition={definition} {...change} />)
            )}
          </li>
        ))}
        {end === undefined ? null : <li className="quiet">{end}</li>}
      </ol>
    </aside>
  );
}
