/**
 * What `electron` resolves to in every unit, contract and server test: nothing at all. Code that needs the shell
 * must take it as an argument; importing this file by accident says so instead of starting a download.
 */
const refuse: unknown = new Proxy(
  {},
  {
    get(_target, member) {
      throw new Error(`electron.${String(member)} was used in a test without the stand-in`);
    },
  },
);

export const app = refuse;
export const BrowserWindow = refuse;
export const contextBridge = refuse;
export const dialog = refuse;
export const ipcMain = refuse;
export const ipcRenderer = refuse;
export const powerMonitor = refuse;
export const protocol = refuse;
export const safeStorage = refuse;
export const session = refuse;
