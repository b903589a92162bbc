import type { BrowserWindow, PowerMonitor } from 'electron';
import type { ShellEvent } from './ipc/channels.ts';

/** Tells the page to lock when the computer sleeps or its screen is locked: an unattended PC shows no person's file. */
export function forwardLockEvents(power: PowerMonitor, window: () => BrowserWindow | undefined): void {
  const event: ShellEvent = 'lockRequest';
  const tell = (): void => {
    window()?.webContents.send(event);
  };
  power.on('suspend', tell);
  power.on('lock-screen', tell);
}
