import { cpSync, existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { appFolder, launch, removeFolder, root } from './launch.ts';
import type { Shell } from './launch.ts';

const dist = path.join(process.env['STANDIN_PAGE'] ?? root, 'dist');
let shell: Shell | undefined;
let folder = '';

afterEach(async () => {
  await shell?.close();
  removeFolder(folder);
});

/** `npm test` builds first; somebody who runs this project alone without a build sees it reported as not run. */
test.skipIf(!existsSync(path.join(dist, 'index.html')))(
  'the built page opens under the policy and breaks none of it',
  async () => {
    folder = appFolder('');
    rmSync(path.join(folder, 'dist'), { recursive: true });
    cpSync(dist, path.join(folder, 'dist'), { recursive: true });
    shell = launch(folder, { env: { LEDGER_ENROL_CODE: 'x' } });
    const page = await shell.page();
    const said: string[] = [];
    page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => said.push(`pageerror: ${error.message}`));
    // Listening begins after the first scripts have run, so the page is opened once more.
    await page.reload();
    await page.waitForFunction(() => (document.getElementById('root')?.innerText ?? '').trim().length > 0);
    await page.waitForTimeout(1000);
    expect(said.filter((line) => /Content Security Policy|pageerror/.test(line))).toEqual([]);
    expect(shell.named('network.blocked')).toEqual([]);
    expect(shell.named('ipc.refused')).toEqual([]);
  },
);
