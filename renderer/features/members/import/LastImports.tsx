import { Button } from 'antd';
import { useState } from 'react';
import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import type { ImportSummary } from '../../../store/port.ts';
import { useStoreEvents } from '../../../records/ui/events.ts';
import { useLoaded } from '../../../records/ui/useLoaded.ts';
import { count, whenInWords } from '../../../records/ui/words.ts';
import { organisationName, useWorkspace } from '../../../records/ui/workspace.tsx';
import { UndoDialog } from './UndoDialog.tsx';
import { UndoneCell } from './UndoneCell.tsx';

/** Whether 撤回本次导入 is still offered: until the next import of the kind or seven days (K44). */
export function mayUndo(summary: ImportSummary, now: Date): boolean {
  return (
    summary.undoneAt === undefined && summary.undoUntil !== undefined && summary.undoUntil > now.toISOString()
  );
}

interface LastImportsProps {
  readonly definition: RecordDefinition;
  /** Acts written like an import (三方核对, 登记会费) instead of imports of sheets. */
  readonly acts?: boolean;
}

/** Earlier imports, and the way to take the last one back. */
export function LastImports({ definition, acts = false }: LastImportsProps) {
  const workspace = useWorkspace();
  const { store, events, scope } = workspace;
  const many = scope.organisations.length > 1;
  const [all, reload] = useLoaded(() => store.imports(definition.type), definition.type);
  const [undoing, setUndoing] = useState<ImportSummary>();
  useStoreEvents(events, (event) => {
    if (event.kind === 'records') reload();
  });
  const imports = (all ?? []).filter((summary) => (summary.act !== undefined) === acts);
  if (imports.length === 0) return null;
  const title = acts ? '以前在这里办的' : '以前的导入';
  return (
    <section className="last-imports" aria-label={title}>
      <h2>{title}</h2>
      <table className="plain-table">
        <thead>
          <tr>
            <th>什么时候</th>
            {many ? <th>单位</th> : null}
            <th>谁</th>
            <th>{acts ? '办了什么' : '文件'}</th>
            {acts ? null : <th className="number">新增</th>}
            <th className="number">改动</th>
            <th>
              <span className="unseen">办理</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {imports.slice(0, 10).map((summary) => (
            <tr key={summary.importId}>
              <td>{whenInWords(summary.at)}</td>
              {many ? <td>{organisationName(workspace, summary.organisation)}</td> : null}
              <td>{summary.userName}</td>
              <td>{summary.fileLabel}</td>
              {acts ? null : <td className="number">{count(summary.created)}</td>}
              <td className="number">{count(summary.changed)}</td>
              <td>
                {summary.undoneAt !== undefined ? (
                  <UndoneCell summary={summary} countWord={definition.countWord} />
                ) : mayUndo(summary, new Date()) ? (
                  <Button
                    size="small"
                    onClick={() => {
                      setUndoing(summary);
                    }}
                  >
                    {acts ? '撤回' : '撤回本次导入'}
                  </Button>
                ) : (
                  <span className="quiet">
                    {(all ?? []).some(
                      (later) =>
                        later.act === undefined &&
                        later.at > summary.at &&
                        later.organisation === summary.organisation &&
                        later.undoneAt === undefined,
                    )
                      ? '后来又导入过，不能撤回了'
                      : '过了 7 天，不能撤回了'}
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {undoing === undefined ? null : (
        <UndoDialog
          definition={definition}
          summary={undoing}
          onClose={() => {
            setUndoing(undefined);
            reload();
          }}
        />
      )}
    </section>
  );
}
