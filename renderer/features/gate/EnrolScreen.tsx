import { CheckOutlined, WarningOutlined } from '@ant-design/icons';
import { Button, Input, Radio } from 'antd';
import { useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { weakness } from '../../store/keys/passphrase.ts';
import type { CodePreview, StorePort } from '../../store/port.ts';
import { Sentence } from '../../records/ui/Sentence.tsx';
import { monthDayOf } from '../../records/ui/words.ts';
import { EnrolCode } from './EnrolCode.tsx';
import { PasswordBox } from './PasswordBox.tsx';
import { RestoreSheet } from './RestoreSheet.tsx';

interface EnrolScreenProps {
  readonly store: StorePort;
  readonly prefilled: string;
  readonly onEnrolled: () => void;
}

function Step({
  at,
  now,
  title,
  children,
}: {
  readonly at: number;
  readonly now: number;
  readonly title: string;
  readonly children?: ReactNode;
}) {
  const state = at < now ? 'done' : at === now ? 'now' : 'later';
  return (
    <section className={`enrol-step ${state}`} aria-current={state === 'now' ? 'step' : undefined}>
      <span className="step-mark" aria-hidden="true">
        {state === 'done' ? <CheckOutlined /> : at}
      </span>
      <div className="grow">
        <h2>{title}</h2>
        {children}
      </div>
    </section>
  );
}

const boxes = ['enrol-name', 'enrol-password', 'enrol-again'];

/** Enter goes to the next box, and from the last one in: nobody is told of empty boxes they have not come to yet. */
function enterGoesOn(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'Enter' || event.nativeEvent.isComposing || !(event.target instanceof Element)) return;
  const next = boxes[boxes.indexOf(event.target.id) + 1];
  if (next === undefined || !boxes.includes(event.target.id)) return;
  event.preventDefault();
  event.stopPropagation();
  document.getElementById(next)?.focus();
}

/** First run: three steps on one sheet, once per PC. */
export function EnrolScreen({ store, prefilled, onEnrolled }: EnrolScreenProps) {
  const [code, setCode] = useState<{ readonly text: string; readonly preview: CodePreview }>();
  const [alone, setAlone] = useState(true);
  const [name, setName] = useState('');
  const [first, setFirst] = useState('');
  const [second, setSecond] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const [restoring, setRestoring] = useState(false);
  const weak = first === '' ? '请设一个登录密码。' : weakness(first);
  const different = first === second ? undefined : '两次输的不一样，请再输一次。';
  const nameless = name.trim() === '' ? '请填您的姓名，变更记录里要用。' : undefined;

  const enrol = async (): Promise<void> => {
    setTried(true);
    if (code === undefined || weak !== undefined || different !== undefined || nameless !== undefined) return;
    setBusy(true);
    const answer = await store.enrol({
      code: code.text,
      user: { name: name.trim(), passphrase: first },
      alone,
    });
    setBusy(false);
    if (answer.ok) onEnrolled();
    else setTrouble(answer.error.message);
  };
  if (restoring)
    return (
      <div className="gate-page">
        <RestoreSheet
          store={store}
          onBack={() => {
            setRestoring(false);
          }}
          onRestored={onEnrolled}
        />
      </div>
    );
  return (
    <div className="gate-page">
      <div className="enrol-sheet">
        <header>
          <h1>欢迎使用。先开通这台电脑</h1>
          <p className="quiet">开通只需一次，以后没有网络也能用。</p>
        </header>
        <Step at={1} now={code === undefined ? 1 : 2} title="开通本机">
          {code === undefined ? (
            <EnrolCode
              store={store}
              prefilled={prefilled}
              onRead={(text, preview) => {
                setCode({ text, preview });
              }}
            />
          ) : (
            <div className="enrol-known">
              <div className="grow">
                <p>
                  已认出：<b>{code.preview.officeName}</b>
                </p>
                <p className="small quiet">
                  {code.preview.parentName === undefined ? '' : `上级：${code.preview.parentName} · `}
                  开通码尾号 {code.preview.codeTail}，{monthDayOf(code.preview.expires)}前有效
                  {code.preview.online ? '' : ' · 现在没有连上省平台，连上后才能完成开通'}
                </p>
              </div>
              <Button
                type="link"
                onClick={() => {
                  setCode(undefined);
                }}
              >
                换一个开通码
              </Button>
            </div>
          )}
        </Step>
        <Step at={2} now={code === undefined ? 1 : 2} title="设置登录密码">
          {code === undefined ? null : (
            <form
              onKeyDownCapture={enterGoesOn}
              onSubmit={(event) => {
                event.preventDefault();
                void enrol();
              }}
            >
              <div className="gate-field">
                <span id="enrol-alone">这台电脑</span>
                <Radio.Group
                  aria-labelledby="enrol-alone"
                  value={alone}
                  onChange={(event) => {
                    setAlone(event.target.value === true);
                  }}
                  options={[
                    { value: true, label: '我一个人用' },
                    { value: false, label: '几个人轮流用' },
                  ]}
                />
              </div>
              <div className="gate-field">
                <label htmlFor="enrol-name">您的姓名</label>
                <div className="grow">
                  <Input
                    id="enrol-name"
                    value={name}
                    maxLength={50}
                    autoFocus
                    autoComplete="off"
                    {...(tried && nameless !== undefined ? { status: 'error' as const } : {})}
                    aria-invalid={tried && nameless !== undefined}
                    aria-describedby="enrol-name-note"
                    onChange={(event) => {
                      setName(event.target.value);
                    }}
                  />
                  <div id="enrol-name-note" className="gate-note">
                    {tried && nameless !== undefined ? (
                      <span className="tone-error" role="alert">
                        <WarningOutlined aria-hidden="true" /> {nameless}
                      </span>
                    ) : alone ? null : (
                      <span className="quiet">
                        您是第一个人，管理这台电脑的用户；其他人进去以后在“人员与密码”里加。
                      </span>
                    )}
                  </div>
                </div>
              </div>
              <PasswordBox
                id="enrol-password"
                label="登录密码"
                value={first}
                autoComplete="new-password"
                error={tried && weak !== undefined ? weak : undefined}
                good={first !== '' && weak === undefined ? `已有 ${[...first].length} 位，够长了` : undefined}
                hint={first === '' ? '至少 12 位，或 4 个词' : weak}
                onChange={setFirst}
              />
              <PasswordBox
                id="enrol-again"
                label="再输一次"
                value={second}
                autoComplete="new-password"
                error={tried && different !== undefined ? different : undefined}
                good={second !== '' && first === second ? '两次一样' : undefined}
                hint="两次一样才能继续。"
                onChange={setSecond}
              />
              <p className="gate-aside">
                至少 12
                位，可以用一句您记得住的话。这台电脑上的资料靠它加密，我们和省平台都不知道它；忘了要请区总工会协助找回。
              </p>
              {trouble === undefined ? null : <Sentence tone="error">{trouble}</Sentence>}
              <button type="submit" className="unseen" tabIndex={-1} aria-hidden="true" />
            </form>
          )}
        </Step>
        <Step at={3} now={code === undefined ? 1 : 2} title="装入本单位数据">
          <p className="quiet">省平台上已有的资料会自动装进来。装的时候可以先看。</p>
        </Step>
        <footer>
          <p className="small quiet grow">
            没有网络？请区总工会发一个开通文件，用 U 盘或邮件拿来，拖到这个窗口里就行。
          </p>
          {code === undefined ? (
            <Button
              onClick={() => {
                setRestoring(true);
              }}
            >
              用备份恢复
            </Button>
          ) : (
            <>
              <Button
                onClick={() => {
                  setCode(undefined);
                }}
              >
                上一步
              </Button>
              <Button type="primary" loading={busy} onClick={() => void enrol()}>
                设好了，进入
              </Button>
            </>
          )}
        </footer>
      </div>
    </div>
  );
}
