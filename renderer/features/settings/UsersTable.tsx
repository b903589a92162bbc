import { Button } from 'antd';
import { useState } from 'react';
import { mayManageUsers, roleLabels } from '../../../domain/access.ts';
import { Sentence } from '../../records/ui/Sentence.tsx';
import { NumberedTable } from '../../records/ui/NumberedTable.tsx';
import { useLoaded } from '../../records/ui/useLoaded.ts';
import { whenInWords } from '../../records/ui/words.ts';
import { useWorkspace } from '../../records/ui/workspace.tsx';
import type { UserSummary } from '../../store/port.ts';
import { UserDialog } from './UserDialog.tsx';

const boxWords = { general: '一般资料', hardship: '困难帮扶', counselling: '心理关爱' } as const;

/** Who was let into what when somebody unlocked: nobody may gain sight of counselling without its being seen (R12). */
function Grants() {
  const { store } = useWorkspace();
  const [grants] = useLoaded(() => store.keyGrants());
  if (grants === undefined || grants.length === 0) return null;
  return (
    <section className="settings-part" aria-label="资料交接">
      <h2>资料交接</h2>
      <ul>
        {grants.slice(0, 20).map((grant) => (
          <li key={`${grant.at}-${grant.to}-${grant.compartment}`}>
            {whenInWords(grant.at)}，{grant.by} 登录时，{grant.to} 得到了“{boxWords[grant.compartment]}
            ”的钥匙。
          </li>
        ))}
      </ul>
      <p className="quiet">如果有不该在这里的人，请告诉本单位管理员停用。</p>
    </section>
  );
}

/** The people of this office, and for an administrator what can be done about each. */
export function UsersTable({
  users,
  onChanged,
}: {
  readonly users: readonly UserSummary[];
  readonly onChanged: () => void;
}) {
  const { user, alone } = useWorkspace();
  const [open, setOpen] = useState<{ readonly act: 'remove' | 'roles'; readonly subject: UserSummary }>();
  const [done, setDone] = useState<string>();
  const manages = mayManageUsers(user.roles);
  const verb = (act: 'remove' | 'roles', subject: UserSummary, word: string) => (
    <Button
      type="link"
      size="small"
      aria-label={`${word} ${subject.name}`}
      onClick={() => {
        setDone(undefined);
        setOpen({ act, subject });
      }}
    >
      {word}
    </Button>
  );
  return (
    <>
      {done === undefined ? null : <Sentence tone="ok">{done}</Sentence>}
      <NumberedTable heads={['姓名', ...(alone ? [] : ['角色']), ...(manages ? ['办理'] : [])]}>
        {users.map((each, index) => (
          <tr key={each.id}>
            <td className="row-number">{index + 1}</td>
            <td>
              {each.name}
              {each.id === user.id ? <span className="quiet">（您）</span> : null}
            </td>
            {alone ? null : <td>{each.roles.map((role) => roleLabels[role]).join('、')}</td>}
            {manages ? (
              <td>
                {each.elsewhere === true ? (
                  <span className="quiet">在别的电脑上登录，请到那台电脑上办</span>
                ) : (
                  <>
                    {alone && each.id === user.id ? null : verb('roles', each, '改角色')}
                    {each.id === user.id ? null : verb('remove', each, '停用')}
                  </>
                )}
              </td>
            ) : null}
          </tr>
        ))}
      </NumberedTable>
      <Grants />
      {open === undefined ? null : (
        <UserDialog
          act={open.act}
          subject={open.subject}
          onClose={(words) => {
            setOpen(undefined);
            setDone(words);
            if (words !== undefined) onChanged();
          }}
        />
      )}
    </>
  );
}
