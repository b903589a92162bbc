/** Linter, layer rules and formatter, all three at once; each says what it finds. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './lib/children.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const layers = ['domain', 'server', 'electron', 'renderer'];
const tools = [
  ['eslint/bin/eslint.js', '.', '--max-warnings', '0'],
  ['dependency-cruiser/bin/dependency-cruise.mjs', '--config', '.dependency-cruiser.cjs', ...layers],
  // By content: a file that has not changed needs no second look, whoever touched it.
  [
    'prettier/bin/prettier.cjs',
    ...['--check', '--log-level', 'warn', '--cache', '--cache-strategy', 'content'],
    ...['--cache-location', '.cache/prettier', '.'],
  ],
];

const codes = await Promise.all(
  tools.map(([file, ...args]) =>
    run(process.execPath, [path.join(root, 'node_modules', file), ...args], { cwd: root }),
  ),
);
process.exitCode = codes.every((code) => code === 0) ? 0 : 1;
