import { existsSync } from 'node:fs';
import { findBrowser } from './browser.mjs';
import { run } from './children.mjs';
import { say } from './say.mjs';

const debian = () => existsSync('/etc/debian_version');
const isRoot = () => process.getuid?.() === 0;

/** Installs Debian packages when that is possible; false when it is not or did not work. */
export async function aptInstall(packages) {
  if (!debian() || !isRoot()) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const quiet = { env, stdio: ['ignore', 'ignore', 'inherit'] };
  await run('apt-get', ['update', '-qq'], quiet);
  return (
    (await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], quiet)) === 0
  );
}

/** The browser the tests drive: the system's, else Debian's by apt, else Playwright's own. */
export async function ensureChromium(root) {
  const there = findBrowser();
  if (there !== undefined) return there;
  say('installing a Chromium for the tests');
  if (await aptInstall(['chromium'])) return findBrowser();
  await run(process.execPath, ['node_modules/playwright/cli.js', 'install', 'chromium'], { cwd: root });
  const { chromium } = await import('playwright');
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined;
}
