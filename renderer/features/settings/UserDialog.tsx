import { Button, Checkbox, Modal } from 'antd';
import { useState } from 'react';
import type { Role } from '../../../domain/access.ts';
import { roleLabels, roles } from '../../../domain/access.ts';
import { Sentence } from '../../records/ui/Sentence.tsx';
import { useWorkspace } from '../../records/ui/workspace.tsx';
import type { UserSummary } from '../../store/port.ts';

interface UserDialogProps {
  readonly act: 'remove' | 'roles';
  readonly subject: UserSummary;
  /** With the sentence to leave on the page when it was done. */
  readonly onClose: (done?: string) => void;
}

/** 停用 and 改角色: what happens, what stays safe, one button that does it (R14). */
export function UserDialog({ act, subject, onClose }: UserDialogProps) {
  const { store } = useWorkspace();
  const [chosen, setChosen] = useState<readonly Role[]>(subject.roles);
  const [told, setTold] = useState<string>();
  const [busy, setBusy] = useState(false);
  const verb = act === 'remove' ? '停用' : '改角色';
  const run = async (): Promise<void> => {
    if (act === 'roles' && chosen.length === 0) {
      setTold('请至少选一个角色。');
      return;
    }
    setBusy(true);
    const answer = await (act === 'remove'
      ? store.removeUser({ id: subject.id })
      : store.setRoles({ id: subject.id, roles: chosen }));
    setBusy(false);
    if (!answer.ok) setTold(answer.error.message);
    else if (act === 'remove') onClose(`${subject.name} 停用了，在这台电脑上不能再登录。做过的资料都在。`);
    else onClose(`${subject.name} 的角色改好了，下次登录起用新的。`);
  };
  return (
    <Modal
      open
      width={480}
      title={`${verb}：${subject.name}`}
      onCancel={() => {
        onClose();
      }}
      footer={[
        <Button
          key="no"
          onClick={() => {
            onClose();
          }}
        >
          不改了
        </Button>,
        <Button key="yes" type="primary" danger={act === 'remove'} loading={busy} onClick={() => void run()}>
          {verb}
        </Button>,
      ]}
    >
      {told === undefined ? null : <Sentence tone="error">{told}</Sentence>}
      {act === 'remove' ? (
        <p>
          停用以后，{subject.name} 在这台电脑上不能再登录，也不能再往省平台报。做过的资料都留着，一条不少。
          本人最后一次没有点锁定就关了电脑的话，那些改动要本人再登录一次才能上报，最好先请本人登录一次再点锁定。
          停用以后不能改回来，以后要用，重新加一个人。
        </p>
      ) : (
        <>
          <p>新的角色从 {subject.name} 下次登录起用。去掉的角色能看的资料，以后就看不到了；资料都留着。</p>
          <Checkbox.Group
            aria-label={`${subject.name} 的角色`}
            className="role-boxes"
            value={[...chosen]}
            options={roles.map((role) => ({ value: role, label: roleLabels[role] }))}
            onChange={(next) => {
              setChosen(roles.filter((role) => (next as readonly string[]).includes(role)));
            }}
          />
        </>
      )}
    </Modal>
  );
}
