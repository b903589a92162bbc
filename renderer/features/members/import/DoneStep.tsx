import { CheckOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import type { ImportSummary } from '../../../store/port.ts';
import { count, monthDayOf } from '../../../records/ui/words.ts';
import { UndoDialog } from './UndoDialog.tsx';

interface DoneStepProps {
  readonly definition: RecordDefinition;
  readonly summary: ImportSummary;
  readonly onAgain: () => void;
}

/** Written: what, and until when it can be taken back. */
export function DoneStep({ definition, summary, onAgain }: DoneStepProps) {
  const navigate = useNavigate();
  const [undoing, setUndoing] = useState(false);
  return (
    <div className="nothing">
      <p className="nothing-lead tone-ok" role="status">
        <CheckOutlined aria-hidden="true" /> 写好了：新增 {count(summary.created)} {definition.countWord}
        ，改动 {count(summary.changed)} {definition.countWord}，已保存在本机。
      </p>
      <p className="quiet">
        {summary.undoUntil === undefined ? '' : `${monthDayOf(summary.undoUntil)}前、下一次导入前可以撤回。`}
        原来那份表格里有完整的身份证号，用完请删掉或收好。
      </p>
      <div className="done-buttons">
        <Button
          type="primary"
          size="large"
          autoFocus
          onClick={() => void navigate(`/records/${definition.type}`)}
        >
          看{(definition.listLabel ?? definition.label).replace(/^会员/, '')}
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
