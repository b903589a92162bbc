import type { FastifyBaseLogger } from 'fastify';
import { buildServer } from './app.ts';
import { mintDemoCodes, seedDemo } from './demo/seed.ts';
import type { MintedCode } from './demo/seed.ts';
import type { Environment } from './environment.ts';
import { defaultLimits } from './ports.ts';
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
  close(): Promise<void>;
}

interface Database {
  readonly sql: Sql;
  readonly kind: ServerPorts['database'];
  release(): Promise<void>;
}

const trialOnly =
  '这台服务器用的是程序自带的数据库，只供试用和培训：突然断电可能丢失资料，录入真实信息的单位不能在这里开通。正式使用请设置 DATABASE_URL，用 PostgreSQL。';

async function openDatabase(env: Environment, log: FastifyBaseLogger): Promise<Database> {
  if (env.databaseUrl !== undefined) {
    const sql = openPostgres(env.databaseUrl, {
      onIdleError: () => log.warn('idle database connection lost'),
    });
    return { sql, kind: 'postgresql', release: async () => undefined };
  }
  log.warn(trialOnly);
  const release = await lockDirectory(env.databaseDir);
  try {
    return { sql: await openEmbedded(`${env.databaseDir}/pg`), kind: 'embedded', release };
  } catch (error) {
    await release();
    throw error;
  }
}

/** Opens everything, listens, and tells how to reach it. */
export async function startServer(env: Environment, log: FastifyBaseLogger): Promise<Running> {
  const secrets = await openSecrets(await loadSecrets(env.secretsDir));
  const database = await openDatabase(env, log);
  const { sql, kind } = database;
  const closeDatabase = async (): Promise<void> => {
    await sql.close();
    await database.release();
  };
  try {
    await prepareDatabase(sql);
    if (env.demo) await seedDemo(sql);
    const ports: ServerPorts = {
      sql,
      database: kind,
      clock: { now: () => Date.now() },
      secrets,
      limits: defaultLimits,
      log,
      ...(env.staticDir === undefined ? {} : { staticDir: env.staticDir }),
    };
    const app = await buildServer(ports, { processMetrics: true });
    const listening = await app.listen({ host: env.host, port: env.port });
    const url = env.publicUrl ?? listening;
    const codes = env.demo ? await mintDemoCodes(ports, url) : [];
    return {
      url,
      database: kind,
      codes,
      close: async () => {
        await app.close();
        await closeDatabase();
      },
    };
  } catch (error) {
    await closeDatabase();
    throw error;
  }
}
