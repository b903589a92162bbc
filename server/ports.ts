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

const shareOf = (all: number, workers: number, least: number): number =>
  Math.max(least, Math.ceil(all / workers));

/**
 * Each of several workers counts by itself, so what protects the whole machine is shared out. Requests are not: a PC's
 * connection stays with one worker, which must give it all it is due.
 */
export function limitsFor(workers: number): ServerLimits {
  const { enrolmentsPerMinute, batchesInFlightPerOffice, batchesInFlight } = defaultLimits;
  return {
    ...defaultLimits,
    enrolmentsPerMinute: shareOf(enrolmentsPerMinute, workers, 4),
    // A PC may have two batches of different lanes on their way, both on the same worker's connections.
    batchesInFlightPerOffice: shareOf(batchesInFlightPerOffice, workers, 2),
    batchesInFlight: shareOf(batchesInFlight, workers, 4),
  };
}

/** Connections of one worker: all workers together stay under PostgreSQL's own limit of a hundred. */
export function poolFor(workers: number): number {
  return Math.max(2, Math.min(10, Math.floor(80 / workers)));
}
