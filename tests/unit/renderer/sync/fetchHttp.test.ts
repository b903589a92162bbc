import { describe, expect, it, vi } from 'vitest';
import { createFetchHttp } from '../../../../renderer/sync/fetchHttp.ts';
import type { HttpRequest } from '../../../../renderer/sync/port.ts';

const request: HttpRequest = { method: 'GET', url: 'http://province.test/v1/health', timeoutMs: 1000 };

const failing = (error: unknown) =>
  createFetchHttp(vi.fn<typeof fetch>().mockRejectedValue(error)).send(request);
const because = (message: string): Error => new TypeError('fetch failed', { cause: new Error(message) });

/** Settles only when it is told to stop, with the reason it was given, as the platform's fetch does. */
const hanging: typeof fetch = (_url, init) =>
  new Promise((_resolve, reject) => {
    init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error));
  });

describe('what a failed fetch means', () => {
  it.each([
    ['refused', because('connect ECONNREFUSED 127.0.0.1:1'), 'refused'],
    ['a name nobody knows', because('getaddrinfo ENOTFOUND province.test'), 'refused'],
    ['what a browser says of anything', new TypeError('Failed to fetch'), 'refused'],
    ['no error at all', 'something', 'refused'],
    ['a certificate of somebody else', because('unable to verify the first certificate'), 'tls'],
    ['an expired certificate', because('CERT_HAS_EXPIRED'), 'tls'],
    ['another protocol', new TypeError('net::ERR_SSL_PROTOCOL_ERROR'), 'tls'],
    ['somebody called it off', new DOMException('', 'AbortError'), 'aborted'],
    ['time ran out', new DOMException('', 'TimeoutError'), 'timeout'],
  ])('%s', async (_name, error, reason) => {
    expect(await failing(error)).toEqual({ kind: 'noConnection', reason });
  });

  it('a fetch that throws at once is no connection either', async () => {
    const http = createFetchHttp(() => {
      throw new TypeError('Invalid URL');
    });
    expect(await http.send(request)).toEqual({ kind: 'noConnection', reason: 'refused' });
  });
});

describe('slow', () => {
  it('an answer that does not begin within the time that was given is none', async () => {
    const begun = performance.now();
    const answer = await createFetchHttp(hanging).send({ ...request, timeoutMs: 30 });
    expect(answer).toEqual({ kind: 'noConnection', reason: 'timeout' });
    expect(performance.now() - begun).toBeGreaterThan(20);
    expect(performance.now() - begun).toBeLessThan(1000);
  });

  it('nor is one whose body stops half-way', async () => {
    const http = createFetchHttp(async (_url, init) => {
      const body = new ReadableStream<Uint8Array>({
        start(stream) {
          stream.enqueue(new Uint8Array([1]));
          init?.signal?.addEventListener('abort', () => stream.error(init.signal?.reason));
        },
      });
      return new Response(body);
    });
    expect(await http.send({ ...request, timeoutMs: 30 })).toEqual({
      kind: 'noConnection',
      reason: 'timeout',
    });
  });
});

describe('what goes out and comes in', () => {
  it('no cookies, no cache, no redirect, no referrer; header names and bytes as they came', async () => {
    const asked: RequestInit[] = [];
    const http = createFetchHttp(async (_url, init) => {
      asked.push(init ?? {});
      return new Response(new Uint8Array([7, 0, 255]), { status: 409, headers: { 'X-Some': 'yes' } });
    });
    const body = new Uint8Array([1, 2, 3]);
    const answer = await http.send({
      ...request,
      method: 'POST',
      headers: { authorization: 'Bearer t' },
      body,
    });
    expect(answer).toMatchObject({ kind: 'answer', status: 409, headers: { 'x-some': 'yes' } });
    expect(answer.kind === 'answer' && [...answer.body]).toEqual([7, 0, 255]);
    expect(asked[0]).toMatchObject({
      method: 'POST',
      headers: { authorization: 'Bearer t' },
      body,
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'manual',
      referrerPolicy: 'no-referrer',
    });
    await http.send(request);
    expect(asked[1]).not.toHaveProperty('body');
    expect(asked[1]).not.toHaveProperty('headers');
  });
});
