import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { run, start } from './children.mjs';
import { say } from './say.mjs';

/** The path of the installed Electron binary, or undefined. Never imports the package: that would start a download. */
export function findElectron(root) {
  const folder = path.join(root, 'node_modules', 'electron');
  const note = path.join(folder, 'path.txt');
  if (!existsSync(note)) return undefined;
  const binary = path.join(
    process.env.ELECTRON_OVERRIDE_DIST_PATH ?? path.join(folder, 'dist'),
    readFileSync(note, 'utf8').trim(),
  );
  return existsSync(binary) ? binary : undefined;
}

/** The binary, fetched when it can be; undefined when it cannot. */
export async function obtainElectron(root) {
  const there = findElectron(root);
  if (there !== undefined) return there;
  const installer = path.join(root, 'node_modules', 'electron', 'install.js');
  if (!existsSync(installer)) return undefined;
  say('正在取得桌面程序 Electron……');
  // Its own messages are for programmers; the caller says in one sentence what happens instead.
  const code = await run(process.execPath, [installer], { cwd: root, stdio: 'ignore', timeout: 600_000 });
  return code === 0 ? findElectron(root) : undefined;
}

/** Opens the desktop application. The enrolment code travels in the environment: arguments are visible to every user. */
export function openElectron(binary, root, profile, code) {
  return start(binary, [root, `--user-data-dir=${profile}`], {
    env: { ...process.env, ...(code === undefined ? {} : { LEDGER_ENROL_CODE: code }) },
  });
}
