import type { FastifyInstance } from 'fastify';

/**
 * Once the server is asked to end, an answer is the last on its connection: a kept connection would otherwise hold the
 * process for another minute after its work is done, until a service manager loses patience and kills it.
 */
export function endConnectionsWhenClosing(app: FastifyInstance): void {
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
  });
  app.addHook('onSend', async (_request, reply, payload) => {
    if (closing) void reply.header('connection', 'close');
    return payload;
  });
}
