import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));

export interface Started {
  readonly child: ChildProcess;
  readonly ready: { url: string; database: string; codes: { office: string; label: string; code: string }[] };
  errors(): string;
  readonly ended: Promise<number | null>;
}

/** The server as an operator starts it: processes of its own. */
export async function startProcess(env: Readonly<Record<string, string>>): Promise<Started> {
  const child = spawn(process.execPath, ['scripts/lib/run-ts.mjs', 'server/main.ts'], {
    cwd: root,
    env: { ...process.env, PORT: '0', DEMO: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const line = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')));
    });
    void ended.then((code) => reject(new Error(`ended with ${String(code)}: ${errors}`)));
  });
  return { child, ready: JSON.parse(line) as Started['ready'], errors: () => errors, ended };
}
