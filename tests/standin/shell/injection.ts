import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';

const source = (name: string): string =>
  readFileSync(new URL(`../page/${name}`, import.meta.url), 'utf8').replace(/^export /gm, '');

export const preloadWorld = 'preload';
export const bindingName = '__standinBinding';

export interface Injection {
  readonly page: string;
  readonly preload: string;
}

/**
 * The two scripts that run before any script of a document: the page's end of the bridge, then the real preload bundle
 * in a world of its own, with nothing around it but `require('electron')`.
 */
export function injection(preloadFile: string): Injection {
  const token = randomBytes(12).toString('hex');
  const ends = [`'p${token}'`, `'m${token}'`];
  const top = 'if (window === window.top)';
  return {
    page: `${top} { (() => { ${source('peer.js')}; makePeer(${ends.join(', ')}); })(); }`,
    preload: `${top} { (() => {
      ${source('codec.js')}
      ${source('peer.js')}
      ${source('preloadWorld.js')}
      const binding = globalThis.${bindingName};
      delete globalThis.${bindingName};
      runPreload(
        function (require, module, exports, process) { ${readFileSync(preloadFile, 'utf8')}\n },
        makePeer(${ends.toReversed().join(', ')}),
        { encode, decode },
        binding,
      );
    })(); }`,
  };
}
