import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import type { Role } from '../../../domain/access.ts';
import { mayManageUsers, roleLabels, roles } from '../../../domain/access.ts';
import { Sentence } from '../../records/ui/Sentence.tsx';
import { useLoaded } from '../../records/ui/useLoaded.ts';
import { useWorkspace } from '../../records/ui/workspace.tsx';
import { weakness } from '../../store/keys/passphrase.ts';
import { PasswordBox } from '../gate/PasswordBox.tsx';
import { UsersTable } from './UsersTable.tsx';

function ChangePassword() {
  const { store } = useWorkspace();
  const [old, setOld] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [told, setTold] = useState<{ readonly tone: 'ok' | 'error'; readonly words: string }>();
  const weak = next === '' ? undefined : weakness(next);
  const run = async (): Promise<void> => {
    const fault =
      old === ''
        ? '请先输入现在的密码。'
        : (weakness(next) ?? (next === again ? undefined : '两次输的不一样，请再输一次。'));
    if (fault !== undefined) {
      setTold({ tone: 'error', words: fault });
      return;
    }
    const answer = await store.changePassphrase({ old, next });
    setTold(
      answer.ok
        ? { tone: 'ok', words: '密码改好了，下次登录用新的。' }
        : { tone: 'error', words: answer.error.message },
    );
    if (!answer.ok) return;
    setOld('');
    setNext('');
    setAgain('');
  };
  return (
    <section className="settings-part" aria-label="改我的登录密码">
      <h2>改我的登录密码</h2>
      {told === undefined ? null : <Sentence tone={told.tone}>{told.words}</Sentence>}
      <PasswordBox
        id="password-old"
        label="现在的"
        value={old}
        error={undefined}
        autoComplete="current-password"
        onChange={setOld}
      />
      <PasswordBox
        id="password-next"
        label="新的"
        value={next}
        error={undefined}
        good={next !== '' && weak === undefined ? '够长了' : undefined}
        hint={weak ?? '至少 12 位，或 4 个词'}
        autoComplete="new-password"
        onChange={setNext}
      />
      <PasswordBox
        id="password-again"
        label="再输一次"
        value={again}
        error={undefined}
        good={again !== '' && again === next ? '两次一样' : undefined}
        autoComplete="new-password"
        onChange={setAgain}
        onEnter={() => void run()}
      />
      <Button onClick={() => void run()}>改密码</Button>
    </section>
  );
}

function AddUser({ onAdded }: { readonly onAdded: () => void }) {
  const { store } = useWorkspace();
  const [name, setName] = useState('');
  // Nothing ticked beforehand: a counsellor must not become 经办人 as well because nobody looked (R12).
  const [chosen, setChosen] = useState<readonly Role[]>([]);
  const [passphrase, setPassphrase] = useState('');
  const [told, setTold] = useState<{ readonly tone: 'ok' | 'error'; readonly words: string }>();
  const [busy, setBusy] = useState(false);
  const run = async (): Promise<void> => {
    const fault =
      name.trim() === '' ? '请填姓名。' : chosen.length === 0 ? '请至少选一个角色。' : weakness(passphrase);
    if (fault !== undefined) {
      setTold({ tone: 'error', words: fault });
      return;
    }
    setBusy(true);
    const answer = await store.addUser({ name: name.trim(), roles: chosen, passphrase });
    setBusy(false);
    setTold(
      answer.ok
        ? { tone: 'ok', words: `${name.trim()} 加好了。请本人登录后自己改一次密码。` }
        : { tone: 'error', words: answer.error.message },
    );
    if (!answer.ok) return;
    setName('');
    setChosen([]);
    setPassphrase('');
    onAdded();
  };
  return (
    <section className="settings-part" aria-label="加一个人">
      <h2>加一个人</h2>
      {told === undefined ? null : <Sentence tone={told.tone}>{told.words}</Sentence>}
      <div className="gate-field">
        <label htmlFor="user-name">姓名</label>
        <Input
          id="user-name"
          value={name}
          maxLength={50}
          autoComplete="off"
          onChange={(event) => {
            setName(event.target.value);
          }}
        />
      </div>
      <div className="gate-field">
        <span id="user-roles">角色</span>
        <Checkbox.Group
          aria-labelledby="user-roles"
          className="role-boxes"
          value={[...chosen]}
          options={roles.map((role) => ({ value: role, label: roleLabels[role] }))}
          onChange={(next) => {
            setChosen(roles.filter((role) => (next as readonly string[]).includes(role)));
          }}
        />
      </div>
      <PasswordBox
        id="user-password"
        label="登录密码"
        value={passphrase}
        error={undefined}
        hint={passphrase === '' ? '至少 12 位，或 4 个词；请本人来输' : weakness(passphrase)}
        good={passphrase !== '' && weakness(passphrase) === undefined ? '够长了' : undefined}
        autoComplete="new-password"
        onChange={setPassphrase}
      />
      <Button loading={busy} onClick={() => void run()}>
        加上
      </Button>
    </section>
  );
}

/** 人员与密码: who may unlock this PC. */
export function UsersPanel() {
  const { store, user } = useWorkspace();
  const [users, reload] = useLoaded(() => store.listUsers());
  return (
    <>
      <UsersTable users={users ?? []} onChanged={reload} />
      <div className="settings-parts">
        <ChangePassword />
        {mayManageUsers(user.roles) ? <AddUser onAdded={reload} /> : null}
      </div>
    </>
  );
}
