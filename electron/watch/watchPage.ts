import type { Dialog, MessageBoxOptions, WebContents } from 'electron';
import { reloadRule } from './reloadRule.ts';

interface Parts {
  readonly contents: Pick<WebContents, 'on' | 'reload' | 'forcefullyCrashRenderer' | 'isDestroyed'>;
  /** A message box of the system over the window: the page itself can show nothing. */
  readonly ask: (options: MessageBoxOptions) => ReturnType<Dialog['showMessageBox']>;
  readonly quit: () => void;
  readonly nowMs: () => number;
}

/** Neither box names anybody: a dead page is a locked one, and whoever passes by reads them. */
const died: MessageBoxOptions = {
  type: 'warning',
  title: '基层工会台账',
  message:
    '页面刚才接连意外关掉了；保存过的内容都在这台电脑上，没有变化，请点“重新打开”再登录，还是不行就退出后打电话给区总工会。',
  buttons: ['重新打开', '退出'],
  defaultId: 0,
  cancelId: 1,
  noLink: true,
};

const stuck: MessageBoxOptions = {
  type: 'warning',
  title: '基层工会台账',
  message:
    '页面好一会儿没有反应了；保存过的内容都在这台电脑上，没有变化，可以再等等，也可以重新打开后再登录，只有刚填的几个字可能要重填。',
  buttons: ['再等等', '重新打开'],
  defaultId: 0,
  cancelId: 0,
  noLink: true,
};

/**
 * Nobody is left before a white window. Reloading shows the lock screen: keys and records live in the page's own process
 * and end with it, and the shell holds none of them, so that nothing has to be taken from a page that hears nothing.
 */
export function watchPage({ contents, ask, quit, nowMs }: Parts): void {
  const rule = reloadRule(nowMs);
  /** The open question about a page that does not answer: it ends with that state, whatever was pressed by then. */
  let hanging: AbortController | undefined;
  let wished = false;

  const answered = (): void => {
    hanging?.abort();
    hanging = undefined;
  };
  const reload = (): void => {
    rule.reloaded();
    // Not inside the event: Chromium is still counting the dead process out, and a new one must not begin meanwhile.
    setImmediate(() => {
      if (!contents.isDestroyed()) contents.reload();
    });
  };
  const onDeath = async (reason: string): Promise<void> => {
    const what = rule.died(reason);
    if (what === 'nothing' || contents.isDestroyed()) return;
    if (what === 'ask' && (await ask(died)).response !== 0) quit();
    else reload();
  };
  const onHang = async (): Promise<void> => {
    if (hanging !== undefined) return;
    const own = new AbortController();
    hanging = own;
    const { response } = await ask({ ...stuck, signal: own.signal });
    if (own.signal.aborted) return;
    hanging = undefined;
    if (response === 0 || contents.isDestroyed()) return;
    wished = true;
    contents.forcefullyCrashRenderer();
  };
  contents.on('render-process-gone', (_event, { reason }) => {
    answered();
    if (wished) reload();
    else void onDeath(reason);
    wished = false;
  });
  contents.on('unresponsive', () => void onHang());
  contents.on('responsive', answered);
}
