/**
 * What `import … from 'electron'` resolves to in the shell's process. A name that is missing here stops the shell at its
 * first line; a member that is missing throws when it is used.
 */
import { app } from './app.ts';
import { BrowserWindow } from './browserWindow.ts';
import { options, tell } from './control.ts';
import type { NumberedOrder, Order } from './control.ts';
import { dispatch, ipcMain } from './ipc.ts';
import {
  answerMessageBox,
  answerPrint,
  answerSaveDialog,
  dialog,
  Menu,
  power,
  powerMonitor,
  safeStorage,
  setIdle,
} from './parts.ts';
import { protocol } from './scheme.ts';
import { session } from './session.ts';

export { app, BrowserWindow, dialog, ipcMain, Menu, powerMonitor, protocol, safeStorage, session };

async function obey(order: Order): Promise<string | undefined> {
  switch (order.kind) {
    case 'power':
      power.emit(order.event);
      return undefined;
    case 'idle':
      setIdle(order.seconds);
      return undefined;
    case 'saveDialog':
      answerSaveDialog(order.filePath);
      return undefined;
    case 'print':
      answerPrint(order.reason);
      return undefined;
    case 'messageBox':
      answerMessageBox(order.button);
      return undefined;
    case 'page':
      for (const { webContents } of BrowserWindow.getAllWindows()) {
        if (order.event === 'crash') webContents.forcefullyCrashRenderer();
        else webContents.emit(order.event);
      }
      return undefined;
    case 'invokeAs': {
      const parent = order.top ? null : { url: 'app://ledger/index.html', parent: null };
      const answer = await dispatch({ url: order.url, parent }, undefined, order.channel, order.input);
      return JSON.stringify(answer);
    }
    case 'quit':
      app.quit();
      return undefined;
  }
}

if (options.userData === '') throw new Error('standin: started without a launcher');
process.on('message', ({ id, order }: NumberedOrder) => {
  obey(order).then(
    (value) => tell({ kind: 'done', id, ...(value === undefined ? {} : { value }) }),
    (error: unknown) => tell({ kind: 'done', id, error: String(error) }),
  );
});
