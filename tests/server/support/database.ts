import { randomBytes } from 'node:crypto';
import { openEmbedded } from '../../../server/sql/embedded.ts';
import { openPostgres } from '../../../server/sql/postgres.ts';
import { prepareDatabase } from '../../../server/sql/prepare.ts';
import type { Sql } from '../../../server/sql/sql.ts';

export interface TestDatabase {
  readonly sql: Sql;
  readonly kind: 'embedded' | 'postgresql';
  /** PostgreSQL only: the address of this throw-away database. */
  readonly url?: string;
  close(): Promise<void>;
}

/** The suite runs on PostgreSQL when DATABASE_URL names one, else on PGlite in memory. */
export const onPostgres = (process.env['DATABASE_URL'] ?? '') !== '';

async function onServer(address: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const admin = openPostgres(address, { poolSize: 1 });
  await admin.script(`create database ${name}`);
  const url = new URL(address);
  url.pathname = `/${name}`;
  const sql = openPostgres(url.href, { poolSize: 12 });
  await prepareDatabase(sql);
  return {
    sql,
    kind: 'postgresql',
    url: url.href,
    close: async () => {
      await sql.close();
      await admin.script(`drop database if exists ${name} with (force)`);
      await admin.close();
    },
  };
}

/** An empty, migrated database of one's own; gone after `close`. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const address = process.env['DATABASE_URL'] ?? '';
  if (address !== '') return onServer(address);
  const sql = await openEmbedded();
  await prepareDatabase(sql);
  return { sql, kind: 'embedded', close: () => sql.close() };
}
