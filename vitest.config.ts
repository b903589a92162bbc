import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** The real package tries to download a binary the moment it is imported; no test may ever reach it. */
const alias = { electron: fileURLToPath(new URL('./tests/standin/no-electron.ts', import.meta.url)) };

function project(name: string, environment: 'node' | 'jsdom', extra: Record<string, unknown> = {}) {
  return {
    plugins: [react()],
    resolve: { alias },
    test: {
      name,
      environment,
      include: [`tests/${name}/**/*.test.{ts,tsx}`],
      testTimeout: 60_000,
      hookTimeout: 60_000,
      restoreMocks: true,
      ...extra,
    },
  };
}

export default defineConfig({
  test: {
    passWithNoTests: true,
    projects: [
      project('unit', 'node'),
      project('dom', 'jsdom'),
      project('contract', 'node'),
      project('server', 'node', { testTimeout: 60_000, hookTimeout: 120_000 }),
      project('simulation', 'node', { testTimeout: 600_000 }),
      // Each file drives a Chromium of its own; two cores do not carry several at once.
      project('standin', 'node', {
        testTimeout: 120_000,
        hookTimeout: 120_000,
        fileParallelism: false,
        globalSetup: ['tests/standin/buildShell.ts'],
      }),
    ],
  },
});
