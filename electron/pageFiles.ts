import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { contentPolicy, contentType, fixedHeaders, noncePlaceholder } from './contentPolicy.ts';
import { pageOrigin } from './scheme.ts';

/**
 * Where on the disk a page URL lies, or undefined when it names nothing under the root. Escapes (`..`, encoded
 * slashes, a foreign host) are not mended but refused.
 */
export function pageFile(root: string, url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const parsed = new URL(url);
  if (`${parsed.protocol}//${parsed.host}` !== pageOrigin) return undefined;
  if (/%(2e|2f|5c|00)|\\/i.test(parsed.pathname)) return undefined;
  const relative = parsed.pathname === '/' ? 'index.html' : parsed.pathname.slice(1);
  const file = path.resolve(root, relative);
  return file.startsWith(path.resolve(root) + path.sep) ? file : undefined;
}

/** Answers one request of the page's own origin from the built files; a missing file is a plain 404. */
export async function servePage(root: string, request: Request): Promise<Response> {
  const file = pageFile(root, request.url);
  if (file === undefined || (request.method !== 'GET' && request.method !== 'HEAD')) {
    return new Response(null, { status: 404, headers: fixedHeaders });
  }
  const read = await readFile(file).catch((error: NodeJS.ErrnoException) => error);
  if (!Buffer.isBuffer(read)) {
    const status = read.code === 'ENOENT' || read.code === 'EISDIR' || read.code === 'ENOTDIR' ? 404 : 500;
    return new Response(null, { status, headers: fixedHeaders });
  }
  const nonce = randomBytes(18).toString('base64');
  const extension = path.extname(file);
  const body =
    extension === '.html' ? read.toString('utf8').replaceAll(noncePlaceholder, nonce) : new Uint8Array(read);
  return new Response(body, {
    status: 200,
    headers: {
      ...fixedHeaders,
      'content-type': contentType(extension),
      // Sent with every answer: a worker takes its policy from its own script's response, not from the page.
      'content-security-policy': contentPolicy(nonce),
    },
  });
}
