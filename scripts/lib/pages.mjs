import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';

async function answer(root, policy, request, response) {
  const send = (status, headers, body) => {
    response.writeHead(status, { ...policy.headers, 'cache-control': 'no-store', ...headers });
    response.end(request.method === 'HEAD' ? undefined : body);
  };
  if (request.method !== 'GET' && request.method !== 'HEAD') return send(405, { allow: 'GET, HEAD' });
  const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const file = path.resolve(root, pathname === '/' ? 'index.html' : `.${pathname}`);
  if (/%(2e|2f|5c|00)|\\/i.test(pathname) || !file.startsWith(path.resolve(root) + path.sep))
    return send(404, {});
  const found = await readFile(file).catch(() => undefined);
  if (found === undefined) return send(404, {});
  const nonce = randomBytes(18).toString('base64');
  const extension = path.extname(file);
  const body =
    extension === '.html' ? found.toString('utf8').replaceAll(policy.noncePlaceholder, nonce) : found;
  const directives = Object.entries(policy.directives).map(
    ([name, sources]) => `${name} ${sources.map((source) => source.replace('{nonce}', nonce)).join(' ')}`,
  );
  send(
    200,
    {
      'content-type': policy.types[extension] ?? policy.otherType,
      'content-security-policy': directives.join('; '),
    },
    body,
  );
}

/**
 * Serves the built page on loopback under the same content policy as the desktop shell, so that what the browser
 * refuses the shell refuses too.
 */
export async function servePages(root, port) {
  const policy = JSON.parse(await readFile(path.join(root, 'electron', 'content-policy.json'), 'utf8'));
  const server = createServer((request, response) => {
    // A page of another site that resolves its own name to 127.0.0.1 would send that name here.
    const host = (request.headers.host ?? '').replace(/:\d+$/, '');
    if (host !== '127.0.0.1' && host !== 'localhost') {
      response.writeHead(421).end();
      return;
    }
    answer(path.join(root, 'dist'), policy, request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(resolve);
      }),
  };
}
