import { Button, Modal } from 'antd';
import type { BatchOutcome } from '../../../store/actsPort.ts';
import { count } from '../../../records/ui/words.ts';

interface SkippedDialogProps {
  readonly words: string;
  readonly skipped: BatchOutcome['skipped'];
  readonly onClose: () => void;
}

/** What was left as it was, line by line, and why. */
export function SkippedDialog({ words, skipped, onClose }: SkippedDialogProps) {
  return (
    <Modal
      open
      width={480}
      title="有几处没有改"
      mask={{ closable: false }}
      onCancel={onClose}
      footer={
        <Button type="primary" onClick={onClose}>
          知道了
        </Button>
      }
    >
      <div className="act-outcome">
        <p>
          {words}另有 {count(skipped.length)} 处没有改，原样没动：
        </p>
        <ul>
          {skipped.slice(0, 200).map((item, index) => (
            <li key={`${item.id} ${index}`}>
              <b>{item.title}</b> {item.message}
            </li>
          ))}
        </ul>
      </div>
    </Modal>
  );
}
