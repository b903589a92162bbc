import { ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { version } from '../../package.json';
import { browserFailure, readBrowserFile, writeBrowserFile } from './browserFiles.ts';
import type { FileKind, Host, HostFailure, PrintOutcome } from './host.ts';

const types: Readonly<Record<FileKind, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  backup: 'application/octet-stream',
  text: 'text/plain;charset=utf-8',
};

/** A page cannot ask where to save; it hands the file to the browser's downloads. */
function download(name: string, bytes: Uint8Array, kind: FileKind): void {
  const url = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: types[kind] }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download reads the blob after the click has returned.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 60_000);
}

/** The browser's own dialog, which also saves as PDF. It stands still until the dialog is closed. */
function printPage(): Result<PrintOutcome, HostFailure> {
  window.print();
  return ok('unknown');
}

/** Seconds since somebody last touched this page; a page cannot see the rest of the system. */
function watchIdle(): () => number {
  let last = performance.now();
  const touched = (): void => {
    last = performance.now();
  };
  for (const event of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart']) {
    window.addEventListener(event, touched, { passive: true, capture: true });
  }
  return () => Math.floor((performance.now() - last) / 1000);
}

/**
 * The host in a plain browser: for training, development and tests. It has no device secret and pretends to none (R15);
 * the server refuses real data from it.
 */
export function browserHost(): Host {
  const idle = watchIdle();
  return {
    kind: 'browser',
    appVersion: version,
    readFile: readBrowserFile,
    writeFile: writeBrowserFile,
    deviceSecret: async () => ok(undefined),
    stagedDeviceSecret: async () => ok(undefined),
    rotateDeviceSecret: async () => ok(undefined),
    async saveFile(suggestedName, bytes, kind) {
      try {
        download(suggestedName, bytes, kind);
        return ok(true);
      } catch (error) {
        return { ok: false, error: browserFailure(error) };
      }
    },
    print: async () => printPage(),
    savePdf: async () => printPage(),
    async freeBytes() {
      const { quota, usage } = await navigator.storage.estimate();
      return quota === undefined ? undefined : Math.max(0, quota - (usage ?? 0));
    },
    idleSeconds: async () => idle(),
    onLockRequest(listener) {
      // `freeze` comes when the system sleeps or the browser sets the page aside.
      document.addEventListener('freeze', listener);
      return () => {
        document.removeEventListener('freeze', listener);
      };
    },
    setTitle(title) {
      document.title = title;
    },
  };
}
