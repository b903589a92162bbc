import { readFileSync, readdirSync } from 'node:fs';
import { mkdtemp, readlink, rm } from 'node:fs/promises';
import { createServer, request as ask } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright';
import type { Page } from 'playwright';
import { build } from 'vite';
import { servePages } from '../../../scripts/lib/pages.mjs';

const root = path.resolve(import.meta.dirname, '..', '..', '..');
const prefix = '/bench/';
const html = `<!doctype html><meta charset="utf-8"><input type="file"><script type="module" src="${prefix}page.js"></script>`;

interface Output {
  readonly output: readonly {
    readonly fileName: string;
    readonly code?: string;
    readonly source?: string | Uint8Array;
  }[];
}

/** The bench's page, built as the product is; it stands beside the product's page, on the same origin and profile. */
async function buildPage(): Promise<Map<string, Buffer>> {
  const built = await build({
    configFile: false,
    root,
    base: prefix,
    logLevel: 'error',
    worker: { format: 'es' },
    build: {
      write: false,
      target: 'chrome130',
      minify: false,
      chunkSizeWarningLimit: 4000,
      rolldownOptions: {
        input: path.join(root, 'tests/bench/page/page.ts'),
        output: { entryFileNames: 'page.js' },
      },
    },
  });
  const files = new Map<string, Buffer>();
  for (const { output } of [built].flat() as unknown as readonly Output[])
    for (const { fileName, code, source } of output) files.set(fileName, Buffer.from(code ?? source ?? ''));
  return files;
}

export interface BenchPages {
  /** The product's page. */
  readonly product: string;
  readonly bench: string;
  close(): Promise<void>;
}

/** Answers for the bench's own files; everything else is the product's page, as it is served everywhere. */
function serve(files: ReadonlyMap<string, Buffer>, product: string): Server {
  return createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', product);
    if (!pathname.startsWith(prefix)) {
      const onward = ask(new URL(request.url ?? '/', product), (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      onward.on('error', () => response.destroy());
      onward.end();
      return;
    }
    const name = pathname.slice(prefix.length);
    const type = name === '' ? 'text/html' : name.endsWith('.wasm') ? 'application/wasm' : 'text/javascript';
    response.writeHead(200, { 'content-type': type });
    response.end(name === '' ? html : (files.get(name) ?? ''));
  });
}

export async function openPages(): Promise<BenchPages> {
  const [pages, files] = await Promise.all([servePages(root, 0), buildPage()]);
  const server = serve(files, pages.url);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const product = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return {
    product,
    bench: new URL(prefix, product).href,
    async close() {
      server.closeAllConnections();
      server.close();
      await pages.close();
    },
  };
}

export interface Browser {
  readonly page: Page;
  /** The most memory that one of the browser's page processes ever held, in MiB. */
  peakMemory(): number;
  /** Milliseconds of processor time its page processes have used: what is left of a figure on a machine with company. */
  cpu(): number;
  close(): Promise<void>;
}

/** Chromium with a profile of its own on the disk, which is gone afterwards. */
export async function openBrowser(): Promise<Browser> {
  const profile = await mkdtemp(path.join(tmpdir(), 'ledger-bench-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--no-first-run', '--disable-background-networking', '--disable-component-update'],
    viewport: { width: 1366, height: 768 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  });
  const page = context.pages()[0] ?? (await context.newPage());
  page.on('pageerror', (error) => process.stderr.write(`page: ${error.message}\n`));
  // Chromium notes its own process in the profile as `host-pid`.
  const lock = await readlink(path.join(profile, 'SingletonLock'));
  const pid = Number(lock.slice(lock.lastIndexOf('-') + 1));
  return {
    page,
    peakMemory: () => Math.max(0, ...renderersUnder(pid).map(peakOf)),
    cpu: () => renderersUnder(pid).reduce((sum, renderer) => sum + cpuOf(renderer), 0),
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

export async function openBench(browser: Browser, pages: BenchPages): Promise<void> {
  await browser.page.goto(pages.bench);
  await browser.page.waitForFunction(() => 'bench' in globalThis);
}

/** A file of /proc; empty when the process has just ended. */
function proc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    // Gone, or not Linux: then there is nothing to say.
    return '';
  }
}

function renderersUnder(browser: number): number[] {
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  const parents = new Map(pids.map((pid) => [pid, Number(/^PPid:\s+(\d+)/m.exec(proc(pid, 'status'))?.[1])]));
  const isUnder = (pid: number): boolean => {
    for (let at = parents.get(pid); at !== undefined && at > 1; at = parents.get(at))
      if (at === browser) return true;
    return false;
  };
  return pids.filter((pid) => isUnder(pid) && proc(pid, 'cmdline').includes('--type=renderer'));
}

const peakOf = (pid: number): number => Number(/^VmHWM:\s+(\d+)/m.exec(proc(pid, 'status'))?.[1] ?? 0) / 1024;

/** Linux counts a process's time in hundredths of a second, behind its name in brackets. */
function cpuOf(pid: number): number {
  const words = proc(pid, 'stat').split(') ')[1]?.split(' ') ?? [];
  return (Number(words[11] ?? 0) + Number(words[12] ?? 0)) * 10;
}
