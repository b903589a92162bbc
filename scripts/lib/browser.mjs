import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { start } from './children.mjs';

const places = {
  win32: [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA].flatMap(
    (base) =>
      base === undefined
        ? []
        : [
            'Microsoft/Edge/Application/msedge.exe',
            'Google/Chrome/Application/chrome.exe',
            'Chromium/Application/chrome.exe',
          ].map((name) => path.join(base, name)),
  ),
  darwin: ['Google Chrome', 'Microsoft Edge', 'Chromium'].map(
    (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
  ),
};

const commands = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
];

function runnable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    // Not there or not to be run: the next place is tried.
    return false;
  }
}

/** The path of an installed Chromium, Chrome or Edge, or undefined. `CHROMIUM` names one by hand. */
export function findBrowser() {
  const named = process.env.CHROMIUM;
  const inPath = (process.env.PATH ?? '')
    .split(path.delimiter)
    .flatMap((folder) => commands.map((name) => path.join(folder, name)));
  const known =
    process.platform === 'win32' || process.platform === 'darwin' ? places[process.platform] : inPath;
  return [...(named ? [named] : []), ...known].find(runnable);
}

/** Whether this session can show a window. */
export function hasDisplay() {
  if (process.platform === 'win32' || process.platform === 'darwin') return true;
  return Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);
}

/** Opens the address in a window without address bar, in a profile of its own that nothing else shares. */
export function openAppWindow(browser, url, profile) {
  // Chromium refuses to sandbox itself for root; this concerns containers and test machines only.
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return start(
    browser,
    [
      `--app=${url}`,
      `--user-data-dir=${profile}`,
      '--no-first-run',
      '--no-default-browser-check',
      '--window-size=1366,768',
      ...root,
    ],
    { stdio: 'ignore' },
  );
}
