import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { headers } from '../../domain/protocol/api.ts';
import { signDetached } from '../secrets/secrets.ts';
import type { ServerSecrets } from '../secrets/secrets.ts';

const compress = promisify(gzip);
const worthCompressing = 1024;

/**
 * Signs every JSON answer over the SHA-256 (hex) of its uncompressed bytes (R5), then compresses it when the client can
 * read that. The signature is made over exactly the bytes that are sent: nothing is ever serialised twice.
 */
export function signAnswers(app: FastifyInstance, secrets: ServerSecrets): void {
  app.addHook('onSend', async (request, reply, payload) => {
    if (typeof payload !== 'string' || !request.url.startsWith('/v1/')) return payload;
    const digest = createHash('sha256').update(payload).digest('hex');
    void reply.header(headers.serverSignature, signDetached(secrets, digest));
    void reply.header('cache-control', 'no-store');
    void reply.header('vary', 'accept-encoding');
    const accepts = String(request.headers['accept-encoding'] ?? '');
    if (!/\bgzip\b/.test(accepts) || payload.length < worthCompressing) return payload;
    void reply.header('content-encoding', 'gzip');
    return compress(payload, { level: 5 });
  });
}
