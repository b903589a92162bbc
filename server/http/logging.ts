import { pino } from 'pino';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';

/** Logs go to stderr as JSON lines, each saying which worker wrote it: stdout carries the one ready line. */
export function makeLog(level: string, worker?: number): FastifyBaseLogger {
  return pino({ level, base: worker === undefined ? null : { worker } }, pino.destination(2));
}

/**
 * One line per request: the route's pattern, never its address, since an address holds identifiers and a query string
 * could hold anything. No bodies, no headers, no addresses of people's computers.
 */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request',
    );
  });
}
