import { cp } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import policy from './electron/content-policy.json' with { type: 'json' };
import type { EnvironmentOptions } from 'vite';

/** Modules a bundle for the main process or the preload must never swallow. */
const provided = [
  'electron',
  'electron/main',
  'electron/renderer',
  ...builtinModules,
  ...builtinModules.map((name) => `node:${name}`),
];

/** One file out of one entry: a sandboxed preload cannot load a second one, and main stays easy to audit. */
function shellPart(entry: string, file: string, format: 'es' | 'cjs'): EnvironmentOptions {
  return {
    consumer: 'server',
    resolve: { external: provided, noExternal: true },
    build: {
      outDir: 'dist-electron',
      emptyOutDir: false,
      copyPublicDir: false,
      ssr: true,
      minify: false,
      sourcemap: false,
      target: 'node20',
      rolldownOptions: {
        input: entry,
        external: provided,
        output: { format, entryFileNames: file, codeSplitting: false },
      },
    },
  };
}

export default defineConfig({
  plugins: [react()],
  html: { cspNonce: policy.noncePlaceholder },
  worker: { format: 'es' },
  environments: {
    client: {
      build: {
        outDir: 'dist',
        emptyOutDir: true,
        target: 'chrome130',
        sourcemap: false,
        chunkSizeWarningLimit: 4000,
      },
    },
    main: shellPart('electron/main.ts', 'main.js', 'es'),
    preload: shellPart('electron/preload.ts', 'preload.cjs', 'cjs'),
    // The server runs from packages that are installed beside it; only our own sources are bundled.
    province: {
      consumer: 'server',
      resolve: { external: true },
      build: {
        outDir: 'dist-server',
        emptyOutDir: true,
        copyPublicDir: false,
        ssr: true,
        minify: false,
        target: 'node20',
        rolldownOptions: { input: 'server/main.ts', output: { entryFileNames: 'main.js' } },
      },
    },
  },
  builder: {
    async buildApp(builder) {
      for (const name of ['client', 'main', 'preload', 'province']) {
        const environment = builder.environments[name];
        if (environment === undefined) throw new Error(`vite environment ${name} is missing`);
        await builder.build(environment);
      }
      // Migrations stay plain files: an operator reads them, and their hashes are checked at start.
      await cp('server/sql/migrations', 'dist-server/migrations', { recursive: true });
    },
  },
});
