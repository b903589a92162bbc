import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contentPolicy, contentType } from '../../../electron/contentPolicy.ts';
import { servePages } from '../../../scripts/lib/pages.mjs';

let root = '';
let pages: { url: string; close: () => Promise<unknown> };

beforeAll(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'ledger-static-'));
  mkdirSync(path.join(root, 'dist'));
  mkdirSync(path.join(root, 'electron'));
  const policy = fileURLToPath(new URL('../../../electron/content-policy.json', import.meta.url));
  cpSync(policy, path.join(root, 'electron', 'content-policy.json'));
  writeFileSync(path.join(root, 'dist', 'index.html'), '<meta nonce="__page_nonce__">');
  writeFileSync(path.join(root, 'dist', 'a.js'), 'export {}');
  writeFileSync(path.join(root, 'dist', 'a.odd'), 'odd');
  writeFileSync(path.join(root, 'secret.txt'), 'outside');
  pages = await servePages(root, 0);
});

afterAll(async () => {
  await pages.close();
  rmSync(root, { recursive: true, force: true });
});

/** Sends a path as it stands: `fetch` would tidy it up before sending. */
function raw(at: string, host = '127.0.0.1'): Promise<number> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(pages.url);
    const asked = request({ host: '127.0.0.1', port, path: at, headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    asked.on('error', reject);
    asked.end();
  });
}

test('the browser gets the same policy as the desktop shell, with a nonce of its own', async () => {
  const answer = await fetch(pages.url);
  const policy = answer.headers.get('content-security-policy') ?? '';
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
  expect(nonce).not.toBe('');
  expect(policy).toBe(contentPolicy(nonce));
  expect(await answer.text()).toBe(`<meta nonce="${nonce}">`);
  expect((await fetch(pages.url)).headers.get('content-security-policy')).not.toBe(policy);
});

test('a file is said to be what the shell says it is', async () => {
  for (const ending of ['.html', '.js', '.odd']) {
    const { headers } = await fetch(`${pages.url}${ending === '.html' ? 'index' : 'a'}${ending}`);
    expect(headers.get('content-type')).toBe(contentType(ending));
  }
  expect(contentType('.odd')).toBe('application/octet-stream');
});

test.each([
  '/../secret.txt',
  '/..%2fsecret.txt',
  '/%2e%2e/secret.txt',
  '/a/..%5c..%5csecret.txt',
  '/nothing',
])('%s is not found', async (at) => {
  expect(await raw(at)).toBe(404);
});

test('a name that somebody pointed at this computer is refused', async () => {
  expect(await raw('/', 'elsewhere.example')).toBe(421);
  expect(await raw('/', '127.0.0.1:5180')).toBe(200);
});

test('only reading is answered', async () => {
  expect((await fetch(pages.url, { method: 'POST' })).status).toBe(405);
});
