import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from './launch.ts';

/** `npm start` under way: what it has said so far, and how it ends. */
export interface Run {
  readonly pid: number;
  readonly said: () => string;
  readonly complained: () => string;
  readonly ended: Promise<number>;
  /** Waits until it has said this. */
  until(words: RegExp): Promise<RegExpExecArray>;
  /** Ctrl-C. */
  interrupt(): Promise<number>;
}

/** A desktop, a binary of Electron or a browser of this machine would lead each run another way. */
const nothing = ['DISPLAY', 'WAYLAND_DISPLAY', 'CHROMIUM', 'DATABASE_URL', 'PUBLIC_URL', 'npm_execpath'];

/**
 * Runs scripts/start.mjs over a data folder of its own, where Electron is neither installed nor to be had from anywhere
 * and nothing is in the search path.
 */
export function begin(
  folder: string,
  flags: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Run {
  const kept = Object.entries(process.env).filter(([name]) => !nothing.includes(name));
  const child = spawn(process.execPath, [path.join(root, 'scripts', 'start.mjs'), ...flags], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...Object.fromEntries(kept),
      LEDGER_DATA: path.join(folder, 'data'),
      PATH: path.join(folder, 'nothing'),
      ELECTRON_OVERRIDE_DIST_PATH: path.join(folder, 'nothing'),
      ELECTRON_MIRROR: 'http://127.0.0.1:1/',
      electron_config_cache: path.join(folder, 'cache'),
      ...env,
    },
  });
  let said = '';
  let complained = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complained += text));
  const ended = new Promise<number>((resolve) => child.on('exit', (code) => resolve(code ?? -1)));
  let isOver = false;
  void ended.then(() => (isOver = true));
  return {
    pid: child.pid ?? 0,
    said: () => said,
    complained: () => complained,
    ended,
    async until(words) {
      for (const limit = Date.now() + 60_000; Date.now() < limit;) {
        const found = words.exec(said);
        if (found) return found;
        if (isOver) break;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error(`waited in vain for ${String(words)}; it said: ${said}${complained}`);
    },
    interrupt() {
      child.kill('SIGINT');
      return ended;
    },
  };
}

const parentOf = (pid: string): number => {
  try {
    const [, rest = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(/\) /u);
    return Number(rest.split(' ')[1]);
  } catch {
    // It ended between the listing and the look.
    return -1;
  }
};

/** Every process below this one, however deep. */
export function descendants(pid: number): readonly number[] {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/u.test(name))
      .map((name) => [Number(name), parentOf(name)]),
  );
  const below = (of: number): readonly number[] =>
    [...parents].filter(([, parent]) => parent === of).flatMap(([each]) => [each, ...below(each)]);
  return below(pid);
}

export const isAlive = (pid: number): boolean => existsSync(`/proc/${pid}`);
