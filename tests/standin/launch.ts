import { fork } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright';
import type { Browser, Page } from 'playwright';
import { encode } from './page/codec.js';
import type { Order, Report, StandinOptions } from './shell/control.ts';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const chromiumPath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

interface Recorded {
  readonly name: string;
  readonly detail: unknown;
}

export interface Shell {
  /** Waits for the window and returns its page. */
  page(): Promise<Page>;
  /** The page after its process died and came back: Playwright gives up one that crashed, a new connection sees it. */
  pageAgain(): Promise<Page>;
  /** How many pages Chromium holds, popups included. */
  pageCount(): Promise<number>;
  readonly records: readonly Recorded[];
  readonly stderr: () => string;
  named(name: string): readonly unknown[];
  /** Waits until something of that name has been written down, so many times. */
  until(name: string, times?: number): Promise<unknown>;
  order(order: Order): Promise<string | undefined>;
  /** Sends a message as if another frame had sent it. */
  invokeAs(
    url: string,
    channel: string,
    input: unknown,
    top?: boolean,
  ): Promise<{ good: boolean; text: string }>;
  readonly exited: Promise<number>;
  close(): Promise<number>;
}

/** A folder with the built shell and a page of its own: `main` may be changed to take a guard away. */
export function appFolder(page: string, change: (main: string) => string = (main) => main): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'ledger-shell-'));
  mkdirSync(path.join(folder, 'dist'));
  cpSync(path.join(root, 'dist-electron'), path.join(folder, 'dist-electron'), { recursive: true });
  const main = path.join(folder, 'dist-electron', 'main.js');
  writeFileSync(main, change(readFileSync(main, 'utf8')));
  writeFileSync(path.join(folder, 'dist', 'index.html'), page);
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ type: 'module', version: '9.9.9' }));
  return folder;
}

/** Starts the built shell under the stand-in. The caller closes it; folders under the system's temp are removed then. */
export function launch(
  folder: string,
  given: Partial<StandinOptions> & { env?: Record<string, string> } = {},
): Shell {
  const { env = {}, ...more } = given;
  const userData = more.userData ?? path.join(folder, 'user-data');
  const options: StandinOptions = {
    chromium: chromiumPath,
    safeStorage: 'available',
    allowLoopback: false,
    ...more,
    userData,
  };
  const loader = (file: string): string => pathToFileURL(path.join(root, file)).href;
  const child = fork(path.join(folder, 'dist-electron', 'main.js'), [], {
    execArgv: [
      '--import',
      loader('node_modules/tsx/dist/loader.mjs'),
      '--import',
      loader('tests/standin/shell/bootstrap.ts'),
    ],
    env: { ...process.env, ...env, STANDIN: JSON.stringify(options) },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const records: Recorded[] = [];
  const listeners = new Set<() => void>();
  const waiting = new Map<
    number,
    { resolve: (value: string | undefined) => void; reject: (error: Error) => void }
  >();
  let stderr = '';
  let debuggerUrl: string | undefined;
  let browser: Browser | undefined;
  let counter = 0;
  let gone: number | undefined;

  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.on('message', (report: Report) => {
    if (report.kind === 'record') records.push({ name: report.name, detail: report.detail });
    if (report.kind === 'debugger') debuggerUrl = report.url;
    if (report.kind === 'done') {
      if (report.error === undefined) waiting.get(report.id)?.resolve(report.value);
      else waiting.get(report.id)?.reject(new Error(report.error));
    }
    for (const listener of listeners) listener();
  });
  const exited = new Promise<number>((resolve) => {
    child.on('exit', (code) => {
      gone = code ?? -1;
      for (const listener of listeners) listener();
      resolve(gone);
    });
  });

  const when = <T>(look: () => T | undefined, what: string): Promise<T> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => finish(new Error(`waited in vain for ${what}; the shell said: ${stderr}`)),
        30_000,
      );
      const finish = (outcome: Error | { readonly found: T }): void => {
        clearTimeout(timer);
        listeners.delete(check);
        if (outcome instanceof Error) reject(outcome);
        else resolve(outcome.found);
      };
      const check = (): void => {
        const found = look();
        if (found !== undefined) finish({ found });
        else if (gone !== undefined)
          finish(new Error(`the shell ended with ${gone} before ${what}: ${stderr}`));
      };
      listeners.add(check);
      check();
    });

  const connected = async (): Promise<Browser> => {
    browser ??= await chromium.connectOverCDP(await when(() => debuggerUrl, 'Chromium'));
    return browser;
  };
  const pages = async (): Promise<readonly Page[]> =>
    (await connected()).contexts().flatMap((context) => context.pages());
  const order = (wanted: Order): Promise<string | undefined> => {
    counter += 1;
    const id = counter;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      child.send({ id, order: wanted });
    });
  };

  return {
    records,
    exited,
    stderr: () => stderr,
    named: (name) => records.filter((line) => line.name === name).map((line) => line.detail),
    until: async (name, times = 1) =>
      (await when(() => records.filter((line) => line.name === name)[times - 1], name)).detail,
    pageCount: async () => (await pages()).length,
    async page() {
      await when(() => records.find((line) => line.name === 'window.shown'), 'the window');
      const [page] = await pages();
      if (page === undefined) throw new Error('Chromium holds no page');
      return page;
    },
    async pageAgain() {
      await browser?.close().catch(() => undefined);
      browser = undefined;
      return this.page();
    },
    order,
    async invokeAs(url, channel, input, top = true) {
      const answer = await order({ kind: 'invokeAs', url, top, channel, input: encode([input]) });
      return JSON.parse(answer ?? '') as { good: boolean; text: string };
    },
    async close() {
      await browser?.close().catch(() => undefined);
      if (gone === undefined) {
        child.send({ id: 0, order: { kind: 'quit' } });
        const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
        await exited;
        clearTimeout(timer);
      }
      return exited;
    },
  };
}

/** Removes an application folder and the profile in it. */
export function removeFolder(folder: string): void {
  if (folder.startsWith(tmpdir()) && existsSync(folder)) rmSync(folder, { recursive: true, force: true });
}
