import { z } from 'zod';
import {
  enrolAnswerSchema,
  enrolRequestSchema,
  nonceAnswerSchema,
  paths,
  putUserSchema,
  scopeSchema,
  tokenAnswerSchema,
  tokenRequestSchema,
} from '../../domain/protocol/api.ts';
import { answer } from '../http/answer.ts';
import { authenticate, callerIn } from '../http/caller.ts';
import { enrol } from '../people/enrol.ts';
import { issueNonce } from '../people/nonces.ts';
import { scopeOf } from '../people/scope.ts';
import { grantToken } from '../people/tokens.ts';
import { putUser } from '../people/users.ts';
import type { ServerPorts } from '../ports.ts';
import { refuse } from '../problems.ts';
import { answers } from './app.ts';
import type { App } from './app.ts';

const userParams = z.object({ id: z.string().min(1).max(64) });

/** Enrolment, tokens, and who belongs to an office. */
export function peopleRoutes(app: App, ports: ServerPorts): void {
  const known = authenticate(ports);
  const few = { rateLimit: { max: ports.limits.enrolmentsPerMinute, timeWindow: '1 minute' } };

  app.post(
    paths.enrol,
    {
      config: few,
      schema: {
        summary: 'Enrol a PC by a one-time code',
        body: enrolRequestSchema,
        response: answers(enrolAnswerSchema),
      },
    },
    async (request, reply) => answer(reply, await enrol(ports, request.body)),
  );

  app.get(
    paths.nonce,
    { schema: { summary: 'A nonce for one token request', response: answers(nonceAnswerSchema) } },
    async (_request, reply) => answer(reply, { nonce: issueNonce(ports) }),
  );

  app.post(
    paths.token,
    {
      schema: {
        summary: 'Device and user assertions for a token',
        body: tokenRequestSchema,
        response: answers(tokenAnswerSchema),
      },
    },
    async (request, reply) => answer(reply, await grantToken(ports, request.body)),
  );

  app.get(
    paths.scope,
    { onRequest: known, schema: { summary: 'What this office works on', response: answers(scopeSchema) } },
    async (request, reply) =>
      answer(reply, (await scopeOf(ports, ports.sql, callerIn(request).office)) ?? refuse('notYours')),
  );

  app.put(
    `${paths.users}/:id`,
    {
      onRequest: known,
      schema: {
        summary: 'Register or change a user of the office',
        params: userParams,
        body: putUserSchema,
        response: answers(userParams),
      },
    },
    async (request, reply) =>
      answer(reply, await putUser(ports, callerIn(request), request.params.id, request.body.registration)),
  );
}
