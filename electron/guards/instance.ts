import type { App } from 'electron';

/**
 * One owner per profile (R16): a second start hands over to the first and ends. Returns whether this process may go
 * on.
 */
export function holdInstance(app: App, onSecond: () => void): boolean {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return false;
  }
  app.on('second-instance', onSecond);
  return true;
}
