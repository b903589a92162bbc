import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** The real package tries to download a binary the moment it is imported; no test may ever reach it. */
const alias = { electron: fileURLToPath(new URL('./tests/standin/no-electron.ts', import.meta.url)) };

/** A fault at every single place, or every order of a dozen steps: for `npm test`, too long for `npm run check`. */
const sweeps = '**/*.sweep.test.ts';

/** One world for all files: they share no state but their modules, and loading those anew cost more than the tests. */
const together = { isolate: false };

function project(name: string, environment: 'node' | 'jsdom', extra: Record<string, unknown> = {}) {
  return {
    plugins: [react()],
    resolve: { alias },
    test: {
      name,
      environment,
      include: [`tests/${name}/**/*.test.{ts,tsx}`],
      exclude: [sweeps],
      testTimeout: 60_000,
      hookTimeout: 60_000,
      restoreMocks: true,
      ...extra,
    },
  };
}

export default defineConfig({
  test: {
    // By itself the runner leaves one core of two idle; the tests that need quiet say so themselves.
    maxWorkers: Math.max(2, availableParallelism()),
    projects: [
      project('unit', 'node', together),
      project('dom', 'jsdom', together),
      project('contract', 'node', together),
      project('sweeps', 'node', {
        include: [`tests/{unit,contract}/${sweeps}`],
        exclude: [],
        testTimeout: 180_000,
      }),
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
