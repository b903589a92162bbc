import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { DecryptStringAsyncReturnValue, MessageBoxReturnValue, SaveDialogReturnValue } from 'electron';
import { options, record } from './control.ts';
import { strict } from './strict.ts';

/** Only the asynchronous calls exist: the synchronous ones are deprecated, and the shell must not lean on them (R55). */
function key(): Buffer {
  const file = path.join(options.userData, 'standin.key');
  if (!existsSync(file)) {
    mkdirSync(options.userData, { recursive: true });
    writeFileSync(file, randomBytes(32));
  }
  return readFileSync(file);
}

export const safeStorage = strict('safeStorage', {
  isAsyncEncryptionAvailable: async (): Promise<boolean> => options.safeStorage !== 'unavailable',
  getSelectedStorageBackend: (): string =>
    options.safeStorage === 'basic_text' ? 'basic_text' : 'gnome_libsecret',
  async encryptStringAsync(plain: string): Promise<Buffer> {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key(), iv);
    const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), body]);
  },
  async decryptStringAsync(sealed: Buffer): Promise<DecryptStringAsyncReturnValue> {
    const decipher = createDecipheriv('aes-256-gcm', key(), sealed.subarray(0, 12));
    decipher.setAuthTag(sealed.subarray(12, 28));
    const plain = Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]);
    return { result: plain.toString('utf8'), shouldReEncrypt: false };
  },
});

const answers: (string | undefined)[] = [];
const buttons: number[] = [];

/** Which button of the next message box is pressed. */
export function answerMessageBox(button: number): void {
  buttons.push(button);
}

const prints: { readonly success: boolean; readonly reason: string }[] = [];

/** How the next print dialog ends: undefined is paper, words are Electron's reason for none. */
export function answerPrint(reason: string | undefined): void {
  prints.push({ success: reason === undefined, reason: reason ?? '' });
}

export function nextPrintAnswer(): { readonly success: boolean; readonly reason: string } {
  const answer = prints.shift();
  if (answer === undefined) throw new Error('standin: a print dialog opened that no test had scripted');
  return answer;
}

/** What the next save dialog answers; undefined is 取消. */
export function answerSaveDialog(filePath: string | undefined): void {
  answers.push(filePath);
}

export const dialog = strict('dialog', {
  async showSaveDialog(...args: unknown[]): Promise<SaveDialogReturnValue> {
    if (answers.length === 0) throw new Error('standin: a save dialog opened that no test had scripted');
    record('dialog.showSaveDialog', args.at(-1));
    const filePath = answers.shift();
    return filePath === undefined ? { canceled: true, filePath: '' } : { canceled: false, filePath };
  },
  async showMessageBox(...args: unknown[]): Promise<MessageBoxReturnValue> {
    const response = buttons.shift();
    if (response === undefined) throw new Error('standin: a message box opened that no test had scripted');
    record('dialog.showMessageBox', args.at(-1));
    return { response, checkboxChecked: false };
  },
});

let idle = 0;
export function setIdle(seconds: number): void {
  idle = seconds;
}

class Power extends EventEmitter {
  getSystemIdleTime(): number {
    return idle;
  }
}
export const power = new Power();
export const powerMonitor = strict('powerMonitor', power);

export const Menu = strict('Menu', {
  setApplicationMenu(menu: unknown): void {
    record('menu', menu === null ? 'none' : 'set');
  },
});
