import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pageFile, servePage } from '../../../electron/pageFiles.ts';

let root = '';

beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'ledger-pages-'));
  mkdirSync(path.join(root, 'dist', 'assets'), { recursive: true });
  writeFileSync(
    path.join(root, 'dist', 'index.html'),
    '<meta nonce="__page_nonce__"><script nonce="__page_nonce__"></script>',
  );
  writeFileSync(path.join(root, 'dist', 'assets', 'a.js'), 'export {}');
  writeFileSync(path.join(root, 'secret.txt'), 'outside');
});

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const ask = (url: string, method = 'GET') => servePage(path.join(root, 'dist'), new Request(url, { method }));

test('serves the page with a nonce of its own each time', async () => {
  const nonces = await Promise.all(
    [1, 2].map(async () => {
      const answer = await ask('app://ledger/');
      const policy = answer.headers.get('content-security-policy') ?? '';
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
      expect(await answer.text()).toBe(`<meta nonce="${nonce}"><script nonce="${nonce}"></script>`);
      return nonce;
    }),
  );
  expect(nonces[0]).not.toBe('');
  expect(nonces[0]).not.toBe(nonces[1]);
});

test('the policy names no unsafe source but WebAssembly, in the page and in worker scripts', async () => {
  for (const url of ['app://ledger/index.html', 'app://ledger/assets/a.js']) {
    const policy = (await ask(url)).headers.get('content-security-policy') ?? '';
    expect(policy.match(/'(wasm-)?unsafe-[a-z]+'/g)).toEqual(["'wasm-unsafe-eval'"]);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('{nonce}');
  }
});

test('scripts carry their type', async () => {
  expect((await ask('app://ledger/assets/a.js')).headers.get('content-type')).toBe(
    'text/javascript; charset=utf-8',
  );
});

test.each([
  'app://ledger/..%2fsecret.txt',
  'app://ledger/assets/..%5c..%5csecret.txt',
  'app://ledger/a%00.html',
  'app://other/index.html',
  'app://ledger.example/index.html',
  'file:///etc/passwd',
  'not a url',
])('%s names no file of the page', (url) => {
  expect(pageFile(path.join(root, 'dist'), url)).toBeUndefined();
});

test('a missing file, a folder and a foreign method are 404, not an exception', async () => {
  expect((await ask('app://ledger/%2e%2e/secret.txt')).status).toBe(404);
  expect((await ask('app://ledger/nothing.js')).status).toBe(404);
  expect((await ask('app://ledger/assets')).status).toBe(404);
  expect((await ask('app://ledger/', 'POST')).status).toBe(404);
});
