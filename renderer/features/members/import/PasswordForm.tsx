import { Button, Input } from 'antd';
import { useState } from 'react';
import { Sentence } from '../../../records/ui/Sentence.tsx';

interface PasswordFormProps {
  readonly fileName: string;
  /** How often it may still be tried. */
  readonly left: number;
  /** Whether the last try was wrong. */
  readonly wrong: boolean;
  readonly busy: boolean;
  readonly onPassword: (password: string) => void;
  readonly onOther: () => void;
}

/** The open-password of a workbook (K14). It leaves this box with the click, and the box is empty from then on. */
export function PasswordForm({ fileName, left, wrong, busy, onPassword, onOther }: PasswordFormProps) {
  const [typed, setTyped] = useState('');
  const [missing, setMissing] = useState(false);
  return (
    <form
      className="password-form"
      aria-label="打开加密的表格"
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        if (busy) return;
        setMissing(typed === '');
        setTyped('');
        if (typed !== '') onPassword(typed);
      }}
    >
      <p className="nothing-lead">“{fileName}”设了打开密码。</p>
      {wrong ? (
        <Sentence tone="error">
          密码不对，没有打开，也没有写入任何内容。还可以试 {left} 次；大小写要和设的时候一样。
        </Sentence>
      ) : null}
      {missing ? <Sentence tone="error">还没有输密码。</Sentence> : null}
      <div className="field">
        <label htmlFor="sheet-password">这份表格的打开密码</label>
        <Input
          id="sheet-password"
          type="password"
          autoComplete="off"
          autoFocus
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
          }}
        />
      </div>
      <p className="quiet">密码只用来打开这一次，不保存在任何地方。</p>
      <div className="done-buttons">
        <Button type="primary" htmlType="submit" loading={busy}>
          打开
        </Button>
        <Button onClick={onOther}>换一个文件</Button>
      </div>
    </form>
  );
}
