/**
 * The province in this process, for server tests, the simulation and whoever needs a real answer.
 *
 *   const server = await startTestServer();                       // PGlite in memory, or DATABASE_URL's PostgreSQL
 *   const pc = await enrolPc(server, { office: 'demo-yunqiao' }); // one PC and its first user
 *   const { receipt } = await pc.push('demo-yunqiao', 'general', [create(1, 'member', 'm1', {...})]);
 *   const page = await pc.changes('demo-yunqiao', 'general', 0);
 *   await server.close();
 *
 * Every answer's signature is checked on the way. `server.clock` is the province's clock; `server.sql` its database.
 */
import type { FastifyInstance } from 'fastify';
import { buildServer } from '../../server/app.ts';
import type { BuildOptions } from '../../server/app.ts';
import { seedDemo } from '../../server/demo/seed.ts';
import { demoTree } from '../../server/demo/tree.ts';
import { mintCode } from '../../server/people/codes.ts';
import { defaultLimits } from '../../server/ports.ts';
import type { ServerLimits, ServerPorts } from '../../server/ports.ts';
import { makeSecrets } from '../../server/secrets/file.ts';
import { openSecrets } from '../../server/secrets/secrets.ts';
import type { Sql } from '../../server/sql/sql.ts';
import { openTestDatabase } from './support/database.ts';
import type { TestDatabase } from './support/database.ts';

export interface TestClock {
  now(): number;
  set(ms: number): void;
  advance(ms: number): void;
}

export interface TestServer {
  readonly app: FastifyInstance;
  readonly ports: ServerPorts;
  readonly sql: Sql;
  readonly clock: TestClock;
  /** Mints a code of a demo office, or of any office in the database. */
  codeFor(office: string, realData?: boolean): Promise<string>;
  /** Another process over the same database: nothing in memory is carried over. */
  another(options?: TestServerOptions): Promise<TestServer>;
  close(): Promise<void>;
}

export interface TestServerOptions extends BuildOptions {
  readonly limits?: Partial<ServerLimits>;
  readonly database?: TestDatabase;
  /** Wraps the database, to make it fail. */
  readonly wrap?: (sql: Sql) => Sql;
  /** What the server believes its database is. */
  readonly kind?: ServerPorts['database'];
  readonly staticDir?: string;
  readonly log?: ServerPorts['log'];
}

export const testUrl = 'http://province.test';
const start = Date.parse('2026-11-23T08:00:00Z');

function makeClock(): TestClock {
  let at = start;
  return {
    now: () => at,
    set: (ms) => {
      at = ms;
    },
    advance: (ms) => {
      at += ms;
    },
  };
}

async function serverOver(
  ports: ServerPorts,
  clock: TestClock,
  options: TestServerOptions,
  release: () => Promise<void>,
): Promise<TestServer> {
  const app = await buildServer(ports, options);
  await app.ready();
  return {
    app,
    ports,
    sql: ports.sql,
    clock,
    codeFor: (office, realData = false) => {
      const name = demoTree.find(({ id }) => id === office)?.name ?? office;
      return mintCode(ports, { id: office, name, realData }, testUrl, 'test');
    },
    another: (more = {}) => {
      const sql = more.wrap ? more.wrap(ports.sql) : ports.sql;
      const limits = { ...ports.limits, ...more.limits };
      return serverOver({ ...ports, sql, limits }, clock, { ...options, ...more }, async () => undefined);
    },
    close: async () => {
      await app.close();
      await release();
    },
  };
}

/** A fresh province with the demo tree. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const database = options.database ?? (await openTestDatabase());
  await seedDemo(database.sql);
  const clock = makeClock();
  const ports: ServerPorts = {
    sql: options.wrap ? options.wrap(database.sql) : database.sql,
    database: options.kind ?? database.kind,
    clock,
    secrets: await openSecrets(makeSecrets()),
    limits: { ...defaultLimits, requestsPerMinute: 100_000, enrolmentsPerMinute: 100_000, ...options.limits },
    ...(options.staticDir === undefined ? {} : { staticDir: options.staticDir }),
    ...(options.log === undefined ? {} : { log: options.log }),
  };
  return serverOver(ports, clock, options, database.close);
}
