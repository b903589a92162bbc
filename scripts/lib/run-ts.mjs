/**
 * Runs one TypeScript file through Vite's module runner, so that it sees the sources as the build does
 * (`import.meta.glob` included). For benches and fixtures; the file awaits its own work at top level.
 */
import cluster from 'node:cluster';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const [file, ...rest] = process.argv.slice(2);
// Node by itself reads no TypeScript: workers that the file forks come through here as well.
if (cluster.isPrimary) cluster.setupPrimary({ exec: fileURLToPath(import.meta.url), args: [file, ...rest] });
process.argv.splice(1, process.argv.length - 1, path.resolve(file), ...rest);
await runnerImport(path.resolve(file), { configFile: false, logLevel: 'error' });
