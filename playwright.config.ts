import { defineConfig } from '@playwright/test';

/** Real Chromium, the built page, a real server. One worker: two PCs and a server already fill two cores. */
export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  globalSetup: './tests/e2e/support/firstStart.ts',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 240_000,
  expect: { timeout: 15_000 },
  reporter: 'line',
  outputDir: 'test-results',
  use: { locale: 'zh-CN', timezoneId: 'Asia/Shanghai' },
});
