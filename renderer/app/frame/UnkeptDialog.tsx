import { Button, Modal } from 'antd';

interface UnkeptDialogProps {
  readonly onStay: () => void;
  readonly onLock: () => void;
}

/** 锁定 was pressed and what is half typed could not be put away: the lock would take it from the screen. */
export function UnkeptDialog({ onStay, onLock }: UnkeptDialogProps) {
  return (
    <Modal
      open
      width={480}
      title="还没有锁定"
      mask={{ closable: false }}
      onCancel={onStay}
      footer={
        <>
          <Button onClick={onLock}>放弃刚填的，锁定</Button>
          <Button type="primary" onClick={onStay}>
            先不锁定
          </Button>
        </>
      }
    >
      <p>
        刚填的内容没能放进暂存（磁盘可能满了），现在只在屏幕上；保存过的都在，请清理磁盘后再锁定，或者放弃刚填的再锁定。
      </p>
    </Modal>
  );
}
