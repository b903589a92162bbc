import type { FastifyInstance } from 'fastify';
import { headers } from '../../domain/protocol/api.ts';

/**
 * Any origin may ask: there are no cookies, a token travels only where a program puts it, so an origin proves nothing.
 * The desktop shell's page and a browser's page come from different origins than the province's address.
 */
export function allowAnyOrigin(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    void reply.header('access-control-allow-origin', '*');
    void reply.header('access-control-expose-headers', `${headers.serverSignature}, retry-after`);
    if (request.method !== 'OPTIONS') return;
    const own = [headers.batch, headers.deviceSignature, headers.userSignature].join(', ');
    await reply
      .headers({
        'access-control-allow-methods': 'GET, POST, PUT',
        'access-control-allow-headers': `authorization, content-type, accept, ${own}`,
        'access-control-max-age': '7200',
        // A page of the shell asks for a server on the loopback address while one tries the program out.
        'access-control-allow-private-network': 'true',
      })
      .code(204)
      .send();
  });
}
