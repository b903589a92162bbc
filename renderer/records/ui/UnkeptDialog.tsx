import { Button, Modal } from 'antd';

interface UnkeptDialogProps {
  /** What was asked for and would take what is half typed from the screen. */
  readonly act: '锁定' | '离开';
  readonly onStay: () => void;
  readonly onGoOn: () => void;
}

/** Something would end the screen while what is half typed there could not be put away. */
export function UnkeptDialog({ act, onStay, onGoOn }: UnkeptDialogProps) {
  return (
    <Modal
      open
      width={480}
      title={`还没有${act}`}
      mask={{ closable: false }}
      onCancel={onStay}
      footer={
        <>
          <Button onClick={onGoOn}>放弃刚填的，{act}</Button>
          <Button type="primary" onClick={onStay}>
            先不{act}
          </Button>
        </>
      }
    >
      <p>
        刚填的内容没能放进暂存（磁盘可能满了），现在只在屏幕上；保存过的都在，请清理磁盘后再{act}
        ，或者放弃刚填的再{act}。
      </p>
    </Modal>
  );
}
