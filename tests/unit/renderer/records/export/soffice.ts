import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const program = ['/usr/bin/soffice', '/usr/bin/libreoffice', '/opt/libreoffice/program/soffice'].find(
  (file) => existsSync(file),
);

/** Whether a second spreadsheet program is on this machine; tests that need it are skipped, and counted, where it is not. */
export const hasOffice = program !== undefined;

/** Has LibreOffice open a file and save it as another kind; a profile of its own lets several run side by side. */
export async function convert(
  bytes: Uint8Array,
  from: string,
  to: string,
  filter = '',
): Promise<Buffer<ArrayBuffer>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'office-'));
  try {
    await writeFile(path.join(folder, `sheet.${from}`), bytes);
    const target = filter === '' ? to : `${to}:${filter}`;
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    await run(
      program ?? '',
      [
        profile,
        '--headless',
        '--convert-to',
        target,
        '--outdir',
        path.join(folder, 'out'),
        path.join(folder, `sheet.${from}`),
      ],
      { timeout: 150_000 },
    );
    return await readFile(path.join(folder, 'out', `sheet.${to}`));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
