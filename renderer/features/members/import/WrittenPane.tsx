import { CheckOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import type { ImportSummary } from '../../../store/port.ts';
import { monthDayOf } from '../../../records/ui/words.ts';
import { UndoDialog } from './UndoDialog.tsx';

interface WrittenPaneProps {
  readonly definition: RecordDefinition;
  readonly summary: ImportSummary;
  /** 新增 8 人，改动 2 人 */
  readonly written: string;
  /** What ends the undo before its day: 下一次导入. */
  readonly endsWith: string;
  /** What to do with the sheet that was read. */
  readonly source: string;
  readonly next: { readonly to: string; readonly label: string };
  readonly onAgain: () => void;
}

/** Written: what, until when it can be taken back, and where to go on. */
export function WrittenPane(props: WrittenPaneProps) {
  const { definition, summary, written, endsWith, source, next, onAgain } = props;
  const navigate = useNavigate();
  const [undoing, setUndoing] = useState(false);
  return (
    <div className="nothing">
      <p className="nothing-lead tone-ok" role="status">
        <CheckOutlined aria-hidden="true" /> 写好了：{written}，已保存在本机。
      </p>
      <p className="quiet">
        {summary.undoUntil === undefined ? '' : `${monthDayOf(summary.undoUntil)}前、${endsWith}前可以撤回。`}
        {source}
      </p>
      <div className="done-buttons">
        <Button type="primary" size="large" autoFocus onClick={() => void navigate(next.to)}>
          {next.label}
        </Button>
        <Button size="large" onClick={onAgain}>
          再导入一份
        </Button>
        <Button
          size="large"
          onClick={() => {
            setUndoing(true);
          }}
        >
          撤回本次导入
        </Button>
      </div>
      {undoing ? (
        <UndoDialog
          definition={definition}
          summary={summary}
          onClose={() => {
            setUndoing(false);
            onAgain();
          }}
        />
      ) : null}
    </div>
  );
}
