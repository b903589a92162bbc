import type { Chromium } from './cdp.ts';

let current: Chromium | undefined;

/** The Chromium behind this application, once it runs. */
export function chromium(): Chromium {
  if (current === undefined) throw new Error('standin: a window was made before the application was ready');
  return current;
}

export function setChromium(started: Chromium): void {
  current = started;
}

/** Ends Chromium and waits until its profile is written. */
export async function endChromium(): Promise<void> {
  const running = current;
  if (running === undefined || running.child.exitCode !== null) return;
  const gone = new Promise((resolve) => running.child.once('exit', resolve));
  void running.cdp.send('Browser.close').catch(() => undefined);
  const timer = setTimeout(() => running.child.kill('SIGKILL'), 5000);
  await gone;
  clearTimeout(timer);
}
