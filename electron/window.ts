import { BrowserWindow } from 'electron';
import { guardNavigation } from './guards/navigation.ts';
import { guardWindowOpen } from './guards/windows.ts';
import { pageUrl } from './scheme.ts';

/** The one window. Shown when its first picture is ready, so that nobody stares at a white sheet. */
export function openWindow(preload: string, fragment: string): BrowserWindow {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    minWidth: 1093,
    minHeight: 614,
    show: false,
    autoHideMenuBar: true,
    title: '基层工会台账',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      // Names and identity numbers would otherwise be sent to a dictionary or kept in one.
      spellcheck: false,
    },
  });
  guardNavigation(window.webContents);
  guardWindowOpen(window.webContents);
  window.once('ready-to-show', () => {
    window.show();
  });
  // The window exists either way; a page that did not load shows Chromium's own error page inside it.
  window.loadURL(pageUrl + fragment).catch((error: unknown) => {
    console.error('page did not load:', error instanceof Error ? error.name : 'unknown');
  });
  return window;
}
