/** Linter, layer rules and formatter, all three even when the first complains. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './lib/children.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const layers = ['domain', 'server', 'electron', 'renderer'];
const tools = [
  ['eslint/bin/eslint.js', '.', '--max-warnings', '0'],
  ['dependency-cruiser/bin/dependency-cruise.mjs', '--config', '.dependency-cruiser.cjs', ...layers],
  ['prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
];

let failed = 0;
for (const [file, ...args] of tools) {
  const code = await run(process.execPath, [path.join(root, 'node_modules', file), ...args], { cwd: root });
  if (code !== 0) failed += 1;
}
process.exitCode = failed === 0 ? 0 : 1;
