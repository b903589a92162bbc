/**
 * The nonce of this document, for the style elements the page makes itself (`<ConfigProvider csp={{ nonce }}>`). The
 * content policy has no unsafe-inline: a style element without the nonce is ignored, in the shell and in the browser.
 */
export function pageNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}
