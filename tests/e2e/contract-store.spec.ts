import path from 'node:path';
import { chromium, expect, test } from '@playwright/test';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { build } from 'vite';
import type { StorePage } from './contract-store-page.ts';

/** The judge of the store (R16): real IndexedDB, real WebCrypto, the real worker under its real lock. */
const origin = 'http://localhost:2';
let browser: Browser;
const files = new Map<string, string>();

interface Output {
  readonly output: readonly {
    readonly fileName: string;
    readonly code?: string;
    readonly source?: string | Uint8Array;
  }[];
}

test.beforeAll(async () => {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { vitest: path.join(import.meta.dirname, 'contract-store-vitest.ts') } },
    worker: { format: 'es' },
    build: {
      write: false,
      minify: false,
      target: 'chrome130',
      rolldownOptions: {
        input: path.join(import.meta.dirname, 'contract-store-page.ts'),
        output: { entryFileNames: 'page.js' },
      },
    },
  });
  for (const { output } of [built].flat() as unknown as readonly Output[]) {
    for (const { fileName, code, source } of output) {
      files.set(
        `/${fileName}`,
        code ?? (typeof source === 'string' ? source : new TextDecoder().decode(source)),
      );
    }
  }
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--no-first-run'],
  });
});

test.afterAll(() => browser.close());

async function openPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await context.route(`${origin}/**`, (route) => {
    const script = files.get(new URL(route.request().url()).pathname);
    return script === undefined
      ? route.fulfill({
          contentType: 'text/html',
          body: '<!doctype html><script type="module" src="/page.js"></script>',
        })
      : route.fulfill({ contentType: 'text/javascript', body: script });
  });
  await page.goto(`${origin}/`);
  await page.waitForFunction(() => 'storePage' in globalThis);
  return page;
}

declare const storePage: StorePage;

test('Chromium keeps every clause of the store contract', async () => {
  const page = await openPage(await browser.newContext());
  const names = await page.evaluate(() => storePage.names);
  expect(names.length).toBeGreaterThan(15);
  const verdicts: string[] = [];
  for (const [at, name] of names.entries()) {
    verdicts.push(`${name}: ${await page.evaluate((index) => storePage.run(index), at)}`);
  }
  expect(verdicts).toEqual(names.map((name) => `${name}: ok`));
  await page.context().close();
});

test('the worker answers, is replaced at lock, and belongs to one window', async () => {
  const context = await browser.newContext();
  const first = await openPage(context);
  expect(await first.evaluate(() => storePage.worker())).toEqual(['new', 'notACode', 'locked', 'new']);
  const second = await openPage(context);
  expect((await second.evaluate(() => storePage.worker()))[0]).toBe('taken');
  await first.close();
  const third = await openPage(context);
  expect((await third.evaluate(() => storePage.worker()))[0]).toBe('new');
  await context.close();
});
