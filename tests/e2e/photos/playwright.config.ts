import { defineConfig } from '@playwright/test';

/**
 * Pictures of every screen with real data, for a person to look at: no test, and no part of `npm test`.
 * `npx playwright test -c tests/e2e/photos [-g 花名册]`; the office is kept in .cache/photos until that folder is removed.
 */
export default defineConfig({
  testDir: '.',
  testMatch: '*.photos.ts',
  workers: 1,
  retries: 0,
  timeout: 240_000,
  expect: { timeout: 20_000 },
  reporter: 'line',
  outputDir: '../../../test-results',
});
