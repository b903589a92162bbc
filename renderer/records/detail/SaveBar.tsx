import { CheckOutlined, WarningOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { clockOf } from '../ui/words.ts';

interface SaveBarProps {
  readonly trouble: string | undefined;
  readonly savedAt: string | undefined;
  readonly draftAt: string | undefined;
  readonly reportLabel: string | undefined;
  readonly onDraft: () => void;
  readonly onSave: () => void;
  readonly onReport: () => void;
}

/** Fixed below a form: 暂存 · 保存 | 上报, in this order; the line before 上报 says that one answers for it. */
export function SaveBar(props: SaveBarProps) {
  return (
    <footer className="save-bar">
      <div className="grow" role="status" aria-live="polite">
        {props.trouble !== undefined ? (
          <span className="tone-error">
            <WarningOutlined aria-hidden="true" /> {props.trouble}
          </span>
        ) : props.savedAt !== undefined ? (
          <span className="tone-ok">
            <CheckOutlined aria-hidden="true" /> {clockOf(props.savedAt)} 已保存（在本机）
          </span>
        ) : props.draftAt !== undefined ? (
          <span className="quiet">
            <CheckOutlined aria-hidden="true" /> {clockOf(props.draftAt)} 已暂存，别的单位看不到
          </span>
        ) : null}
      </div>
      <Button onClick={props.onDraft}>暂存</Button>
      <Button type="primary" title="Ctrl+S" onClick={props.onSave}>
        保存
      </Button>
      {props.reportLabel === undefined ? null : (
        <>
          <span className="bar-line" aria-hidden="true" />
          <Button onClick={props.onReport}>{props.reportLabel}</Button>
        </>
      )}
    </footer>
  );
}
