import type { WebContents } from 'electron';
import { isPageUrl } from '../scheme.ts';

interface Leaving {
  readonly url: string;
  preventDefault(): void;
}

/** The window shows the ledger and nothing else; a link, a script or a dropped file cannot take it elsewhere. */
export function guardNavigation(contents: WebContents): void {
  const stay = (event: Leaving): void => {
    if (!isPageUrl(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-frame-navigate', stay);
}
