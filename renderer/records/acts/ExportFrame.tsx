import { Button, Input, Modal } from 'antd';
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { Sentence } from '../ui/Sentence.tsx';

interface ExportFrameProps {
  readonly title: string;
  readonly confirm: string;
  readonly width?: 480 | 640;
  readonly usualReason?: string;
  readonly disabled?: boolean;
  /** What is exported, above the reason. */
  readonly lead?: ReactNode;
  /** Choices below the reason. */
  readonly children?: ReactNode;
  /** Answers with what went wrong; nothing of it when the dialog is closed or the clerk kept no file. */
  readonly onRun: (reason: string) => Promise<string | undefined>;
  readonly onLeave: () => void;
}

/** The dialog of every export: nothing leaves the program without a reason, which goes into the log (K43). */
export function ExportFrame(props: ExportFrameProps) {
  const { title, confirm, width = 480, usualReason = '', disabled = false, lead, children } = props;
  const id = useId();
  const [reason, setReason] = useState(usualReason);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const run = async (): Promise<void> => {
    if (reason.trim() === '') {
      setTrouble('请写一句用途，会记入操作日志。');
      return;
    }
    setBusy(true);
    const answer = await props.onRun(reason.trim());
    setBusy(false);
    setTrouble(answer);
  };
  return (
    <Modal
      open
      width={width}
      title={title}
      mask={{ closable: false }}
      onCancel={props.onLeave}
      footer={
        <>
          <Button onClick={props.onLeave}>先不导出</Button>
          <Button type="primary" loading={busy} disabled={disabled} onClick={() => void run()}>
            {confirm}
          </Button>
        </>
      }
    >
      <div className="act-form">
        {lead}
        <div className="field">
          <label className="field-label" htmlFor={id}>
            用途
          </label>
          <Input
            id={id}
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
        {children}
        {trouble === undefined ? null : <Sentence tone="error">{trouble}</Sentence>}
      </div>
    </Modal>
  );
}
