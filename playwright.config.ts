import { defineConfig } from '@playwright/test';

/**
 * Real Chromium, the built page, a real server. Two workers, a file each: most of a test is waiting, for a disk, a line or a
 * clock, and two of them take little more than half the time of one after the other.
 */
export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  globalSetup: './tests/e2e/support/firstStart.ts',
  fullyParallel: false,
  workers: 2,
  retries: 0,
  timeout: 240_000,
  expect: { timeout: 20_000 },
  reporter: 'line',
  outputDir: 'test-results',
  use: { locale: 'zh-CN', timezoneId: 'Asia/Shanghai' },
});
