import path from 'node:path';
import { chromium } from '@playwright/test';
import { build } from 'vite';
import type { StoreBenchPage } from './chromium/storePage.ts';

/** The store's figures where they count: Chromium, its IndexedDB on a real disk, one thread, strict durability. */
const here = import.meta.dirname;
const origin = 'http://localhost:3';
const size = Number(process.argv[2] ?? 100_000);

interface Output {
  readonly output: readonly { readonly code?: string }[];
}
const built = await build({
  configFile: false,
  logLevel: 'error',
  resolve: { alias: { vitest: path.join(here, '../../e2e/contract-store-vitest.ts') } },
  build: {
    write: false,
    target: 'chrome130',
    lib: { entry: path.join(here, 'chromium/storePage.ts'), formats: ['iife'], name: 'bench' },
  },
});
const script = ([built].flat() as unknown as readonly Output[])[0]?.output[0]?.code ?? '';
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--no-first-run'],
});
declare const benchPage: StoreBenchPage;

async function freshPage() {
  const page = await (await browser.newContext()).newPage();
  await page.route(`${origin}/**`, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>bench</title>' }),
  );
  await page.goto(`${origin}/`);
  await page.addScriptTag({ content: script });
  return page;
}
const median = (times: readonly number[]): number => [...times].sort((a, b) => a - b)[times.length >> 1] ?? 0;
const p95 = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0;
function say(name: string, figure: number, unit: string, bound: number | null, target: string): void {
  const ratio = bound === null ? null : Math.round((figure / bound) * 100) / 100;
  console.log(JSON.stringify({ name, value: Math.round(figure * 10) / 10, unit, bound, ratio, target }));
}

const raw = await freshPage();
const rawMs = await raw.evaluate((count) => benchPage.raw(count), size);
await raw.context().close();
const loads: number[] = [];
for (let run = 0; run < 3; run += 1) {
  const page = await freshPage();
  loads.push(await page.evaluate((count) => benchPage.load(count), size));
  if (run === 2) {
    const saves = await page.evaluate(() => benchPage.saves(200));
    say('chromium: save one edited record, p95', p95(saves), 'ms', null, '<= 30');
    const reads = await page.evaluate(() => benchPage.reads(200));
    say('chromium: open one record, p95', p95(reads), 'ms', null, '');
  }
  await page.context().close();
}
say(
  `chromium: encrypt, store and index ${String(size)}`,
  median(loads),
  'ms',
  Math.round(rawMs),
  '<= 4000, <= 1/5 of raw',
);
const big = await freshPage();
await big.evaluate((count) => benchPage.load(count), size * 2);
const unlocks: number[] = [];
for (let run = 0; run < 3; run += 1) unlocks.push((await big.evaluate(() => benchPage.unlock())).searchable);
say(`chromium: unlock to first search, ${String(size * 2)}`, median(unlocks), 'ms', null, '<= 1500');
await browser.close();
