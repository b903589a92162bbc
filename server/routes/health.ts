import { z } from 'zod';
import { healthAnswerSchema, healthQuerySchema, paths } from '../../domain/protocol/api.ts';
import { answer } from '../http/answer.ts';
import { epochOf } from '../people/scope.ts';
import type { ServerPorts } from '../ports.ts';
import { answers } from './app.ts';
import type { App } from './app.ts';

/** What a client calls connectivity: this server, today, over its database (R48). `/health` is for the operator. */
export function healthRoutes(app: App, ports: ServerPorts): void {
  app.get(
    paths.health,
    {
      schema: {
        summary: 'Signed answer with the nonce of the asker',
        querystring: healthQuerySchema,
        response: answers(healthAnswerSchema),
      },
    },
    async (request, reply) =>
      answer(reply, {
        nonce: request.query.nonce,
        epoch: await epochOf(ports.sql),
        time: new Date(ports.clock.now()).toISOString(),
        database: ports.database,
      }),
  );
  app.get(
    '/health',
    {
      schema: {
        summary: 'For the operator: alive and the database answers',
        response: answers(z.object({ ok: z.boolean() })),
      },
    },
    async (_request, reply) => answer(reply, { ok: (await epochOf(ports.sql)) !== '' }),
  );
}
