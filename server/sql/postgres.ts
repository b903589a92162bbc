import { createHash } from 'node:crypto';
import pg from 'pg';
import type { Queryable, Sql, SqlValue } from './sql.ts';

const BIGINT = 20;

/** Revisions and sequences fit a double for any lifetime (2^53), so `bigint` is read as a number on both databases. */
const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary'): unknown =>
  oid === BIGINT && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format);

const statementNames = new Map<string, string>();

/** Hot statements are prepared once per connection; the name follows from the text, so a pooler may share them. */
function nameOf(text: string): string {
  const known = statementNames.get(text);
  if (known !== undefined) return known;
  const name = `s${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;
  statementNames.set(text, name);
  return name;
}

function over(client: pg.Pool | pg.PoolClient): Queryable {
  return {
    async query<T extends object>(text: string, values: readonly SqlValue[] = []): Promise<T[]> {
      if (values.length === 0) return (await client.query<T & pg.QueryResultRow>(text)).rows;
      return (await client.query<T & pg.QueryResultRow>({ name: nameOf(text), text, values: [...values] }))
        .rows;
    },
    async script(text) {
      await client.query(text);
    },
  };
}

export interface PostgresOptions {
  readonly poolSize?: number;
  /** Told about connections that broke while idle; the pool opens others by itself. */
  readonly onIdleError?: (error: Error) => void;
}

export function openPostgres(url: string, options: PostgresOptions = {}): Sql {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.poolSize ?? 10,
    connectionTimeoutMillis: 10_000,
    types: { getTypeParser },
  });
  pool.on('error', (error) => options.onIdleError?.(error));
  return {
    ...over(pool),
    async transaction(work) {
      const client = await pool.connect();
      // A connection that fails in the middle is thrown away; it may still hold an open transaction.
      let broken: Error | undefined;
      try {
        await client.query('begin');
        const result = await work(over(client));
        await client.query('commit');
        return result;
      } catch (error) {
        await client.query('rollback').catch((failed: unknown) => {
          broken = failed instanceof Error ? failed : new Error('rollback failed');
        });
        throw error;
      } finally {
        client.release(broken);
      }
    },
    close: () => pool.end(),
  };
}
