import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { options, tell } from './control.ts';

export type Params = Readonly<Record<string, unknown>>;
type Listener = (params: Params) => void;

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Params;
  readonly sessionId?: string;
  readonly result?: Params;
  readonly error?: { readonly message: string };
}

/** The pipe to Chromium: messages between zero bytes, sessions in one stream. */
export class Cdp {
  readonly #write: Writable;
  readonly #waiting = new Map<
    number,
    { resolve: (result: Params) => void; reject: (error: Error) => void }
  >();
  readonly #listeners = new Map<string, Listener[]>();
  #counter = 0;
  #rest = '';

  constructor(write: Writable, read: Readable) {
    this.#write = write;
    read.setEncoding('utf8');
    read.on('data', (text: string) => {
      const parts = (this.#rest + text).split('\0');
      this.#rest = parts.pop() ?? '';
      for (const part of parts) this.#receive(JSON.parse(part) as Message);
    });
  }

  #receive(message: Message): void {
    if (message.id !== undefined) {
      const waiting = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if (message.error === undefined) waiting?.resolve(message.result ?? {});
      else waiting?.reject(new Error(message.error.message));
      return;
    }
    const key = `${message.sessionId ?? ''} ${message.method ?? ''}`;
    for (const listener of this.#listeners.get(key) ?? []) listener(message.params ?? {});
  }

  send(method: string, params: Params = {}, sessionId?: string): Promise<Params> {
    this.#counter += 1;
    const id = this.#counter;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#write.write(
        `${JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) })}\0`,
      );
    });
  }

  on(method: string, listener: Listener, sessionId = ''): void {
    const key = `${sessionId} ${method}`;
    this.#listeners.set(key, [...(this.#listeners.get(key) ?? []), listener]);
  }
}

const flags = [
  '--headless=new',
  '--no-sandbox',
  '--remote-debugging-pipe',
  '--remote-debugging-port=0',
  '--no-startup-window',
  '--password-store=basic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-popup-blocking',
  // The page's stand-in origin looks like a public https site; the shell's own origin would not be asked.
  '--disable-features=LocalNetworkAccessChecks',
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
];

export interface Chromium {
  readonly cdp: Cdp;
  readonly child: ChildProcess;
}

/** Starts the system's Chromium under the profile of this application and tells the test where to attach. */
export async function startChromium(): Promise<Chromium> {
  const profile = path.join(options.userData, 'chromium');
  mkdirSync(profile, { recursive: true });
  const child = spawn(options.chromium, [...flags, `--user-data-dir=${profile}`], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
  });
  const [, , errors, write, read] = child.stdio;
  if (!errors || !write || !read) throw new Error('standin: Chromium has no pipes');
  const cdp = new Cdp(write as Writable, read as Readable);
  let heard = '';
  errors.setEncoding('utf8').on('data', (text: string) => {
    heard = (heard + text).slice(-4000);
    const url = /DevTools listening on (ws:\S+)/.exec(heard)?.[1];
    if (url !== undefined) {
      tell({ kind: 'debugger', url });
      heard = '';
    }
  });
  await cdp.send('Target.setDiscoverTargets', { discover: true });
  return { cdp, child };
}
