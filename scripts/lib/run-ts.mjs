/**
 * Runs one TypeScript file through Vite's module runner, so that it sees the sources as the build does
 * (`import.meta.glob` included). For benches and fixtures; the file awaits its own work at top level.
 */
import path from 'node:path';
import { runnerImport } from 'vite';

const [file, ...rest] = process.argv.slice(2);
process.argv.splice(1, process.argv.length - 1, path.resolve(file), ...rest);
await runnerImport(path.resolve(file), { configFile: false, logLevel: 'error' });
