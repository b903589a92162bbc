import { EventEmitter } from 'node:events';
import type { PrintToPDFOptions } from 'electron';
import { encode } from '../page/codec.js';
import type { Cdp, Params } from './cdp.ts';
import { options, record } from './control.ts';
import { bindingName, preloadWorld } from './injection.ts';
import type { Injection } from './injection.ts';
import { dispatch } from './ipc.ts';
import type { Frame } from './ipc.ts';
import { nextPrintAnswer } from './parts.ts';
import { answerScheme, fromPage, toPage } from './scheme.ts';
import { decide, defaultSession, permissionNames } from './session.ts';

type OpenHandler = (details: { readonly url: string }) => { readonly action: 'allow' | 'deny' };

interface FrameState {
  readonly parentId: string | undefined;
  readonly url: string;
}

/** Events the fake sends, and those it knows but never has cause to send. Others throw: nobody would hear them. */
const sent = new Set([
  'will-navigate',
  'will-frame-navigate',
  'did-finish-load',
  'did-navigate',
  'dom-ready',
  'render-process-gone',
  // Only by order of a test: a debugger is not told of a page that hangs.
  'unresponsive',
  'responsive',
]);
const neverSent = new Set(['will-redirect', 'will-attach-webview']);

/** One page: its navigation, its network and its messages, driven over the debugging pipe. */
export class WebContents extends EventEmitter {
  readonly session = defaultSession;
  readonly #frames = new Map<string, FrameState>();
  readonly #contexts = new Map<number, string>();
  readonly #started = new Set<string>();
  #cdp: Cdp | undefined;
  #sessionId = '';
  #mainFrame = '';
  #preloadContext = 0;
  #openHandler: OpenHandler | undefined;
  #lastOpened = '';

  override on(event: string, listener: (...args: never[]) => void): this {
    if (neverSent.has(event)) record('webContents.listens', event);
    else if (!sent.has(event)) throw new Error(`standin: webContents event ${event} is not implemented`);
    return super.on(event, listener as (...args: unknown[]) => void);
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  getURL(): string {
    return fromPage(this.#frames.get(this.#mainFrame)?.url ?? '');
  }

  isDestroyed(): boolean {
    return false;
  }

  send(channel: string, ...args: unknown[]): void {
    void this.#inPreload(`__standinEvent(${JSON.stringify(channel)}, ${JSON.stringify(encode(args))})`);
  }

  /** Joins a Chromium page to this object; called once, before anything is loaded into it. */
  async attach(cdp: Cdp, sessionId: string, targetId: string, scripts: Injection): Promise<void> {
    this.#cdp = cdp;
    this.#sessionId = sessionId;
    this.#mainFrame = targetId;
    const on = (method: string, listener: (params: Params) => void): void => {
      cdp.on(method, listener, sessionId);
    };
    on('Runtime.executionContextCreated', ({ context }) => {
      const created = context as { id: number; name: string; auxData?: { frameId?: string } };
      const frame = created.auxData?.frameId ?? '';
      this.#contexts.set(created.id, frame);
      if (created.name === preloadWorld && frame === this.#mainFrame) this.#preloadContext = created.id;
    });
    on('Runtime.bindingCalled', (params) => {
      void this.#message(params['executionContextId'] as number, params['payload'] as string);
    });
    on('Page.frameNavigated', ({ frame }) => {
      void this.#navigated(frame as { id: string; parentId?: string; url: string });
    });
    on('Page.domContentEventFired', () => this.emit('dom-ready'));
    on('Page.loadEventFired', () => this.emit('did-finish-load'));
    on('Page.windowOpen', ({ url }) => {
      this.#lastOpened = url as string;
    });
    on('Fetch.requestPaused', (params) => {
      void this.#request(params);
    });
    await this.#send('Page.enable');
    await this.#send('Runtime.enable');
    await this.#send('Runtime.addBinding', { name: bindingName, executionContextName: preloadWorld });
    await this.#send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.page });
    await this.#send('Page.addScriptToEvaluateOnNewDocument', {
      source: scripts.preload,
      worldName: preloadWorld,
    });
    await this.#send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
  }

  async load(url: string): Promise<void> {
    const target = toPage(url);
    this.#started.add(target.split('#')[0] ?? target);
    const { errorText } = await this.#send('Page.navigate', { url: target });
    if (typeof errorText === 'string') throw new Error(errorText);
  }

  /** Started by the shell, so that the page's own guards are not asked. */
  reload(): void {
    const address = this.#frames.get(this.#mainFrame)?.url ?? '';
    this.#started.add(address.split('#')[0] ?? address);
    void this.#send('Page.reload');
  }

  forcefullyCrashRenderer(): void {
    // Chromium answers nothing: whoever would is dead.
    this.#send('Page.crash').catch(() => undefined);
  }

  /** The dialog is a person's; the test says how it is answered. */
  print(given: unknown, answer: (success: boolean, reason: string) => void): void {
    record('webContents.print', given);
    const { success, reason } = nextPrintAnswer();
    // Never inside the call, as in Electron.
    setImmediate(() => answer(success, reason));
  }

  /** Chromium's own, so that the test reads a real file. Sizes are inches on both sides. */
  async printToPDF(given: PrintToPDFOptions): Promise<Buffer> {
    if (given.pageSize !== 'A4')
      throw new Error('standin: a PDF of another paper than A4 is not implemented');
    const { data } = await this.#send('Page.printToPDF', {
      landscape: given.landscape ?? false,
      printBackground: given.printBackground ?? false,
      preferCSSPageSize: given.preferCSSPageSize ?? false,
      paperWidth: 8.27,
      paperHeight: 11.69,
      marginTop: given.margins?.top ?? 0.4,
      marginBottom: given.margins?.bottom ?? 0.4,
      marginLeft: given.margins?.left ?? 0.4,
      marginRight: given.margins?.right ?? 0.4,
    });
    return Buffer.from(data as string, 'base64');
  }

  /** The page's process has ended, by Chromium's word for why. */
  ended(status: string, exitCode: number): void {
    const reason = status === 'killed' || status === 'oom' ? status : 'crashed';
    record('page.ended', { reason });
    this.emit('render-process-gone', {}, { reason, exitCode });
  }

  /** A window the page tried to open; returns whether the shell lets it live. */
  mayOpen(fallbackUrl: string): boolean {
    const url = fromPage(this.#lastOpened === '' ? fallbackUrl : this.#lastOpened);
    this.#lastOpened = '';
    const action = this.#openHandler?.({ url }).action ?? 'allow';
    record('window.open', { url, action });
    return action === 'allow';
  }

  #send(method: string, params: Params = {}): Promise<Params> {
    if (this.#cdp === undefined) return Promise.reject(new Error('standin: the page is not attached yet'));
    return this.#cdp.send(method, params, this.#sessionId);
  }

  async #inPreload(expression: string): Promise<void> {
    // The document may be gone by the time an answer comes; then nobody waits for it.
    await this.#send('Runtime.evaluate', { expression, contextId: this.#preloadContext }).catch(
      () => undefined,
    );
  }

  #frame(id: string): Frame {
    const state = this.#frames.get(id);
    const parent = state?.parentId === undefined ? null : this.#frame(state.parentId);
    return { url: fromPage(state?.url ?? ''), parent };
  }

  async #message(contextId: number, payload: string): Promise<void> {
    const { id, channel, args } = JSON.parse(payload) as { id: number; channel: string; args: string };
    const { good, text } = await dispatch(
      this.#frame(this.#contexts.get(contextId) ?? ''),
      this,
      channel,
      args,
    );
    await this.#inPreload(`__standinReply(${id}, ${good}, ${JSON.stringify(text)})`);
  }

  async #navigated(frame: { id: string; parentId?: string; url: string }): Promise<void> {
    this.#frames.set(frame.id, { parentId: frame.parentId, url: frame.url });
    if (frame.parentId !== undefined) return;
    record('navigated', fromPage(frame.url));
    this.emit('did-navigate', {}, fromPage(frame.url));
  }

  /** Chromium has no question a debugger could answer, so the shell is asked beforehand, for every permission. */
  async #applyPermissions(url: string): Promise<void> {
    if (!url.startsWith('https://')) return;
    const origin = new URL(url).origin;
    for (const [chromium, electron] of permissionNames) {
      const { check, ask } = decide(this, electron, fromPage(`${origin}/`));
      if (check !== ask) record('permission.disagrees', electron);
      const setting = check && ask ? 'granted' : 'denied';
      await this.#cdp?.send('Browser.setPermission', { permission: { name: chromium }, setting, origin });
    }
  }

  async #request(params: Params): Promise<void> {
    const request = params['request'] as { url: string; method: string };
    const requestId = params['requestId'] as string;
    const isDocument = params['resourceType'] === 'Document';
    const isMain = isDocument && params['frameId'] === this.#mainFrame;
    if (isDocument && !this.#started.delete(request.url)) {
      let prevented = false;
      const event = {
        url: fromPage(request.url),
        isMainFrame: isMain,
        preventDefault: () => (prevented = true),
      };
      if (isMain) this.emit('will-navigate', event, event.url);
      this.emit('will-frame-navigate', event);
      record('will-navigate', { url: event.url, prevented });
      // Any other reason replaces the page by an error page; this one leaves it as it is.
      if (prevented)
        return void (await this.#send('Fetch.failRequest', { requestId, errorReason: 'Aborted' }));
    }
    const answer = await answerScheme(request.url, request.method);
    if (answer !== undefined) {
      if (isMain) {
        // Known before its first script runs; `getURL` must already tell the new address to the handlers.
        this.#frames.set(this.#mainFrame, { parentId: undefined, url: request.url });
        await this.#applyPermissions(request.url);
      }
      const body = Buffer.from(await answer.arrayBuffer()).toString('base64');
      const responseHeaders = [...answer.headers].map(([name, value]) => ({ name, value }));
      await this.#send('Fetch.fulfillRequest', {
        requestId,
        responseCode: answer.status,
        responseHeaders,
        body,
      });
      return;
    }
    if (
      /^(data|blob):/.test(request.url) ||
      (options.allowLoopback && request.url.startsWith('http://127.0.0.1:'))
    ) {
      await this.#send('Fetch.continueRequest', { requestId });
      return;
    }
    record('network.blocked', request.url);
    await this.#send('Fetch.failRequest', { requestId, errorReason: 'InternetDisconnected' });
  }
}
