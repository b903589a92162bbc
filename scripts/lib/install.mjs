import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { npm } from './npm.mjs';
import { PlainStop, say } from './say.mjs';

/** Marks an installation that has begun and not ended; it lies outside node_modules, which npm empties first. */
const begun = (root) => path.join(root, '.cache', 'install-begun');
const finished = (root) => path.join(root, '.cache', 'installed');

function wanted(root) {
  const lock = readFileSync(path.join(root, 'package-lock.json'));
  return createHash('sha256').update(lock).update(process.versions.modules).digest('hex');
}

/** What is there: complete, interrupted (begun and never ended), stale (another lock file) or absent. */
export function installState(root) {
  if (existsSync(begun(root))) return 'interrupted';
  const modules = path.join(root, 'node_modules');
  if (!existsSync(modules)) return 'absent';
  if (existsSync(finished(root))) {
    return readFileSync(finished(root), 'utf8') === wanted(root) ? 'complete' : 'stale';
  }
  // Somebody ran npm by hand: npm writes this file last, so it tells whether that run came to its end.
  const npmsOwn = path.join(modules, '.package-lock.json');
  if (!existsSync(npmsOwn)) return 'interrupted';
  return statSync(npmsOwn).mtimeMs >= statSync(path.join(root, 'package-lock.json')).mtimeMs
    ? 'complete'
    : 'stale';
}

const reasons = {
  absent: '第一次运行，正在安装所需的组件（约 2 分钟）……',
  stale: '组件清单有更新，正在重新安装……',
  interrupted: '上次安装没有完成，正在从头补装……',
};

/** Installs what is missing. Returns whether anything had to be done. */
export async function ensureInstalled(root) {
  const state = installState(root);
  if (state === 'complete') {
    if (!existsSync(finished(root))) mark(root);
    return false;
  }
  // npm empties node_modules before it fills it, through a link as well: it would empty somebody else's folder.
  if (lstatSync(path.join(root, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw new PlainStop(
      'node_modules 是指向别处的链接，里面的组件与清单不一致；为免动到别处的文件，没有安装。请删除这个链接后再运行一次。',
    );
  }
  say(reasons[state]);
  mkdirSync(path.join(root, '.cache'), { recursive: true });
  writeFileSync(begun(root), '');
  const code = await npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root });
  if (code !== 0) {
    throw new PlainStop(
      '组件没有装完，多半是网络不通；已有的资料没有变化。请检查网络后再运行一次，会自动接着安装。',
    );
  }
  mark(root);
  rmSync(begun(root), { force: true });
  return true;
}

function mark(root) {
  mkdirSync(path.join(root, '.cache'), { recursive: true });
  writeFileSync(finished(root), wanted(root));
}
