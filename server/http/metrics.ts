import type { FastifyInstance } from 'fastify';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  readonly registry: Registry;
  readonly operations: Counter<'status'>;
  readonly batches: Counter<'verdict'>;
  readonly batchSeconds: Histogram;
  readonly databaseRetries: Counter<'state'>;
  readonly batchesInFlight: Gauge;
  readonly requests: Counter<'method' | 'route' | 'status'>;
}

/** Counts only: no organisation, device or person is a label. */
export function makeMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  return {
    registry,
    operations: new Counter({
      name: 'ledger_operations_total',
      help: 'Operations by outcome',
      labelNames: ['status'],
      registers,
    }),
    batches: new Counter({
      name: 'ledger_batches_total',
      help: 'Batches by verdict',
      labelNames: ['verdict'],
      registers,
    }),
    batchSeconds: new Histogram({
      name: 'ledger_batch_seconds',
      help: 'Time from body to receipt',
      registers,
      buckets: [0.01, 0.03, 0.1, 0.3, 1, 3, 10],
    }),
    databaseRetries: new Counter({
      name: 'ledger_database_retries_total',
      help: 'Transactions run again',
      labelNames: ['state'],
      registers,
    }),
    batchesInFlight: new Gauge({
      name: 'ledger_batches_in_flight',
      help: 'Batches being taken in',
      registers,
    }),
    requests: new Counter({
      name: 'ledger_requests_total',
      help: 'Requests by route pattern',
      labelNames: ['method', 'route', 'status'],
      registers,
    }),
  };
}

/** `all` gives the figures of every process of this server; absent: there is one. */
export function serveMetrics(app: FastifyInstance, metrics: Metrics, all?: () => Promise<string>): void {
  app.addHook('onResponse', async (request, reply) => {
    metrics.requests.inc({
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: String(reply.statusCode),
    });
  });
  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await (all ?? (() => metrics.registry.metrics()))()),
  );
}
