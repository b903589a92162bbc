import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { useMayWrite } from '../../records/ui/workspace.tsx';

/** The empty roster: one sentence, one button, and the whole sheet of paper to drop a file on. */
export function ImportInvitation({ onNew }: { readonly onNew: () => void }) {
  const navigate = useNavigate();
  // Who may only look is not sent to a page that is not there for them.
  if (!useMayWrite('general'))
    return (
      <div className="nothing">
        <p className="nothing-lead">还没有会员。</p>
      </div>
    );
  return (
    <div
      className="nothing"
      onDragOver={(event) => {
        event.preventDefault();
      }}
      onDrop={(event) => {
        event.preventDefault();
        const file = event.dataTransfer.files[0];
        if (file !== undefined) void navigate('/members/import', { state: { file } });
      }}
    >
      <div className="drop-sheet">
        <p className="nothing-lead">还没有会员。把人事的花名册拖到这里，或点“导入花名册”。</p>
        <p className="quiet">表格不用改，列名不一样也可以。.xlsx、.csv 都行。</p>
        <Button type="primary" size="large" autoFocus onClick={() => void navigate('/members/import')}>
          导入花名册
        </Button>
      </div>
      <p className="quiet">
        只有几个人？
        <Button type="link" className="inline" onClick={onNew}>
          一个一个录入
        </Button>
      </p>
    </div>
  );
}
