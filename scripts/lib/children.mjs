import { spawn, spawnSync } from 'node:child_process';

const running = new Set();
const windows = process.platform === 'win32';

/**
 * Starts a program in a group of its own: Ctrl-C in the terminal reaches only us, and we stop the children in order.
 */
export function start(command, args, options = {}) {
  const child = spawn(command, args, { stdio: 'inherit', detached: !windows, windowsHide: true, ...options });
  running.add(child);
  child.on('error', () => running.delete(child));
  child.on('exit', () => running.delete(child));
  return child;
}

/** Whether the program has ended. */
export function hasEnded(child) {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
}

/** Resolves with the exit code, 1 when it was killed or never started. */
export function ended(child) {
  if (hasEnded(child)) return Promise.resolve(child.exitCode ?? 1);
  return new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

function signal(child, name) {
  if (windows) {
    spawnSync('taskkill', ['/pid', String(child.pid), '/T', ...(name === 'SIGKILL' ? ['/F'] : [])], {
      stdio: 'ignore',
    });
    return;
  }
  try {
    process.kill(-child.pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** Asks a program and all it started to end, and makes it after the grace time. */
export async function stop(child, graceMs = 8000) {
  if (hasEnded(child)) return;
  const done = ended(child);
  signal(child, 'SIGTERM');
  const timer = setTimeout(() => signal(child, 'SIGKILL'), graceMs);
  await done;
  clearTimeout(timer);
}

/** Stops everything this process has started. */
export async function stopAll() {
  await Promise.all([...running].map((child) => stop(child)));
}

/** Runs a program to its end; resolves with its exit code. */
export function run(command, args, options = {}) {
  return ended(start(command, args, options));
}
