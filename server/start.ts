import type { FastifyBaseLogger } from 'fastify';
import type { Registry } from 'prom-client';
import { buildServer } from './app.ts';
import { mintDemoCodes, seedDemo } from './demo/seed.ts';
import type { MintedCode } from './demo/seed.ts';
import type { Environment } from './environment.ts';
import { limitsFor, poolFor } from './ports.ts';
import type { ServerPorts } from './ports.ts';
import { loadSecrets } from './secrets/file.ts';
import { openSecrets } from './secrets/secrets.ts';
import { openEmbedded } from './sql/embedded.ts';
import { lockDirectory } from './sql/lockFile.ts';
import { openPostgres } from './sql/postgres.ts';
import { prepareDatabase } from './sql/prepare.ts';
import type { Sql } from './sql/sql.ts';

export interface Running {
  readonly url: string;
  readonly database: ServerPorts['database'];
  readonly codes: readonly MintedCode[];
  /** Takes no more requests and lets those at work finish. */
  close(): Promise<void>;
  /** Ends what it has started without waiting. */
  kill(): void;
}

export interface Database {
  readonly sql: Sql;
  readonly kind: ServerPorts['database'];
  close(): Promise<void>;
}

const trialOnly =
  '这台服务器用的是程序自带的数据库，只供试用和培训：突然断电可能丢失资料，录入真实信息的单位不能在这里开通。正式使用请设置 DATABASE_URL，用 PostgreSQL。';

/** Opens the database that the environment names. */
export async function openDatabase(env: Environment, log: FastifyBaseLogger): Promise<Database> {
  if (env.databaseUrl !== undefined) {
    const sql = openPostgres(env.databaseUrl, {
      poolSize: poolFor(env.workers),
      onIdleError: () => log.warn('idle database connection lost'),
    });
    return { sql, kind: 'postgresql', close: () => sql.close() };
  }
  log.warn(trialOnly);
  const release = await lockDirectory(env.databaseDir);
  try {
    const sql = await openEmbedded(`${env.databaseDir}/pg`);
    const close = async (): Promise<void> => {
      await sql.close();
      await release();
    };
    return { sql, kind: 'embedded', close };
  } catch (error) {
    await release();
    throw error;
  }
}

/** Schema and demo tree: once, before anybody answers. */
export async function prepareProvince(env: Environment, sql: Sql): Promise<void> {
  await prepareDatabase(sql);
  if (env.demo) await seedDemo(sql);
}

export interface ServeOptions {
  /** Of several processes: gives the figures of all, see `BuildOptions`. */
  readonly joinMetrics?: (own: Registry) => () => Promise<string>;
  /** Done to the database before anybody is answered. */
  readonly prepare?: (sql: Sql) => Promise<void>;
}

/** Opens everything and listens, in this process. */
export async function serveOver(
  env: Environment,
  log: FastifyBaseLogger,
  options: ServeOptions = {},
): Promise<Running & { readonly ports: ServerPorts }> {
  const secrets = await openSecrets(await loadSecrets(env.secretsDir));
  const database = await openDatabase(env, log);
  try {
    await options.prepare?.(database.sql);
    const ports: ServerPorts = {
      sql: database.sql,
      database: database.kind,
      clock: { now: () => Date.now() },
      secrets,
      limits: limitsFor(env.workers),
      log,
      ...(env.staticDir === undefined ? {} : { staticDir: env.staticDir }),
    };
    const { joinMetrics } = options;
    const app = await buildServer(ports, { processMetrics: true, ...(joinMetrics ? { joinMetrics } : {}) });
    const listening = await app.listen({ host: env.host, port: env.port });
    return {
      ports,
      url: env.publicUrl ?? listening,
      database: database.kind,
      codes: [],
      close: async () => {
        await app.close();
        await database.close();
      },
      kill: () => undefined,
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** The whole province in this one process: always so on the embedded database. */
export async function startServer(env: Environment, log: FastifyBaseLogger): Promise<Running> {
  const running = await serveOver(env, log, { prepare: (sql) => prepareProvince(env, sql) });
  try {
    const codes = env.demo ? await mintDemoCodes(running.ports, running.url) : [];
    return { ...running, codes };
  } catch (error) {
    await running.close();
    throw error;
  }
}
