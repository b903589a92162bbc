import type { FastifyBaseLogger } from 'fastify';
import type { ServerSecrets } from './secrets/secrets.ts';
import type { Sql } from './sql/sql.ts';

/** Everything the server needs from outside, so that tests and the simulation bring their own (R20). */
export interface ServerPorts {
  readonly sql: Sql;
  readonly database: 'embedded' | 'postgresql';
  readonly clock: { now(): number };
  readonly secrets: ServerSecrets;
  readonly limits: ServerLimits;
  /** Absent: silent. */
  readonly log?: FastifyBaseLogger;
  /** The built page, served from the same origin for a browser. */
  readonly staticDir?: string;
}

export interface ServerLimits {
  /** Requests a minute of one device, or of one address before a device is known. */
  readonly requestsPerMinute: number;
  readonly enrolmentsPerMinute: number;
  /** Pages of histories a minute of one device: each opens whole batches, which a pull never does. */
  readonly historyPagesPerMinute: number;
  readonly batchesInFlightPerOffice: number;
  readonly batchesInFlight: number;
  readonly pageRecords: number;
}

export const defaultLimits: ServerLimits = {
  requestsPerMinute: 1200,
  enrolmentsPerMinute: 60,
  historyPagesPerMinute: 240,
  batchesInFlightPerOffice: 4,
  batchesInFlight: 32,
  pageRecords: 2000,
};
