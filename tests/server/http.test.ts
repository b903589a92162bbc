import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headers, healthAnswerSchema, paths } from '../../domain/protocol/api.ts';
import type { TestServer } from './support.ts';
import { startTestServer } from './support.ts';
import { opened, sha256 } from './support/keys.ts';
import { member } from './support/operations.ts';
import { ask, enrolPc } from './support/pc.ts';
import type { TestPc } from './support/pc.ts';

const office = 'demo-yunqiao';
let server: TestServer;
let pc: TestPc;
let pages: string;
const lines: string[] = [];

beforeAll(async () => {
  pages = await mkdtemp(path.join(tmpdir(), 'pages-'));
  await writeFile(path.join(pages, 'index.html'), '<style nonce="__page_nonce__"></style>');
  await writeFile(path.join(pages, 'app.js'), 'export {};');
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  server = await startTestServer({ staticDir: pages, log: pino({ level: 'info' }, stream) });
  pc = await enrolPc(server, { office });
});
afterAll(async () => {
  await server.close();
  await rm(pages, { recursive: true });
});

describe('answers', () => {
  it('health is signed over its bytes and holds the nonce of the asker (R48)', async () => {
    const answer = await ask(server, `${paths.health}?nonce=abc`);
    expect(healthAnswerSchema.parse(answer.json)).toMatchObject({
      nonce: 'abc',
      time: '2026-11-23T08:00:00.000Z',
      database: server.ports.database,
    });
    const signature = String(answer.headers[headers.serverSignature]);
    expect(opened(signature, server.ports.secrets.verifyKey, sha256(answer.text))).toBeDefined();
    expect(opened(signature, server.ports.secrets.verifyKey, sha256(`${answer.text} `))).toBeUndefined();
    expect((await ask(server, paths.health)).problem?.code).toBe('badRequest');
  });

  it('are compressed for who can read that, the signature staying over the plain bytes', async () => {
    await pc.pushed(
      office,
      'general',
      Array.from({ length: 30 }, (_, i) => member(i, `z${i}`)),
    );
    const url = `${paths.changes(office)}?compartment=general`;
    const plain = await pc.ask(url);
    const zipped = await pc.ask(url, { headers: { 'accept-encoding': 'br, gzip' } });
    expect(zipped.headers['content-encoding']).toBe('gzip');
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(zipped.text).toBe(plain.text);
    expect(plain.headers['cache-control']).toBe('no-store');
  });

  it('may be read from any origin, and the signature with them', async () => {
    const preflight = await ask(server, paths.batches(office), {
      method: 'OPTIONS',
      headers: { origin: 'app://ledger', 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers['access-control-allow-origin']).toBe('*');
    for (const name of [
      'authorization',
      'content-type',
      headers.batch,
      headers.deviceSignature,
      headers.userSignature,
    ]) {
      expect(String(preflight.headers['access-control-allow-headers'])).toContain(name);
    }
    const answer = await ask(server, paths.nonce);
    expect(String(answer.headers['access-control-expose-headers'])).toContain(headers.serverSignature);
    expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
  });

  it('are problems with a sentence for every wrong address and body', async () => {
    const nowhere = await ask(server, '/v1/nowhere');
    expect([nowhere.status, nowhere.problem?.code]).toEqual([404, 'notFound']);
    const cases = [
      await ask(server, paths.enrol, {
        method: 'POST',
        payload: '{',
        headers: { 'content-type': 'application/json' },
      }),
      await ask(server, paths.enrol, { method: 'POST', payload: { code: 1 } }),
      await ask(server, paths.token, {
        method: 'POST',
        payload: { nonce: 'x', deviceAssertion: 'y', userAssertion: 'z', more: 1 },
      }),
      await ask(server, paths.enrol, { method: 'POST', payload: { code: 'x'.repeat(70_000) } }),
    ];
    expect(cases.map((each) => each.status)).toEqual([400, 400, 400, 413]);
    for (const each of cases) expect(each.problem?.message).toMatch(/^[^A-Za-z]*[\u4e00-\u9fff]/);
    expect((await ask(server, paths.scope)).status).toBe(401);
  });
});

describe('for the operator', () => {
  it('metrics count without naming anyone', async () => {
    const { text } = await ask(server, '/metrics');
    expect(text).toMatch(/ledger_operations_total\{status="applied"\} \d+/);
    expect(text).toContain('route="/v1/organisations/:organisation/changes"');
    for (const word of [office, pc.device, pc.person.id]) expect(text).not.toContain(word);
  });

  it('OpenAPI describes every route of the contract', async () => {
    const { json } = await ask(server, '/docs/json');
    const described = Object.keys((json as { paths: object }).paths);
    expect(described).toEqual(
      expect.arrayContaining([
        '/v1/health',
        '/v1/enrol',
        '/v1/token/nonce',
        '/v1/token',
        '/v1/scope',
        '/v1/users/{id}',
        '/v1/devices/me/operations',
        '/v1/organisations/{organisation}/batches',
        '/v1/organisations/{organisation}/changes',
        '/v1/organisations/{organisation}/records/{type}/{id}/history',
        '/v1/organisations/{organisation}/snapshot',
      ]),
    );
    expect((await ask(server, '/docs')).status).toBeLessThan(400);
    expect((await ask(server, '/health')).json).toEqual({ ok: true });
  });

  it('the log says route patterns, never addresses, bodies, names or codes', async () => {
    const code = await server.codeFor(office);
    await ask(server, '/v1/nowhere/44000019900101001X?name=甲测试');
    await ask(server, paths.enrol, { method: 'POST', payload: { code } });
    await pc.pushed(office, 'general', [member(900, 'logged', { mobile: '13800138000' })]);
    const log = lines.join('');
    expect(log).toContain('"route":"/v1/organisations/:organisation/batches"');
    // First that the search finds what is there at all (R54).
    expect(log).toContain('POST');
    for (const secret of [
      '甲测试',
      '44000019900101001X',
      '13800138000',
      code.slice(10, 40),
      office,
      pc.device,
      await pc.token(),
      '127.0.0.1',
    ]) {
      expect(log).not.toContain(secret);
    }
  });
});

describe('the built page, when it is served from here', () => {
  it('comes under the content policy of the shell, with a nonce of its own each time', async () => {
    const [one, two] = [await ask(server, '/'), await ask(server, '/index.html')];
    expect(one.status).toBe(200);
    const policy = String(one.headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy.replace("'wasm-unsafe-eval'", '')).not.toContain('unsafe');
    const nonce = /nonce="([^"]+)"/.exec(one.text)?.[1] ?? 'none';
    expect(policy).toContain(`'nonce-${nonce}'`);
    expect(two.text).not.toBe(one.text);
    expect((await ask(server, '/app.js')).headers['content-type']).toContain('text/javascript');
  });

  it('has no way out of its folder', async () => {
    for (const url of ['/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json', '/nothing.js']) {
      expect((await ask(server, url)).status).toBe(404);
    }
  });
});
