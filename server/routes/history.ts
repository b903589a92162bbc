import { z } from 'zod';
import { paths } from '../../domain/protocol/api.ts';
import { historyQuerySchema, historySchema } from '../../domain/protocol/history.ts';
import { definitionOf as registered } from '../../domain/records/registry.ts';
import { answer } from '../http/answer.ts';
import { authenticate, callerIn } from '../http/caller.ts';
import { Flight } from '../http/flight.ts';
import { inScope, mayRead } from '../people/tokens.ts';
import { refuse } from '../problems.ts';
import { historyPage } from '../pull/history.ts';
import type { PushPorts } from '../push/push.ts';
import { answers, organisationParams } from './app.ts';
import type { App } from './app.ts';

const word = organisationParams.shape.organisation;
const recordParams = z.object({ organisation: word, type: word, id: word });

/** Opening batches again is dear: a few at once, so that nobody's reading stands in the way of anybody's pushing. */
const atOnce = { batchesInFlightPerOffice: 2, batchesInFlight: 8 } as const;

/** The operations of one record, for PCs whose first load brought only its present state (S22). */
export function historyRoute(app: App, ports: PushPorts): void {
  const flight = new Flight({ ...ports.limits, ...atOnce });
  const types = ports.definitionOf ?? registered;
  app.get(
    paths.history(':organisation', ':type', ':id'),
    {
      onRequest: authenticate(ports),
      config: { rateLimit: { max: ports.limits.historyPagesPerMinute, timeWindow: '1 minute' } },
      schema: {
        summary: 'Operations of one record, newest first; `before` is the `next` of the page before',
        params: recordParams,
        querystring: historyQuerySchema,
        response: answers(historySchema),
      },
    },
    async (request, reply) => {
      const { organisation, type, id } = request.params;
      const caller = callerIn(request);
      const definition = types(type);
      if (definition === undefined) {
        const isOurs = await inScope(ports, caller.office, organisation);
        return answer(reply, refuse(isOurs ? 'recordUnknown' : 'notYours'));
      }
      // The type alone says which compartment: a closed one is closed whether the record is there or not.
      const { compartment } = definition;
      const refused = await mayRead(ports, caller, organisation, compartment);
      if (refused) return answer(reply, refused);
      const { before } = request.query;
      const asked = { organisation, type, id, compartment, definition, before };
      return answer(reply, await flight.run(caller.office, () => historyPage(ports.sql, asked)));
    },
  );
}
