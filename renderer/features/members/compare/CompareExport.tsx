import { Button, Checkbox, Input, Modal } from 'antd';
import { useState } from 'react';
import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import { isoDateOf } from '../../../../domain/rules/calendar.ts';
import type { CompareDriver } from '../../../records/compare/client.ts';
import type { Listing } from '../../../records/compare/views.ts';
import { listTitles } from '../../../records/compare/workbook.ts';
import { Sentence } from '../../../records/ui/Sentence.tsx';
import { useWorkspace } from '../../../records/ui/workspace.tsx';

interface CompareExportProps {
  readonly definition: RecordDefinition;
  readonly organisation: string;
  readonly session: CompareDriver;
  readonly listing: Listing;
  readonly onClose: (news: string | undefined) => void;
}

/** One of the lists as .xlsx. Like every export it has a reason, and its line in the log comes before the file. */
export function CompareExport({ definition, organisation, session, listing, onClose }: CompareExportProps) {
  const { store, host } = useWorkspace();
  const title = listTitles[listing.kind];
  const [reason, setReason] = useState('');
  const [reveal, setReveal] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const [busy, setBusy] = useState(false);
  const masked = Object.values(definition.fields).filter((field) => field.sensitivity === 'masked');

  const write = async (): Promise<void> => {
    if (reason.trim() === '') {
      setTrouble('请写一句用途，会记入操作日志。');
      return;
    }
    setBusy(true);
    const made = await session.workbook(listing, reveal);
    const logged = made.ok
      ? await store.exportRows({
          query: { type: definition.type, organisations: [organisation] },
          ids: made.value.ids,
          fields: [],
          reason: `三方核对 ${title}：${reason.trim()}`,
          reveal,
        })
      : made;
    // A file's name must not tell whom it is about.
    const name = `${title}${isoDateOf(new Date()).replaceAll('-', '')}.xlsx`;
    const kept = made.ok && logged.ok ? await host.saveFile(name, made.value.bytes, 'xlsx') : undefined;
    setBusy(false);
    if (!made.ok) setTrouble(made.error.message);
    else if (!logged.ok) setTrouble(logged.error.message);
    else if (kept?.ok === false) setTrouble(kept.error.message);
    else onClose(kept?.value === true ? `已导出“${title}”，记入了操作日志。` : undefined);
  };
  return (
    <Modal
      open
      width={480}
      title={`导出“${title}”？`}
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
          <Button type="primary" loading={busy} onClick={() => void write()}>
            导出
          </Button>
        </>
      }
    >
      <div className="act-form">
        <div className="field">
          <label className="field-label" htmlFor="compare-export-reason">
            用途
          </label>
          <Input
            id="compare-export-reason"
            autoFocus
            value={reason}
            maxLength={100}
            onChange={(event) => {
              setReason(event.target.value);
              setTrouble(undefined);
            }}
            onPressEnter={() => void write()}
          />
        </div>
        {listing.kind === 'doubts' ? null : (
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
          {reveal ? '将导出完整号码。会记入操作日志。' : '号码只导出一部分，如 138****1024。会记入操作日志。'}
        </p>
        {trouble === undefined ? null : <Sentence tone="error">{trouble}</Sentence>}
      </div>
    </Modal>
  );
}
