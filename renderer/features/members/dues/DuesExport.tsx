import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import { isoDateOf } from '../../../../domain/rules/calendar.ts';
import { Sentence } from '../../../records/ui/Sentence.tsx';
import { count } from '../../../records/ui/words.ts';
import { useWorkspace } from '../../../records/ui/workspace.tsx';
import type { DuesHandle } from './work/client.ts';
import type { DuesWish } from './work/session.ts';
import { groupWords } from './words.ts';

interface DuesExportProps {
  readonly definition: RecordDefinition;
  readonly organisation: string;
  readonly handle: DuesHandle;
  readonly wish: DuesWish;
  readonly month: string;
  readonly onClose: (news: string | undefined) => void;
}

/** 会费缴纳明细表 of the people in sight: the ordinary export with its reason and its line in the log. */
export function DuesExport({ definition, organisation, handle, wish, month, onClose }: DuesExportProps) {
  const { store, host } = useWorkspace();
  const [reason, setReason] = useState('');
  const [trouble, setTrouble] = useState<string>();
  const [busy, setBusy] = useState(false);
  const year = Number(month.slice(0, 4));
  const leave = (): void => {
    onClose(undefined);
  };
  const run = async (): Promise<void> => {
    if (reason.trim() === '') {
      setTrouble('请写一句用途，会记入操作日志。');
      return;
    }
    setBusy(true);
    const ids = await handle.ledger.recordIds(wish, year);
    const rows =
      ids.length === 0
        ? undefined
        : await store.exportRows({
            query: { type: definition.type, organisations: [organisation] },
            ids,
            fields: Object.keys(definition.fields),
            reason: reason.trim(),
            reveal: false,
          });
    if (rows?.ok !== true) {
      setBusy(false);
      setTrouble(
        rows === undefined ? `${year} 年还没有记过这些人的会费，没有可以导出的。` : rows.error.message,
      );
      return;
    }
    // The writer is loaded when somebody exports, not when the page opens.
    const { duesPaper } = await import('./work/paper.ts');
    const name = `${year}年会费缴纳明细表${isoDateOf(new Date()).replaceAll('-', '')}.xlsx`;
    const kept = await host.saveFile(name, duesPaper(year, rows.value), 'xlsx');
    setBusy(false);
    if (!kept.ok) setTrouble(kept.error.message);
    else onClose(kept.value ? `已导出 ${count(rows.value.length)} 人，记入了操作日志。` : undefined);
  };
  return (
    <Modal
      open
      width={480}
      title={`导出 ${year} 年会费缴纳明细表？`}
      mask={{ closable: false }}
      onCancel={leave}
      footer={
        <>
          <Button onClick={leave}>先不导出</Button>
          <Button type="primary" loading={busy} onClick={() => void run()}>
            导出
          </Button>
        </>
      }
    >
      <div className="act-form">
        <p className="quiet">
          {groupWords[wish.group]}
          {wish.words === '' ? '' : `、名单里找“${wish.words}”的`}，每月的基数、应缴（0.5
          %）、已缴和合计。基数就是工资，用完请收好。会记入操作日志。
        </p>
        <div className="field">
          <label className="field-label" htmlFor="dues-reason">
            用途
          </label>
          <Input
            id="dues-reason"
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
        {trouble === undefined ? null : <Sentence tone="error">{trouble}</Sentence>}
      </div>
    </Modal>
  );
}
