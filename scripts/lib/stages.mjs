import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { run } from './children.mjs';
import { none, playwrightCounts, vitestCounts } from './counts.mjs';
import { findPostgres, startPostgres } from './postgres.mjs';

const reports = (root) => path.join(root, '.cache', 'reports');
const tool = (root, ...parts) => path.join(root, 'node_modules', ...parts);

function report(root, name) {
  const file = path.join(reports(root), `${name}.json`);
  mkdirSync(path.dirname(file), { recursive: true });
  rmSync(file, { force: true });
  return file;
}

function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** A dot a test, without a colour for each when nobody looks at a terminal. */
const plain = process.stdout.isTTY ? {} : { NO_COLOR: '1', FORCE_COLOR: '0' };

/** A stage that could not run, with the reason; it counts as one skip. */
const skipped = (reason) => ({ ...none, skipped: 1, reason });
const crashed = (reason) => ({ ...none, failed: 1, reason });

async function command(root, args, env) {
  const code = await run(process.execPath, args, { cwd: root, env: { ...process.env, ...env } });
  return code === 0 ? { ...none, passed: 1 } : { ...none, failed: 1 };
}

async function vitest(root, name, projects, env = {}) {
  const file = report(root, name);
  const code = await run(
    process.execPath,
    [
      tool(root, 'vitest', 'vitest.mjs'),
      'run',
      ...projects.flatMap((project) => ['--project', project]),
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ],
    { cwd: root, env: { ...process.env, ...plain, ...env } },
  );
  const written = readReport(file);
  return written === undefined
    ? crashed('the test runner ended without a report')
    : vitestCounts(written, code);
}

async function onPostgres(root) {
  if (findPostgres() === undefined) return skipped('no PostgreSQL on this machine (initdb not found)');
  const cluster = await startPostgres().catch((error) => error);
  if (cluster instanceof Error) return crashed(cluster.message);
  try {
    process.stdout.write(`PostgreSQL ${cluster.version}\n`);
    return await vitest(root, 'server-postgres', ['server'], { DATABASE_URL: cluster.url });
  } finally {
    await cluster.stop();
  }
}

async function endToEnd(root, chromium) {
  if (!existsSync(path.join(root, 'playwright.config.ts'))) return skipped('no end-to-end tests yet');
  if (chromium === undefined) return skipped('no Chromium could be found or installed');
  const file = report(root, 'e2e');
  const code = await run(
    process.execPath,
    [tool(root, '@playwright', 'test', 'cli.js'), 'test', '--reporter=line,json'],
    { cwd: root, env: { ...process.env, CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: file } },
  );
  const written = readReport(file);
  return written === undefined
    ? crashed('the test runner ended without a report')
    : playwrightCounts(written, code);
}

async function build(root) {
  const { ensureBuilt } = await import('./build.mjs');
  return ensureBuilt(root).then(
    () => ({ ...none, passed: 1 }),
    () => ({ ...none, failed: 1 }),
  );
}

async function standin(root, chromium) {
  if (!existsSync(path.join(root, 'dist-electron', 'main.js'))) return skipped('the shell was not built');
  if (chromium === undefined) return skipped('no Chromium could be found or installed');
  return vitest(root, 'standin', ['standin'], { CHROMIUM: chromium });
}

const seeds = 50;

/** The stages in order, with the seconds each may take (R58). `fast` ones are those of `npm run check`. */
export function stages(root, chromium) {
  const inChromium = chromium === undefined ? {} : { CHROMIUM: chromium };
  const noDatabase = { DATABASE_URL: '' };
  return [
    {
      name: 'typecheck',
      fast: true,
      budget: 90,
      run: () => command(root, [tool(root, 'typescript', 'bin', 'tsc'), '--noEmit']),
    },
    { name: 'lint', fast: true, budget: 90, run: () => command(root, ['scripts/lint.mjs']) },
    { name: 'unit', fast: true, budget: 180, run: () => vitest(root, 'unit', ['unit', 'dom'], noDatabase) },
    {
      name: 'contract',
      fast: true,
      budget: 60,
      run: () => vitest(root, 'contract', ['contract'], { ...inChromium, ...noDatabase }),
    },
    {
      name: 'sweeps',
      budget: 120,
      run: () => vitest(root, 'sweeps', ['sweeps'], noDatabase),
    },
    {
      name: 'server on PGlite',
      budget: 180,
      run: () => vitest(root, 'server-pglite', ['server'], noDatabase),
    },
    { name: 'server on PostgreSQL', budget: 180, run: () => onPostgres(root) },
    {
      name: `simulation (${seeds} seeds)`,
      budget: 240,
      run: () =>
        vitest(root, 'simulation', ['simulation'], { ...noDatabase, SIMULATION_SEEDS: String(seeds) }),
    },
    { name: 'build', budget: 60, run: () => build(root) },
    { name: 'stand-in', budget: 150, run: () => standin(root, chromium) },
    { name: 'end to end', budget: 900, run: () => endToEnd(root, chromium) },
  ];
}
