import path from 'node:path';
import { app, dialog, ipcMain, Menu, powerMonitor, protocol, safeStorage, session } from 'electron';
import type { BrowserWindow } from 'electron';
import { deviceSecret } from './files/deviceSecret.ts';
import { hostFiles } from './files/hostFiles.ts';
import { enrolmentFragment } from './fragment.ts';
import { holdInstance } from './guards/instance.ts';
import { guardPermissions } from './guards/permissions.ts';
import { shellHandlers } from './ipc/handlers.ts';
import { serveChannels } from './ipc/serve.ts';
import { forwardLockEvents } from './lockEvents.ts';
import { servePage } from './pageFiles.ts';
import { pageScheme, schemePrivileges } from './scheme.ts';
import { watchPage } from './watch/watchPage.ts';
import { openWindow } from './window.ts';

let window: BrowserWindow | undefined;

const shown = (): BrowserWindow | undefined => (window?.isDestroyed() === false ? window : undefined);

function comeForward(): void {
  const open = shown();
  if (open?.isMinimized() === true) open.restore();
  open?.focus();
}

function openLedger(): void {
  const built = import.meta.dirname;
  const folder = path.join(app.getPath('userData'), 'host');
  protocol.handle(pageScheme, (request) => servePage(path.join(built, '..', 'dist'), request));
  guardPermissions(session.defaultSession);
  serveChannels(
    ipcMain,
    shellHandlers({
      app,
      dialog,
      power: powerMonitor,
      window: shown,
      folder: app.getPath('userData'),
      files: hostFiles(folder),
      secret: deviceSecret(folder, safeStorage),
    }),
  );
  forwardLockEvents(powerMonitor, shown);
  Menu.setApplicationMenu(null);
  const opened = openWindow(path.join(built, 'preload.cjs'), enrolmentFragment(process.env));
  window = opened;
  watchPage({
    contents: opened.webContents,
    ask: (options) => dialog.showMessageBox(opened, options),
    quit: () => {
      app.quit();
    },
    nowMs: () => performance.now(),
  });
  opened.on('closed', () => {
    window = undefined;
  });
}

app.enableSandbox();
protocol.registerSchemesAsPrivileged(schemePrivileges);
if (holdInstance(app, comeForward)) {
  app.on('window-all-closed', () => {
    app.quit();
  });
  app.whenReady().then(openLedger, (error: unknown) => {
    console.error('the shell did not start:', error instanceof Error ? error.name : 'unknown');
    app.exit(1);
  });
}
