import { EventEmitter } from 'node:events';
import type { BrowserWindowConstructorOptions } from 'electron';
import type { Cdp } from './cdp.ts';
import { record } from './control.ts';
import { injection } from './injection.ts';
import { chromium } from './running.ts';
import { strict } from './strict.ts';
import { WebContents } from './webContents.ts';

let whenAllClosed: () => void = () => undefined;

/** Who is told when the last window has gone. */
export function onAllClosed(listener: () => void): void {
  whenAllClosed = listener;
}

const windows = new Map<string, BrowserWindow>();

/** Popups arrive at the browser, with the id of the page that opened them; no page-level event tells of them. */
export function watchPopups(cdp: Cdp): void {
  cdp.on('Target.targetCreated', ({ targetInfo }) => {
    const popup = targetInfo as { targetId: string; openerId?: string; url: string };
    const opener = popup.openerId === undefined ? undefined : windows.get(popup.openerId);
    if (opener !== undefined && !opener.webContents.mayOpen(popup.url)) {
      void cdp.send('Target.closeTarget', { targetId: popup.targetId });
    }
  });
  cdp.on('Target.targetCrashed', ({ targetId, status, errorCode }) => {
    windows.get(targetId as string)?.webContents.ended(status as string, errorCode as number);
  });
  cdp.on('Target.targetDestroyed', ({ targetId }) => windows.get(targetId as string)?.gone());
}

/** A window of the shell: a page of Chromium with nothing around it. */
export class BrowserWindow extends EventEmitter {
  readonly webContents = strict('webContents', new WebContents());
  readonly #attached: Promise<string>;
  #destroyed = false;
  #shown = false;

  constructor(given: BrowserWindowConstructorOptions) {
    super();
    record('window.created', { ...given, webPreferences: { ...given.webPreferences } });
    this.#attached = this.#attach(given);
    const self = strict('BrowserWindow', this);
    return self;
  }

  async #attach(given: BrowserWindowConstructorOptions): Promise<string> {
    const { cdp } = chromium();
    const { targetId } = await cdp.send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await cdp.send('Target.attachToTarget', { targetId, flatten: true });
    windows.set(targetId as string, this);
    const preload = given.webPreferences?.preload ?? '';
    await this.webContents.attach(cdp, sessionId as string, targetId as string, injection(preload));
    this.webContents.on('did-finish-load', () => this.emit('ready-to-show'));
    return targetId as string;
  }

  async loadURL(url: string): Promise<void> {
    await this.#attached;
    await this.webContents.load(url);
  }

  show(): void {
    this.#shown = true;
    record('window.shown');
  }

  focus(): void {
    record('window.focused');
  }

  restore(): void {
    record('window.restored');
  }

  isMinimized(): boolean {
    return false;
  }

  isVisible(): boolean {
    return this.#shown;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  close(): void {
    void this.#attached.then((targetId) => chromium().cdp.send('Target.closeTarget', { targetId }));
  }

  /** Chromium has closed the page. */
  gone(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.emit('closed');
    for (const [id, window] of windows) if (window === this) windows.delete(id);
    if (windows.size === 0) whenAllClosed();
  }

  static getAllWindows(): BrowserWindow[] {
    return [...windows.values()];
  }
}
