/**
 * Runs tests/bench and prints its figures as one table. Arguments name the files to run, by a part of their name; those
 * in tests/bench/parts, which take one part of the product apart, run only when they are named.
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { startPostgres } from './lib/postgres.mjs';
import { PlainStop, runMain, say } from './lib/say.mjs';
import { ensureChromium } from './lib/system.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const folder = path.join(root, 'tests', 'bench');
const wanted = process.argv.slice(2);

/** Runs one file to its end and gathers its figures; other lines are shown as they come. */
function measure(file, env) {
  return new Promise((resolve) => {
    const figures = [];
    const runner = path.join(root, 'scripts', 'lib', 'run-ts.mjs');
    const child = spawn(process.execPath, [runner, path.join(folder, file)], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    createInterface({ input: child.stdout }).on('line', (line) => {
      const figure = parse(line);
      if (figure === undefined) say(line);
      else figures.push(figure);
    });
    child.on('close', (code) => resolve({ figures, code: code ?? 1 }));
  });
}

function parse(line) {
  try {
    const figure = JSON.parse(line);
    return typeof figure?.name === 'string' && 'value' in figure ? figure : undefined;
  } catch {
    // An ordinary line of text.
    return undefined;
  }
}

/** How much of a core one busy thread is given now: on a shared machine every figure below has to be read beside this. */
function shareOfCore() {
  const before = process.cpuUsage();
  const from = performance.now();
  while (performance.now() - from < 700);
  const { user, system } = process.cpuUsage(before);
  return Math.round((user + system) / 10 / (performance.now() - from));
}

const shown = (value) =>
  typeof value === 'number' ? String(Math.round(value * 1000) / 1000) : (value ?? '');

function table(figures) {
  const rows = [
    ['name', 'value', 'unit', 'lower bound', 'ratio', 'target'],
    ...figures.map((figure) =>
      [figure.name, figure.value, figure.unit, figure.bound, figure.ratio, figure.target].map(shown),
    ),
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
  return rows
    .map((row) => row.map((cell, column) => String(cell).padEnd(widths[column])).join('  '))
    .join('\n');
}

await runMain(async () => {
  await ensureInstalled(root);
  const files = (existsSync(folder) ? readdirSync(folder, { recursive: true }) : [])
    .map(String)
    .filter((name) => name.endsWith('.bench.ts'))
    .filter((name) =>
      wanted.length === 0 ? !name.startsWith('parts') : wanted.some((part) => name.includes(part)),
    )
    .sort();
  if (files.length === 0) throw new PlainStop('tests/bench holds no figure of that name');
  await ensureBuilt(root);
  const chromium = await ensureChromium(root);
  const cluster = await startPostgres();
  const env = {
    ...(chromium === undefined ? {} : { CHROMIUM: chromium }),
    ...(cluster === undefined ? {} : { DATABASE_URL: cluster.url }),
  };
  const all = [];
  let broken = 0;
  try {
    for (const file of files) {
      say(`== ${file} (one busy thread gets ${shareOfCore()} % of a core)`);
      const { figures, code } = await measure(file, env);
      all.push(...figures);
      if (code !== 0) {
        broken += 1;
        say(`${file} ended with code ${code}`);
      }
    }
  } finally {
    await cluster?.stop();
  }
  say(`\n${table(all)}`);
  return broken === 0 ? 0 : 1;
});
