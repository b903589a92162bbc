import { Button, Checkbox, Input, Modal } from 'antd';
import { useState } from 'react';
import type { RecordDefinition } from '../../../domain/records/definition.ts';
import { isoDateOf } from '../../../domain/rules/calendar.ts';
import type { Query } from '../../store/index/port.ts';
import { Sentence } from '../ui/Sentence.tsx';
import { count } from '../ui/words.ts';
import { useWorkspace } from '../ui/workspace.tsx';
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
  const [reason, setReason] = useState('');
  const [reveal, setReveal] = useState(false);
  const [everything, setEverything] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const [busy, setBusy] = useState(false);
  const masked = Object.values(definition.fields).filter((field) => field.sensitivity === 'masked');
  const word = definition.countWord;

  const run = async (): Promise<void> => {
    if (reason.trim() === '') {
      setTrouble('请写一句用途，会记入操作日志。');
      return;
    }
    setBusy(true);
    const listed = definition.list
      .map((column) => column.field)
      .filter((key) => definition.fields[key] !== undefined);
    const fields = everything ? Object.keys(definition.fields) : listed;
    const rows = await store.exportRows({
      query,
      ...(ids === undefined ? {} : { ids }),
      fields,
      reason: reason.trim(),
      reveal,
    });
    const written = rows.ok ? await exportWorkbook(definition, fields, reveal, rows.value) : rows;
    setBusy(false);
    if (!rows.ok || !written.ok) {
      if (!written.ok) setTrouble(written.error.message);
      return;
    }
    // A file's name must not tell whom it is about (facts: no personal data in file names).
    const name = `${definition.listLabel ?? definition.label}${isoDateOf(new Date()).replaceAll('-', '')}.xlsx`;
    const kept = await host.saveFile(name, written.value, 'xlsx');
    if (!kept.ok) setTrouble(kept.error.message);
    else onClose(kept.value ? `已导出 ${count(rows.value.length)} ${word}，记入了操作日志。` : undefined);
  };
  return (
    <Modal
      open
      width={480}
      title={`导出这 ${count(total)} ${word}？`}
      mask={{ closable: false }}
      onCancel={() => {
        onClose(undefined);
      }}
      footer={
        <>
          <Button
            onClick={() => {
              onClose(undefined);
            }}
          >
            先不导出
          </Button>
          <Button type="primary" loading={busy} onClick={() => void run()}>
            导出 {count(total)} {word}
          </Button>
        </>
      }
    >
      <div className="act-form">
        <div className="field">
          <label className="field-label" htmlFor="export-reason">
            用途
          </label>
          <Input
            id="export-reason"
            autoFocus
            value={reason}
            maxLength={100}
            onChange={(event) => {
              setReason(event.target.value);
              setTrouble(undefined);
            }}
            onPressEnter={() => void run()}
          />
        </div>
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
        {trouble === undefined ? null : <Sentence tone="error">{trouble}</Sentence>}
      </div>
    </Modal>
  );
}
