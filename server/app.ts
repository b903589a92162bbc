import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import Fastify, { LogController } from 'fastify';
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics } from 'prom-client';
import type { Registry } from 'prom-client';
import { jsonSchemaTransform, validatorCompiler } from 'fastify-type-provider-zod';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { sealedMediaType } from '../domain/protocol/relay.ts';
import { limits } from '../domain/protocol/wire.ts';
import type { RecordDefinition } from '../domain/records/definition.ts';
import { knownCaller } from './http/caller.ts';
import { allowAnyOrigin } from './http/cors.ts';
import { endConnectionsWhenClosing } from './http/draining.ts';
import { answerErrors } from './http/errors.ts';
import { logRequests } from './http/logging.ts';
import { makeMetrics, serveMetrics } from './http/metrics.ts';
import { servePages } from './http/pages.ts';
import { signAnswers } from './http/signing.ts';
import type { ServerPorts } from './ports.ts';
import { healthRoutes } from './routes/health.ts';
import { historyRoute } from './routes/history.ts';
import { peopleRoutes } from './routes/people.ts';
import { syncRoutes } from './routes/sync.ts';

/** A batch may be this much over its limit and still get a signed refusal that its PC can act upon (R6). */
const readableOversize = 4 * limits.batchBytesZipped;

export interface BuildOptions {
  /** Record types other than the registry's, for tests. */
  readonly definitionOf?: (type: string) => RecordDefinition | undefined;
  /** Process figures in /metrics; one server of a process at most. */
  readonly processMetrics?: boolean;
  /** One of several processes: told its own registry once, it returns how to read the figures of all. */
  readonly joinMetrics?: (own: Registry) => () => Promise<string>;
}

/** The server over its ports. It keeps nothing in memory that another process of the same database would need. */
export async function buildServer(ports: ServerPorts, options: BuildOptions = {}): Promise<FastifyInstance> {
  const app = Fastify({
    ...(ports.log === undefined ? { logger: false } : { loggerInstance: ports.log }),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 64 * 1024,
    routerOptions: { maxParamLength: 100 },
  });
  const metrics = makeMetrics();
  app.setValidatorCompiler(validatorCompiler);
  // Answers are built from typed values; checking every record of a page again would cost more than reading it.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  app.addContentTypeParser(
    ['application/octet-stream', sealedMediaType],
    { parseAs: 'buffer', bodyLimit: readableOversize },
    (_request, body, done) => done(null, body),
  );

  answerErrors(app);
  endConnectionsWhenClosing(app);
  allowAnyOrigin(app);
  logRequests(app);
  signAnswers(app, ports.secrets);
  await app.register(rateLimit, {
    max: ports.limits.requestsPerMinute,
    timeWindow: '1 minute',
    // After the caller is known and before the body is read: many PCs of one county share an address.
    hook: 'preParsing',
    keyGenerator: (request) => knownCaller(request)?.device ?? request.ip,
  });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: '基层工会台账 · 省级平台', version: '1' },
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
    },
    transform: jsonSchemaTransform,
  });
  await app.register(swaggerUi, { routePrefix: '/docs' });
  if (options.processMetrics === true) collectDefaultMetrics({ register: metrics.registry });
  serveMetrics(app, metrics, options.joinMetrics?.(metrics.registry));

  const typed = app.withTypeProvider<ZodTypeProvider>();
  const pushPorts = {
    ...ports,
    metrics,
    ...(options.definitionOf === undefined ? {} : { definitionOf: options.definitionOf }),
  };
  healthRoutes(typed, ports);
  peopleRoutes(typed, ports);
  syncRoutes(typed, pushPorts);
  historyRoute(typed, pushPorts);
  if (ports.staticDir !== undefined) await servePages(app, ports.staticDir);
  return app;
}
