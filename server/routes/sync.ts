import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  batchAnswerSchema,
  changesQuerySchema,
  myOperationsQuerySchema,
  myOperationsSchema,
  paths,
  snapshotQuerySchema,
} from '../../domain/protocol/api.ts';
import { relayAnswerSchema, sealedMediaType } from '../../domain/protocol/relay.ts';
import { changesSchema, snapshotSchema } from '../../domain/protocol/wire.ts';
import { answer } from '../http/answer.ts';
import { authenticate, callerIn } from '../http/caller.ts';
import { Flight } from '../http/flight.ts';
import { scopeOf } from '../people/scope.ts';
import { inScope, mayRead } from '../people/tokens.ts';
import { isRefusal, refuse } from '../problems.ts';
import { changesPage, pageSize, snapshotPage } from '../pull/feed.ts';
import { myOperations } from '../pull/mine.ts';
import { openEnvelope } from '../push/envelope.ts';
import { pushBatch } from '../push/push.ts';
import type { PushPorts } from '../push/push.ts';
import { openRelay } from '../push/relay.ts';
import { answers, organisationParams } from './app.ts';
import type { App } from './app.ts';

function pushRoute(app: App, ports: PushPorts): void {
  const flight = new Flight(ports.limits);
  const take = async (
    request: FastifyRequest,
    organisation: string,
    { sent, body }: { readonly sent: FastifyRequest['headers']; readonly body: Uint8Array },
  ) => {
    const caller = callerIn(request);
    if (!(await inScope(ports, caller.office, organisation))) return refuse('notYours');
    const done = ports.metrics.batchSeconds.startTimer();
    const outcome = await flight.run(caller.office, async () => {
      ports.metrics.batchesInFlight.set(flight.count);
      const envelope = await openEnvelope(ports, caller, organisation, sent, body);
      return isRefusal(envelope) ? envelope : pushBatch(ports, envelope);
    });
    ports.metrics.batchesInFlight.set(flight.count);
    done();
    return outcome;
  };
  app.post(
    paths.batches(':organisation'),
    {
      onRequest: authenticate(ports),
      schema: {
        summary: 'Push a sealed batch (gzip bytes, signatures in headers); the answer is its signed receipt',
        params: organisationParams,
        consumes: ['application/octet-stream', sealedMediaType],
        response: answers(z.union([batchAnswerSchema, relayAnswerSchema])),
      },
    },
    async (request, reply) => {
      const { body, headers: sent } = request;
      const { organisation } = request.params;
      if (!(body instanceof Uint8Array)) return answer(reply, refuse('wrongMediaType'));
      if (sent['content-type'] !== sealedMediaType)
        return answer(reply, await take(request, organisation, { sent, body }));
      const relay = await openRelay(ports.secrets, body);
      if (relay === undefined) return answer(reply, refuse('badRequest'));
      const outcome = await take(request, organisation, relay);
      return answer(reply, isRefusal(outcome) ? outcome : { sealed: relay.sealAnswer(outcome.receipt) });
    },
  );
}

function pullRoutes(app: App, ports: PushPorts): void {
  const known = authenticate(ports);
  app.get(
    paths.changes(':organisation'),
    {
      onRequest: known,
      schema: {
        summary: 'The feed after a cursor, one compartment',
        params: organisationParams,
        querystring: changesQuerySchema,
        response: answers(changesSchema),
      },
    },
    async (request, reply) => {
      const { organisation } = request.params;
      const { compartment, after, limit } = request.query;
      const refused = await mayRead(ports, callerIn(request), organisation, compartment);
      if (refused) return answer(reply, refused);
      const page = { organisation, compartment, limit: pageSize(limit, ports.limits.pageRecords) };
      return answer(reply, await changesPage(ports.sql, page, after));
    },
  );
  app.get(
    paths.snapshot(':organisation'),
    {
      onRequest: known,
      schema: {
        summary: 'Everything of one compartment, page by page',
        params: organisationParams,
        querystring: snapshotQuerySchema,
        response: answers(snapshotSchema),
      },
    },
    async (request, reply) => {
      const { organisation } = request.params;
      const { compartment, afterType, afterId, head, limit } = request.query;
      const refused = await mayRead(ports, callerIn(request), organisation, compartment);
      if (refused) return answer(reply, refused);
      const later = afterType !== undefined && afterId !== undefined;
      // A later page with a head of its own would let the cursor pass over what changed between the pages.
      if (later !== (head !== undefined)) return answer(reply, refuse('badRequest'));
      const page = { organisation, compartment, limit: pageSize(limit, ports.limits.pageRecords) };
      const from = later ? { type: afterType, id: afterId } : undefined;
      return answer(reply, await snapshotPage(ports.sql, page, from, head));
    },
  );
}

/** Push and pull. */
export function syncRoutes(app: App, ports: PushPorts): void {
  pushRoute(app, ports);
  pullRoutes(app, ports);
  app.get(
    paths.myOperations,
    {
      onRequest: authenticate(ports),
      schema: {
        summary: 'Operations of this device that the province already holds',
        querystring: myOperationsQuerySchema,
        response: answers(myOperationsSchema),
      },
    },
    async (request, reply) => {
      const caller = callerIn(request);
      const scope = await scopeOf(ports, ports.sql, caller.office);
      const { incarnation, after, page } = request.query;
      return answer(
        reply,
        await myOperations(ports.sql, {
          organisations: scope?.organisations.map((each) => each.id) ?? [],
          compartments: caller.compartments,
          device: caller.device,
          incarnation,
          after,
          page,
        }),
      );
    },
  );
}
