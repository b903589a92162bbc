import { afterEach, describe, expect, test } from 'vitest';
import { appFolder, launch, removeFolder } from './launch.ts';
import type { Shell } from './launch.ts';

const page = '<!doctype html><html lang="zh-CN"><title>台账</title><body>本页</body></html>';
const own = 'app://ledger/index.html';
const foreign = 'https://elsewhere.example/';

const folders: string[] = [];
const shells: Shell[] = [];

afterEach(async () => {
  for (const shell of shells.splice(0)) await shell.close();
  for (const place of folders.splice(0)) removeFolder(place);
});

type Change = (main: string) => string;

/** A change of the built shell that must hit exactly once, or the test would prove nothing. */
function replaced(pattern: RegExp, by: string): Change {
  return (main) => {
    if (main.match(new RegExp(pattern.source, `${pattern.flags}g`))?.length !== 1) {
      throw new Error(`the built shell holds ${String(pattern)} not exactly once`);
    }
    return main.replace(pattern, by);
  };
}

const returningAtOnce = (name: string, value = ''): Change =>
  replaced(new RegExp(`(function ${name}\\([^)]*\\) \\{)`), `$1 return ${value};`);

function start(change?: Change): Shell {
  const folder = appFolder(page, change);
  folders.push(folder);
  const shell = launch(folder);
  shells.push(shell);
  return shell;
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 400));

interface Guard {
  readonly name: string;
  /** What an attacker inside the page can reach; compared as a whole. */
  readonly attack: (shell: Shell) => Promise<unknown>;
  readonly withGuard: unknown;
  /** Shells with the guard taken away, and what the same attack must then reach. */
  readonly without: readonly (readonly [string, Change, unknown])[];
}

const guards: readonly Guard[] = [
  {
    name: 'navigation',
    async attack(shell) {
      const open = await shell.page();
      await open.evaluate((url) => {
        window.location.href = url;
      }, foreign);
      const tried = await shell.until('will-navigate');
      await settle();
      return { tried, network: shell.named('network.blocked') };
    },
    withGuard: { tried: { url: foreign, prevented: true }, network: [] },
    without: [
      [
        'guardNavigation',
        returningAtOnce('guardNavigation'),
        { tried: { url: foreign, prevented: false }, network: [foreign] },
      ],
      [
        'isPageUrl',
        returningAtOnce('isPageUrl', 'true'),
        { tried: { url: foreign, prevented: false }, network: [foreign] },
      ],
    ],
  },
  {
    name: 'window.open',
    async attack(shell) {
      const open = await shell.page();
      await open.evaluate((url) => void window.open(url), foreign);
      const tried = await shell.until('window.open');
      await settle();
      return { tried, pages: await shell.pageCount() };
    },
    withGuard: { tried: { url: foreign, action: 'deny' }, pages: 1 },
    without: [
      [
        'guardWindowOpen',
        returningAtOnce('guardWindowOpen'),
        { tried: { url: foreign, action: 'allow' }, pages: 2 },
      ],
    ],
  },
  {
    name: 'permissions',
    async attack(shell) {
      const open = await shell.page();
      const states = await open.evaluate(async () => {
        const names = ['geolocation', 'notifications', 'camera', 'persistent-storage'] as PermissionName[];
        return Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state));
      });
      return { states, disagree: shell.named('permission.disagrees') };
    },
    withGuard: { states: ['denied', 'denied', 'denied', 'granted'], disagree: [] },
    without: [
      [
        'guardPermissions',
        returningAtOnce('guardPermissions'),
        { states: ['granted', 'granted', 'granted', 'granted'], disagree: [] },
      ],
      [
        'mayUse',
        returningAtOnce('mayUse', 'true'),
        { states: ['granted', 'granted', 'granted', 'granted'], disagree: [] },
      ],
      [
        'the request handler alone',
        replaced(/answer\(mayUse\([^;]*\);/, 'answer(true);'),
        {
          states: ['denied', 'denied', 'denied', 'granted'],
          disagree: [
            'geolocation',
            'notifications',
            'media',
            'media',
            'midi',
            'clipboard-read',
            'idle-detection',
            'local-fonts',
          ],
        },
      ],
    ],
  },
  {
    name: 'content policy',
    async attack(shell) {
      const open = await shell.page();
      const ran = await open.evaluate(async () => {
        const script = document.createElement('script');
        script.textContent = 'window.injected = true';
        document.body.append(script);
        const style = document.createElement('style');
        style.textContent = 'body { color: rgb(1, 2, 3) }';
        document.body.append(style);
        await new Promise((resolve) => {
          const picture = new Image();
          picture.onload = picture.onerror = resolve;
          picture.src = 'https://elsewhere.example/?told=1';
        });
        return {
          script: 'injected' in window,
          style: getComputedStyle(document.body).color === 'rgb(1, 2, 3)',
        };
      });
      return { ...ran, network: shell.named('network.blocked') };
    },
    // The network guard would also stop the request: that nothing was even asked for is what shows the policy.
    withGuard: { script: false, style: false, network: [] },
    without: [
      [
        'the header',
        replaced(/"content-security-policy": contentPolicy\(nonce\)/, '"x-nothing": ""'),
        { script: true, style: true, network: ['https://elsewhere.example/?told=1'] },
      ],
      [
        'the nonce',
        replaced(/\$\{name\} \$\{sources/, "${name} 'unsafe-inline' ${sources"),
        // A nonce in style-src makes the browser ignore unsafe-inline there; scripts have none.
        { script: true, style: false, network: [] },
      ],
    ],
  },
  {
    name: 'sender',
    async attack(shell) {
      await shell.page();
      const outcome = async (url: string, top: boolean) =>
        (await shell.invokeAs(url, 'deviceSecret', undefined, top)).good;
      return {
        page: await outcome(own, true),
        foreign: await outcome(foreign, true),
        lookalike: await outcome('app://ledger.example/index.html', true),
        frame: await outcome(own, false),
      };
    },
    withGuard: { page: true, foreign: false, lookalike: false, frame: false },
    without: [
      [
        'trustedSender',
        returningAtOnce('trustedSender', 'true'),
        { page: true, foreign: true, lookalike: true, frame: true },
      ],
      [
        'isPageUrl',
        returningAtOnce('isPageUrl', 'true'),
        { page: true, foreign: true, lookalike: true, frame: false },
      ],
      [
        'the top frame',
        replaced(/frame\.parent === null && /, ''),
        { page: true, foreign: false, lookalike: false, frame: true },
      ],
    ],
  },
  {
    name: 'input',
    async attack(shell) {
      await shell.page();
      const good = async (channel: string, input: unknown) =>
        (await shell.invokeAs(own, channel, input)).good;
      return {
        path: await good('readFile', '../../etc/passwd'),
        device: await good('readFile', 'device'),
        unknown: await good('openExternal', foreign),
      };
    },
    withGuard: { path: false, device: false, unknown: false },
    without: [
      [
        'the input check',
        (main) =>
          replaced(
            /handlers\[channel\]\(input\.data\)/,
            'handlers[channel](raw)',
          )(replaced(/if \(!input\.success\) throw [^;]*;/, '')(main)),
        { path: true, device: true, unknown: false },
      ],
    ],
  },
];

describe.each(guards)('guard: $name', ({ attack, withGuard, without }) => {
  test('holds', async () => {
    expect(await attack(start())).toEqual(withGuard);
  });

  test.each(without)('is what holds: without %s the attack succeeds', async (_name, change, reached) => {
    expect(await attack(start(change))).toEqual(reached);
  });
});

/** Starts the application a second time over the same profile and tells what became of both. */
async function secondStart(change?: Change): Promise<unknown> {
  const folder = appFolder(page, change);
  folders.push(folder);
  const first = launch(folder);
  shells.push(first);
  await first.page();
  const second = launch(folder);
  shells.push(second);
  const outcome = await Promise.race([
    second.exited.then((code) => `ended with ${code}`),
    second.until('app.starting').then(
      () => 'went on',
      () => second.exited.then((code) => `ended with ${code}`),
    ),
  ]);
  await settle();
  return {
    outcome,
    focused: first.named('window.focused').length,
  };
}

describe('guard: single instance', () => {
  test('the second start hands over to the first and ends well', async () => {
    expect(await secondStart()).toEqual({ outcome: 'ended with 0', focused: 1 });
  });

  test('is what holds: without it a second start goes on over the same profile', async () => {
    const outcome = await secondStart(returningAtOnce('holdInstance', 'true'));
    expect(outcome).toEqual({ outcome: 'went on', focused: 0 });
  });
});

describe('guard: scheme before ready', () => {
  test.each([
    ['not registered', replaced(/protocol\.registerSchemesAsPrivileged\([^)]*\);/, '')],
    ['not secure', replaced(/secure: true/, 'secure: false')],
    ['not standard', replaced(/standard: true/, 'standard: false')],
  ])('%s: the stand-in refuses to start', async (_name, change) => {
    const shell = start(change);
    expect(await shell.exited).toBe(70);
    expect(shell.stderr()).toContain('no scheme was registered standard and secure before ready');
  });

  test('registered after ready: refused', async () => {
    const late = replaced(
      /(protocol\.registerSchemesAsPrivileged\([^)]*\));/,
      'app.whenReady().then(() => $1);',
    );
    expect(await start(late).exited).toBe(70);
  });
});

test('a member of electron that nobody implemented throws instead of passing silently', async () => {
  const shell = start(replaced(/app\.enableSandbox\(\);/, 'app.setLoginItemSettings({});'));
  expect(await shell.exited).not.toBe(0);
  expect(shell.stderr()).toContain('electron.app.setLoginItemSettings is not implemented');
});
