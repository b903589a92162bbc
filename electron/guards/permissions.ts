import type { Session } from 'electron';
import { isPageUrl } from '../scheme.ts';

/**
 * What the ledger needs and nothing more: storage the system may not clear, copying out, and the way to a provincial
 * server that stands in the same building. Camera, location, notifications, devices: no.
 */
const granted: ReadonlySet<string> = new Set([
  'persistent-storage',
  'clipboard-sanitized-write',
  'local-network-access',
  'local-network',
  'loopback-network',
]);

/** Decides for both questions Chromium asks, so that a silent check and a visible request never disagree. */
export function mayUse(permission: string, askingUrl: string): boolean {
  return granted.has(permission) && isPageUrl(askingUrl.endsWith('/') ? askingUrl : `${askingUrl}/`);
}

/** Puts the decision in front of every permission of a session. */
export function guardPermissions(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, answer) => {
    answer(mayUse(permission, contents.getURL()));
  });
  session.setPermissionCheckHandler((_contents, permission, origin) => mayUse(permission, origin));
  session.setDevicePermissionHandler(() => false);
}
