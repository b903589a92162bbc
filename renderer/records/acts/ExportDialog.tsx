import { Checkbox } from 'antd';
import { useState } from 'react';
import type { RecordDefinition } from '../../../domain/records/definition.ts';
import { isoDateOf } from '../../../domain/rules/calendar.ts';
import type { Query } from '../../store/index/port.ts';
import { count } from '../ui/words.ts';
import { useWorkspace } from '../ui/workspace.tsx';
import { ExportFrame } from './ExportFrame.tsx';
import { exportWorkbook } from './exportWorkbook.ts';

interface ExportDialogProps {
  readonly definition: RecordDefinition;
  readonly query: Query;
  /** Of the query only these; undefined = all it finds. */
  readonly ids?: readonly string[] | undefined;
  readonly total: number;
  readonly onClose: (news: string | undefined) => void;
}

/** 导出表格: what leaves the program leaves with a reason, and the log has its row count. */
export function ExportDialog({ definition, query, ids, total, onClose }: ExportDialogProps) {
  const { store, host } = useWorkspace();
  const [reveal, setReveal] = useState(false);
  const [everything, setEverything] = useState(false);
  const masked = Object.values(definition.fields).filter((field) => field.sensitivity === 'masked');
  const word = definition.countWord;

  const run = async (reason: string): Promise<string | undefined> => {
    const listed = definition.list
      .map((column) => column.field)
      .filter((key) => definition.fields[key] !== undefined);
    const fields = everything ? Object.keys(definition.fields) : listed;
    const rows = await store.exportRows({
      query,
      ...(ids === undefined ? {} : { ids }),
      fields,
      reason,
      reveal,
    });
    const written = rows.ok ? await exportWorkbook(definition, fields, reveal, rows.value) : rows;
    if (!rows.ok) return rows.error.message;
    if (!written.ok) return written.error.message;
    // A file's name must not tell whom it is about (facts: no personal data in file names).
    const name = `${definition.listLabel ?? definition.label}${isoDateOf(new Date()).replaceAll('-', '')}.xlsx`;
    const kept = await host.saveFile(name, written.value, 'xlsx');
    if (!kept.ok) return kept.error.message;
    onClose(kept.value ? `已导出 ${count(rows.value.length)} ${word}，记入了操作日志。` : undefined);
    return undefined;
  };
  return (
    <ExportFrame
      title={`导出这 ${count(total)} ${word}？`}
      confirm={`导出 ${count(total)} ${word}`}
      onRun={run}
      onLeave={() => {
        onClose(undefined);
      }}
    >
      <Checkbox
        checked={everything}
        onChange={(event) => {
          setEverything(event.target.checked);
        }}
      >
        导出全部栏目（不勾只导出列表里的栏目）
      </Checkbox>
      {masked.length === 0 ? null : (
        <Checkbox
          checked={reveal}
          onChange={(event) => {
            setReveal(event.target.checked);
          }}
        >
          导出完整号码（{masked.map((field) => field.label).join('、')}）
        </Checkbox>
      )}
      <p className="quiet">
        {reveal
          ? `将导出 ${count(total)} ${word}的完整号码。会记入操作日志。`
          : '号码只导出一部分，如 138****1024。会记入操作日志。'}
      </p>
    </ExportFrame>
  );
}
