import { Button } from 'antd';
import { useState } from 'react';
import { isoDateOf } from '../../../domain/rules/calendar.ts';
import { Sentence } from '../../records/ui/Sentence.tsx';
import { useWorkspace } from '../../records/ui/workspace.tsx';
import { weakness } from '../../store/keys/passphrase.ts';
import { PasswordBox } from '../gate/PasswordBox.tsx';

interface Told {
  readonly tone: 'ok' | 'error';
  readonly words: string;
}

function MakeBackup() {
  const { store, host } = useWorkspace();
  const [passphrase, setPassphrase] = useState('');
  const [told, setTold] = useState<Told>();
  const [busy, setBusy] = useState(false);
  const run = async (): Promise<void> => {
    const weak = weakness(passphrase);
    if (weak !== undefined) {
      setTold({ tone: 'error', words: weak });
      return;
    }
    setBusy(true);
    const bytes = await store.exportBackup(passphrase);
    const kept = bytes.ok
      ? await host.saveFile(
          `本单位备份${isoDateOf(new Date()).replaceAll('-', '')}.ghbackup`,
          bytes.value,
          'backup',
        )
      : bytes;
    setBusy(false);
    if (!kept.ok) setTold({ tone: 'error', words: kept.error.message });
    else if (kept.value) {
      setTold({ tone: 'ok', words: '备份写好了。恢复时要用这个备份密码，请记住它；文件可以放在 U 盘里。' });
      setPassphrase('');
    }
  };
  return (
    <section className="settings-part" aria-label="写一份备份">
      <h2>写一份备份</h2>
      <p className="quiet">
        把这台电脑上的资料加密写成一个文件，包括还没有送到省平台的。没有密码谁也打不开。
      </p>
      {told === undefined ? null : <Sentence tone={told.tone}>{told.words}</Sentence>}
      <PasswordBox
        id="backup-password"
        label="备份密码"
        value={passphrase}
        error={undefined}
        hint="至少 12 位，或 4 个词"
        good={passphrase !== '' && weakness(passphrase) === undefined ? '够长了' : undefined}
        autoComplete="new-password"
        onChange={setPassphrase}
        onEnter={() => void run()}
      />
      <Button type="primary" loading={busy} onClick={() => void run()}>
        写备份
      </Button>
    </section>
  );
}

function HowToRestore() {
  return (
    <section className="settings-part" aria-label="用备份恢复">
      <h2>用备份恢复</h2>
      <p>
        恢复要在没有开通过的电脑上做：打开程序，在第一屏点“用备份恢复”，选备份文件，输备份密码。
        这台电脑上已经有资料，不会被备份盖掉。
      </p>
    </section>
  );
}

/** 备份与恢复: one button writes; reading back is the first screen's (R21). */
export function BackupPanel() {
  return (
    <div className="settings-parts">
      <MakeBackup />
      <HowToRestore />
    </div>
  );
}
