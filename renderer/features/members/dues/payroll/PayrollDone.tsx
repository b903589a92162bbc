import { CheckOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { RecordDefinition } from '../../../../../domain/records/definition.ts';
import { count, monthDayOf } from '../../../../records/ui/words.ts';
import type { ImportSummary } from '../../../../store/port.ts';
import { UndoDialog } from '../../import/UndoDialog.tsx';

interface PayrollDoneProps {
  readonly definition: RecordDefinition;
  readonly summary: ImportSummary;
  readonly onAgain: () => void;
}

/** Written: what, and until when it can be taken back. */
export function PayrollDone({ definition, summary, onAgain }: PayrollDoneProps) {
  const navigate = useNavigate();
  const [undoing, setUndoing] = useState(false);
  return (
    <div className="nothing">
      <p className="nothing-lead tone-ok" role="status">
        <CheckOutlined aria-hidden="true" /> 写好了：{count(summary.created + summary.changed)}{' '}
        人的会费，已保存在本机。
      </p>
      <p className="quiet">
        {summary.undoUntil === undefined
          ? ''
          : `${monthDayOf(summary.undoUntil)}前、下一次导入工资表前可以撤回。`}
        原来那份工资表用完请删掉或收好。
      </p>
      <div className="done-buttons">
        <Button type="primary" size="large" autoFocus onClick={() => void navigate('/members/dues')}>
          看会费
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
