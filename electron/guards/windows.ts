import type { WebContents } from 'electron';

/** No second window: it would be a second page without the guards of the first. */
export function guardWindowOpen(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
}
