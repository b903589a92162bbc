import type { FieldValue, RecordDefinition } from '../../../domain/records/definition.ts';
import type { HistoryLine } from '../../store/port.ts';
import { StateMark } from '../ui/StateMark.tsx';
import { showInFile } from '../ui/values.ts';
import { whenInWords } from '../ui/words.ts';

interface HistoryPanelProps {
  readonly definition: RecordDefinition;
  readonly lines: readonly HistoryLine[];
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

/** 变更记录: who, when, from what to what, and where it is now (K5). */
export function HistoryPanel({ definition, lines }: HistoryPanelProps) {
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
            {line.changes.length > listed ? (
              <b>共 {line.changes.length} 项</b>
            ) : (
              line.changes.map((change) => <Change key={change.field} definition={definition} {...change} />)
            )}
          </li>
        ))}
        {lines.length === 0 ? (
          <li className="quiet">这台电脑上还没有变更。别的电脑以前改的，记录在那台电脑上，没有丢。</li>
        ) : null}
      </ol>
    </aside>
  );
}
