import { Button } from 'antd';
import { useRef, useState } from 'react';
import { Sentence } from '../../records/ui/Sentence.tsx';
import { count } from '../../records/ui/words.ts';
import type { StorePort } from '../../store/port.ts';
import { PasswordBox } from './PasswordBox.tsx';

interface RestoreSheetProps {
  readonly store: Pick<StorePort, 'restoreBackup'>;
  /** Absent where there is nothing to go back to. */
  readonly onBack?: () => void;
  /** The books are back; everybody unlocks with their own passphrase. */
  readonly onRestored: () => void;
}

/**
 * 用备份恢复. It stands before the first unlock, because a backup goes onto a PC without users only: in the settings of an
 * opened PC it could never have been used.
 */
export function RestoreSheet({ store, onBack, onRestored }: RestoreSheetProps) {
  const [file, setFile] = useState<File>();
  const [passphrase, setPassphrase] = useState('');
  const [trouble, setTrouble] = useState<string>();
  const [restored, setRestored] = useState<number>();
  const [busy, setBusy] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const run = async (): Promise<void> => {
    if (file === undefined || passphrase === '') {
      setTrouble(file === undefined ? '请先选备份文件。' : '请输入写备份时设的备份密码。');
      return;
    }
    setBusy(true);
    setTrouble(undefined);
    const answer = await store.restoreBackup(new Uint8Array(await file.arrayBuffer()), passphrase);
    setBusy(false);
    if (answer.ok) setRestored(answer.value.records);
    else setTrouble(answer.error.message);
  };
  return (
    <section className="enrol-sheet" aria-label="用备份恢复">
      <header>
        <h1>用备份恢复</h1>
        <p className="quiet">把备份文件里的资料装回这台电脑，包括当时还没有送到省平台的。</p>
      </header>
      {restored === undefined ? (
        <form
          className="enrol-step"
          onSubmit={(event) => {
            event.preventDefault();
            void run();
          }}
        >
          <div className="grow">
            {trouble === undefined ? null : <Sentence tone="error">{trouble}</Sentence>}
            <div className="gate-field">
              <span>备份文件</span>
              <input
                ref={picker}
                type="file"
                className="unseen"
                tabIndex={-1}
                aria-label="备份文件"
                onChange={(event) => {
                  setFile(event.target.files?.[0]);
                  setTrouble(undefined);
                }}
              />
              <Button onClick={() => picker.current?.click()}>
                {file === undefined ? '选文件' : file.name}
              </Button>
            </div>
            <PasswordBox
              id="restore-password"
              label="备份密码"
              value={passphrase}
              error={undefined}
              hint="写这份备份时设的那一个，不是登录密码"
              autoComplete="current-password"
              onChange={setPassphrase}
            />
            <button type="submit" className="unseen" tabIndex={-1} aria-hidden="true" />
          </div>
        </form>
      ) : (
        <div className="enrol-step">
          <p role="status">
            恢复好了，共 {count(restored)}{' '}
            份。各人用自己原来的登录密码登录；没有送出的会自动接着送，已经送过的不会再送一遍。
          </p>
        </div>
      )}
      <footer>
        <span className="grow" />
        {restored !== undefined ? (
          <Button type="primary" onClick={onRestored}>
            去登录
          </Button>
        ) : (
          <>
            {onBack === undefined ? null : <Button onClick={onBack}>不恢复了</Button>}
            <Button type="primary" loading={busy} onClick={() => void run()}>
              恢复
            </Button>
          </>
        )}
      </footer>
    </section>
  );
}
