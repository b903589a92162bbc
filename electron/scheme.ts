import type { CustomScheme } from 'electron';

/** The page's own origin. It never changes: IndexedDB hangs on it, and with it everything not yet sent. */
export const pageScheme = 'app';
export const pageOrigin = 'app://ledger';
export const pageUrl = `${pageOrigin}/index.html`;

/**
 * Registered before the app is ready, or Chromium treats the origin as opaque: no IndexedDB, no workers, no secure
 * context and so no WebCrypto (R55).
 */
export const schemePrivileges: CustomScheme[] = [
  {
    scheme: pageScheme,
    privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true, codeCache: true },
  },
];

/** Whether a URL belongs to the page's own origin; the only place this is decided. */
export function isPageUrl(url: string): boolean {
  return URL.canParse(url) && url.startsWith(`${pageOrigin}/`);
}
