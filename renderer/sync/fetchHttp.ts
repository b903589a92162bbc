import type { HttpAnswer, HttpPort } from './port.ts';

/** A failed fetch says little; what it says is enough to know that nothing came back. */
function reasonOf(error: unknown): Extract<HttpAnswer, { kind: 'noConnection' }>['reason'] {
  const name = error instanceof Error ? error.name : '';
  if (name === 'TimeoutError') return 'timeout';
  if (name === 'AbortError') return 'aborted';
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : '';
  const text = `${error instanceof Error ? error.message : ''} ${cause}`;
  return /cert|tls|ssl/i.test(text) ? 'tls' : 'refused';
}

/** The network by the platform's own fetch. No cookies, no cache, no redirects: our server never needs them. */
export function createFetchHttp(fetchFunction: typeof fetch = fetch): HttpPort {
  return {
    async send(request) {
      try {
        const answer = await fetchFunction(request.url, {
          method: request.method,
          ...(request.headers ? { headers: request.headers } : {}),
          ...(request.body ? { body: Uint8Array.from(request.body) } : {}),
          cache: 'no-store',
          credentials: 'omit',
          redirect: 'manual',
          referrerPolicy: 'no-referrer',
          signal: AbortSignal.timeout(request.timeoutMs),
        });
        const body = new Uint8Array(await answer.arrayBuffer());
        return { kind: 'answer', status: answer.status, headers: Object.fromEntries(answer.headers), body };
      } catch (error) {
        return { kind: 'noConnection', reason: reasonOf(error) };
      }
    },
  };
}
