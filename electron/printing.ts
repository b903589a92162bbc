import type { BrowserWindow, Dialog } from 'electron';
import { ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import type { HostFailure, Orientation, PrintOutcome } from '../renderer/host/host.ts';
import { saveWithDialog } from './files/saveFile.ts';

type Printable = Pick<BrowserWindow, 'webContents'>;

const refused: HostFailure = {
  code: 'unavailable',
  message: '打印机没有接住，这次没有印；内容都在。请看打印机是否开着、有没有纸，再点一次“打印”。',
};

/**
 * The system's print dialog over the window. The paper brings its own margins, so that no printer adds a line with the
 * page's address or the date.
 */
export function printWithDialog(
  window: Printable | undefined,
  orientation: Orientation,
): Promise<Result<PrintOutcome, HostFailure>> {
  if (window === undefined) return Promise.resolve({ ok: false, error: refused });
  return new Promise((resolve) => {
    window.webContents.print(
      {
        silent: false,
        printBackground: true,
        pageSize: 'A4',
        landscape: orientation === 'landscape',
        margins: { marginType: 'none' },
      },
      (success, reason) => {
        if (success) resolve(ok('done'));
        // Electron says in English why; closing the dialog is the one reason that is none.
        else if (/cancel/i.test(reason)) resolve(ok('cancelled'));
        else resolve({ ok: false, error: refused });
      },
    );
  });
}

/** What would be printed, as a PDF where the person says. The bytes never go back to the page. */
export async function savePdfWithDialog(
  dialog: Pick<Dialog, 'showSaveDialog'>,
  window: BrowserWindow | undefined,
  request: { readonly suggestedName: string; readonly orientation: Orientation },
): Promise<Result<PrintOutcome, HostFailure>> {
  if (window === undefined) return { ok: false, error: refused };
  let bytes: Uint8Array;
  try {
    bytes = await window.webContents.printToPDF({
      preferCSSPageSize: true,
      printBackground: true,
      pageSize: 'A4',
      landscape: request.orientation === 'landscape',
      margins: { top: 0, bottom: 0, left: 0, right: 0 },
    });
  } catch {
    // Chromium names no reason a person could act on; an unreadable page would have failed before.
    return { ok: false, error: notMade };
  }
  const saved = await saveWithDialog(dialog, window, {
    suggestedName: request.suggestedName,
    bytes,
    kind: 'pdf',
  });
  if (!saved.ok) return saved;
  return ok(saved.value ? 'done' : 'cancelled');
}

const notMade: HostFailure = {
  code: 'ioFailed',
  message: 'PDF 没有做成，没有写任何文件；内容都在。请少印几页再试一次。',
};
