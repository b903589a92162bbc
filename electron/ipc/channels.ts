/**
 * The names on the bridge, alone in a file: the preload is made from them and so carries no validation library. The
 * shapes stand in table.ts, which does not compile when a name has none.
 */
export const channels = [
  'appVersion',
  'readFile',
  'writeFile',
  'deviceSecret',
  'stagedDeviceSecret',
  'rotateDeviceSecret',
  'saveFile',
  'print',
  'savePdf',
  'freeBytes',
  'idleSeconds',
] as const;

export type Channel = (typeof channels)[number];

/** What the shell tells the page without being asked. */
export const shellEvents = ['lockRequest'] as const;
export type ShellEvent = (typeof shellEvents)[number];

/** The property of `window` the preload writes. */
export const bridgeName = 'ledgerShell';
