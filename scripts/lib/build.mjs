import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { npm } from './npm.mjs';
import { PlainStop, say } from './say.mjs';

const sources = [
  'domain',
  'electron',
  'renderer',
  'server',
  'index.html',
  'vite.config.ts',
  'tsconfig.json',
  'package-lock.json',
  'package.json',
];

function* filesUnder(place) {
  if (!existsSync(place)) return;
  if (!statSync(place).isDirectory()) {
    yield place;
    return;
  }
  for (const name of readdirSync(place).sort()) yield* filesUnder(path.join(place, name));
}

/** A digest of every source file's content: a checkout that only moves dates does not build anew. */
export function sourceDigest(root) {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of filesUnder(path.join(root, source))) {
      hash.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
    }
  }
  return hash.digest('hex');
}

const products = [
  'dist/index.html',
  'dist-electron/main.js',
  'dist-electron/preload.cjs',
  'dist-server/main.js',
];

/** Builds unless the sources are those of the last complete build. Returns whether it built. */
export async function ensureBuilt(root) {
  const record = path.join(root, '.cache', 'built');
  const digest = sourceDigest(root);
  const whole = products.every((product) => existsSync(path.join(root, product)));
  if (whole && existsSync(record) && readFileSync(record, 'utf8') === digest) return false;
  say('正在生成程序文件……');
  rmSync(record, { force: true });
  const code = await npm(['run', '--silent', 'build', '--', '--logLevel', 'warn'], { cwd: root });
  if (code !== 0) {
    throw new PlainStop('程序文件没有生成成功，上面几行写着原因；已有的资料没有变化。改正后请再运行一次。');
  }
  mkdirSync(path.dirname(record), { recursive: true });
  writeFileSync(record, digest);
  return true;
}
