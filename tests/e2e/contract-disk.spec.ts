import path from 'node:path';
import { chromium, expect, test } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { build } from 'vite';
import type { ContractPage } from './contract-disk-page.ts';

/** The judge of the disk contract (R16): real IndexedDB, real WebCrypto, no server. */
const origin = 'http://localhost:1';
let browser: Browser;
let script = '';

type Bundle = { readonly output: readonly { readonly type: string; readonly code?: string }[] };

test.beforeAll(async () => {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      target: 'chrome130',
      lib: {
        entry: path.join(import.meta.dirname, 'contract-disk-page.ts'),
        formats: ['iife'],
        name: 'contract',
      },
    },
  });
  const [bundle] = [built].flat() as readonly Bundle[];
  script = bundle?.output.find((part) => part.type === 'chunk')?.code ?? '';
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--no-first-run'],
  });
});

test.afterAll(() => browser.close());

async function openPage(): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  // Localhost is a secure context, so the page has IndexedDB, storage estimates and WebCrypto without any server.
  await page.route(`${origin}/**`, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>contract</title>' }),
  );
  await page.goto(`${origin}/`);
  await page.addScriptTag({ content: script });
  return page;
}

declare const contractPage: ContractPage;

test('Chromium keeps every clause of the disk contract', async () => {
  const page = await openPage();
  const names = await page.evaluate(() => contractPage.names);
  expect(names.length).toBeGreaterThan(10);
  const verdicts: string[] = [];
  for (const [at, name] of names.entries()) {
    verdicts.push(`${name}: ${await page.evaluate((index) => contractPage.run(index), at)}`);
  }
  expect(verdicts).toEqual(names.map((name) => `${name}: ok`));
  await page.context().close();
});

test('a full disk answers “full” and nothing of that commit is there', async () => {
  const page = await openPage();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 5 * 1024 * 1024 });
  const answer = await page.evaluate(() => contractPage.overfill(30 * 1024 * 1024));
  expect(answer).toEqual({ code: 'full', found: ['small'] });
  await page.context().close();
});

test('keys work on Chromium’s WebCrypto, and a passphrase costs what it should', async () => {
  const page = await openPage();
  const { opened, wrong, stretchMs } = await page.evaluate(() => contractPage.keyRing());
  expect(opened).toBe('一句话');
  expect(wrong).toBe('wrongPassphrase');
  test.info().annotations.push({ type: 'argon2id 64 MiB × 3', description: `${String(stretchMs)} ms` });
  console.log(`argon2id 64 MiB, 3 passes: ${String(stretchMs)} ms`);
  expect(stretchMs).toBeGreaterThan(50);
  await page.context().close();
});
