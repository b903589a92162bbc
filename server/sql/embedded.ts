import { PGlite, types } from '@electric-sql/pglite';
import { Mutex } from './mutex.ts';
import type { Queryable, Sql, SqlValue } from './sql.ts';

function over(database: PGlite): Queryable {
  return {
    async query<T extends object>(text: string, values: readonly SqlValue[] = []): Promise<T[]> {
      return (await database.query<T>(text, [...values])).rows;
    },
    async script(text) {
      await database.exec(text);
    },
  };
}

/**
 * PGlite has ONE connection. Two transactions interleaved on it lose data: the rollback of one removes what the other
 * believed committed. So the connection is held from begin to commit, and single statements wait their turn as well.
 */
export async function openEmbedded(directory?: string): Promise<Sql> {
  const parsers = { [types.INT8]: Number };
  const database = await (directory === undefined
    ? PGlite.create({ parsers })
    : PGlite.create({ dataDir: directory, parsers }));
  const mutex = new Mutex();
  const connection = over(database);
  return {
    query: <T extends object>(text: string, values?: readonly SqlValue[]) =>
      mutex.run(() => connection.query<T>(text, values)),
    script: (text) => mutex.run(() => connection.script(text)),
    transaction: (work) =>
      mutex.run(async () => {
        await database.exec('begin');
        try {
          const result = await work(connection);
          await database.exec('commit');
          return result;
        } catch (error) {
          await database.exec('rollback');
          throw error;
        }
      }),
    close: () => mutex.run(() => database.close()),
  };
}
