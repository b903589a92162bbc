import type { Bridge } from '../../electron/ipc/bridge.ts';
import { browserHost } from './browser.ts';
import { electronHost } from './electron.ts';
import type { Host } from './host.ts';

declare global {
  interface Window {
    /** Written by the preload before any script of the page runs; absent in a browser. */
    readonly ledgerShell?: Bridge;
  }
}

/** The host around this page. */
export async function openHost(): Promise<Host> {
  return window.ledgerShell === undefined ? browserHost() : electronHost(window.ledgerShell);
}
