import { statfs } from 'node:fs/promises';
import type { App, BrowserWindow, Dialog, PowerMonitor } from 'electron';
import type { DeviceSecret } from '../files/deviceSecret.ts';
import type { HostFiles } from '../files/hostFiles.ts';
import { saveWithDialog } from '../files/saveFile.ts';
import { printWithDialog, savePdfWithDialog } from '../printing.ts';
import type { Handlers } from './serve.ts';

interface Parts {
  readonly app: Pick<App, 'getVersion'>;
  readonly dialog: Pick<Dialog, 'showSaveDialog'>;
  readonly power: Pick<PowerMonitor, 'getSystemIdleTime'>;
  readonly window: () => BrowserWindow | undefined;
  readonly folder: string;
  readonly files: HostFiles;
  readonly secret: DeviceSecret;
}

/** Joins each channel to the part of the shell that does it. */
export function shellHandlers(parts: Parts): Handlers {
  return {
    appVersion: async () => parts.app.getVersion(),
    readFile: (name) => parts.files.read(name),
    writeFile: ({ name, bytes }) => parts.files.write(name, bytes),
    deviceSecret: () => parts.secret.get(),
    stagedDeviceSecret: () => parts.secret.staged(),
    rotateDeviceSecret: (step) => (step === 'stage' ? parts.secret.stage() : parts.secret.commit()),
    saveFile: (request) => saveWithDialog(parts.dialog, parts.window(), request),
    print: ({ orientation }) => printWithDialog(parts.window(), orientation),
    savePdf: (request) => savePdfWithDialog(parts.dialog, parts.window(), request),
    async freeBytes() {
      const disk = await statfs(parts.folder).catch(() => undefined);
      return disk === undefined ? undefined : disk.bavail * disk.bsize;
    },
    idleSeconds: async () => parts.power.getSystemIdleTime(),
  };
}
