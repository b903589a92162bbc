import { strict } from './strict.ts';

type Check = (contents: unknown, permission: string, origin: string, details: unknown) => boolean;
type Ask = (
  contents: unknown,
  permission: string,
  answer: (granted: boolean) => void,
  details: unknown,
) => void;

let check: Check | undefined;
let ask: Ask | undefined;
let device: ((details: unknown) => boolean) | undefined;

export const defaultSession = strict('session.defaultSession', {
  setPermissionCheckHandler(handler: Check): void {
    check = handler;
  },
  setPermissionRequestHandler(handler: Ask): void {
    ask = handler;
  },
  setDevicePermissionHandler(handler: (details: unknown) => boolean): void {
    device = handler;
  },
});

export const session = strict('session', { defaultSession });

/** What Electron does: without a handler everything is granted, which is why there must be handlers. */
export function decide(
  contents: unknown,
  permission: string,
  origin: string,
): { check: boolean; ask: boolean; device: boolean } {
  let asked = true;
  ask?.(
    contents,
    permission,
    (granted) => {
      asked = granted;
    },
    { requestingUrl: origin, isMainFrame: true },
  );
  return {
    check: check?.(contents, permission, origin, {}) ?? true,
    ask: asked,
    device: device?.({}) ?? true,
  };
}

/** Chromium's name of a permission beside Electron's; those that Chromium lets a debugger set. */
export const permissionNames: readonly (readonly [string, string])[] = [
  ['geolocation', 'geolocation'],
  ['notifications', 'notifications'],
  ['camera', 'media'],
  ['microphone', 'media'],
  ['midi', 'midi'],
  ['clipboard-read', 'clipboard-read'],
  ['clipboard-write', 'clipboard-sanitized-write'],
  ['persistent-storage', 'persistent-storage'],
  ['idle-detection', 'idle-detection'],
  ['local-fonts', 'local-fonts'],
];
