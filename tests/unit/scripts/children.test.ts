import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { run, start, stop } from '../../../scripts/lib/children.mjs';

const alive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

test('a program that is not there ends with 1 instead of an exception', async () => {
  expect(await run('/nonexistent/program', [])).toBe(1);
});

test('stopping a program stops what it had started, even what does not listen', async () => {
  const grandchild = `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log(process.pid);`;
  const parent = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(grandchild)}], { stdio: 'inherit' }); process.on('SIGTERM', () => {}); setInterval(() => {}, 1000);`;
  const child = start(process.execPath, ['-e', parent], { stdio: ['ignore', 'pipe', 'ignore'] });
  if (child.stdout === null) throw new Error('no output');
  const pid = await new Promise<number>((resolve) => {
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).once('line', (line) =>
      resolve(Number(line)),
    );
  });
  expect(alive(pid)).toBe(true);
  await stop(child, 200);
  await expect.poll(() => alive(pid), { timeout: 5000 }).toBe(false);
});
