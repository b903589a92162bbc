import { Button, Select } from 'antd';
import type { InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { StorePort, StoreStatus } from '../../store/port.ts';
import { dayInWords, weekdayOf } from '../../records/ui/words.ts';
import type { EventHub } from '../../records/ui/events.ts';
import { useStoreEvents } from '../../records/ui/events.ts';
import { PasswordBox } from './PasswordBox.tsx';

interface LockScreenProps {
  readonly store: StorePort;
  readonly status: StoreStatus;
  readonly events: EventHub;
  readonly online: boolean | undefined;
  readonly mark: React.ReactNode;
  /** What was typed could not be put away before this lock. */
  readonly lost: boolean;
  readonly onUnlocked: (userId: string) => void;
}

function reasonWords(locked: StoreStatus['lockedBecause']): string | undefined {
  if (locked === undefined) return undefined;
  const at = new Date(locked.at);
  const clock = `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`;
  if (locked.reason === 'idle') return `${clock} 自动锁定，一段时间没有操作。`;
  return locked.reason === 'sleep' ? `${clock} 电脑休眠，已锁定。` : `${clock} 已锁定。`;
}

function useClock(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(new Date());
    }, 15_000);
    return () => {
      clearInterval(timer);
    };
  }, []);
  return now;
}

/** The locked PC: no name of anybody stands here. */
export function LockScreen({ store, events, status, online, mark, lost, onUnlocked }: LockScreenProps) {
  const now = useClock();
  const last = status.slots.find((slot) => slot.lastUsed) ?? status.slots[0];
  const [userId, setUserId] = useState(last?.userId);
  const [choosing, setChoosing] = useState(false);
  const [passphrase, setPassphrase] = useState('');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [opened, setOpened] = useState<number>();
  useStoreEvents(events, (event) => {
    if (event.kind === 'progress' && event.task === 'load') setOpened(event.done / event.total);
  });
  const box = useRef<InputRef>(null);
  const because = reasonWords(status.lockedBecause);

  const unlock = async (): Promise<void> => {
    if (userId === undefined || busy) return;
    if (passphrase === '') {
      setError('请输入登录密码。');
      return;
    }
    setBusy(true);
    const answer = await store.unlock({ userId, passphrase });
    setBusy(false);
    setPassphrase('');
    if (answer.ok) {
      onUnlocked(userId);
      return;
    }
    setError(answer.error.message);
    box.current?.focus();
  };
  return (
    <div className="gate-page lock-page">
      <form
        className="lock-sheet"
        onSubmit={(event) => {
          event.preventDefault();
          void unlock();
        }}
      >
        <header>
          {mark}
          <div>
            <h1>基层工会台账</h1>
            <p className="small quiet">{status.officeName}</p>
          </div>
        </header>
        {because === undefined ? null : (
          <p>
            {because}
            <br />
            {lost ? '刚填的内容没能放进暂存，没有留下；保存过的都在。' : '您刚才填的内容都在，登录后接着填。'}
          </p>
        )}
        <div>
          <span className="quiet" id="lock-user">
            用户
          </span>
          {choosing ? (
            <Select<string>
              aria-labelledby="lock-user"
              className="full"
              defaultOpen
              autoFocus
              {...(userId === undefined ? {} : { value: userId })}
              options={status.slots.map((slot) => ({
                value: slot.userId,
                label: slot.lastUsed ? `用户 ${slot.ordinal}（刚才在用的）` : `用户 ${slot.ordinal}`,
              }))}
              onChange={(next) => {
                setUserId(next);
                setError(undefined);
                box.current?.focus();
              }}
            />
          ) : (
            <div className="lock-user">
              <span className="grow">
                {last?.lastUsed === true ? '刚才在用的人' : `用户 ${last?.ordinal ?? 1}`}
              </span>
              {status.slots.length > 1 ? (
                <Button
                  type="link"
                  size="small"
                  onClick={() => {
                    setChoosing(true);
                  }}
                >
                  换一个人登录
                </Button>
              ) : null}
            </div>
          )}
        </div>
        <PasswordBox
          id="lock-password"
          label="登录密码"
          box={box}
          value={passphrase}
          error={error}
          autoFocus
          disabled={busy}
          autoComplete="current-password"
          onChange={setPassphrase}
        />
        <Button type="primary" size="large" block htmlType="submit" loading={busy}>
          登录
        </Button>
        {busy && opened !== undefined ? (
          <p className="small quiet" role="status">
            正在打开本单位资料，{Math.floor(opened * 100)}%
          </p>
        ) : null}
        <p className="small quiet lock-help">忘了密码？请打电话给区总工会，协助找回。</p>
      </form>
      <footer className="lock-foot">
        <span>
          <span className={online === true ? 'dot' : 'dot off'} aria-hidden="true" />
          {online === true ? '已连接省平台。' : '现在没有连上省平台，照常可以登录和办理。'}
        </span>
        <span>
          {dayInWords(now)}
          {'  '}
          {weekdayOf(now)}
          {'  '}
          {String(now.getHours()).padStart(2, '0')}:{String(now.getMinutes()).padStart(2, '0')}
        </span>
      </footer>
    </div>
  );
}
