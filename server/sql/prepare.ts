import { randomBytes } from 'node:crypto';
import { migrate } from './migrate.ts';
import type { Sql } from './sql.ts';

/** Brings a database to where the server can start: schema, and the epoch that a restore will change (R4). */
export async function prepareDatabase(sql: Sql): Promise<void> {
  await migrate(sql);
  await sql.query('insert into server_state (one, epoch, since) values (1, $1, $2) on conflict do nothing', [
    randomBytes(9).toString('base64url'),
    new Date().toISOString(),
  ]);
}
