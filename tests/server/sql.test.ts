import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MigrationMismatch, migrate, migrationsDirectory } from '../../server/sql/migrate.ts';
import { transactWithRetry } from '../../server/sql/retry.ts';
import { openTestDatabase } from './support/database.ts';
import type { TestDatabase } from './support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await database.sql.script('create table t (a bigint primary key, b jsonb)');
});
afterAll(() => database.close());

describe('the database behind one door', () => {
  it('reads bigint as a number', async () => {
    const [row] = await database.sql.query('select 9007199254740991::bigint as n');
    expect(row).toEqual({ n: 9_007_199_254_740_991 });
  });

  it('keeps concurrent transactions apart: a rollback takes nothing of another with it', async () => {
    const wait = () => new Promise((resolve) => setTimeout(resolve, 20));
    const [kept, undone] = await Promise.allSettled([
      database.sql.transaction(async (tx) => {
        await tx.query('insert into t (a) values ($1)', [1]);
        await wait();
        await tx.query('insert into t (a) values ($1)', [2]);
      }),
      database.sql.transaction(async (tx) => {
        await tx.query('insert into t (a) values ($1)', [3]);
        await wait();
        throw new Error('undo');
      }),
      database.sql.query('insert into t (a) values ($1)', [4]),
    ]);
    expect([kept?.status, undone?.status]).toEqual(['fulfilled', 'rejected']);
    expect(await database.sql.query('select a from t order by a')).toEqual([{ a: 1 }, { a: 2 }, { a: 4 }]);
  });

  it('is usable after a statement failed, inside a transaction and out of one', async () => {
    await expect(database.sql.query('select nonsense')).rejects.toThrow();
    await expect(
      database.sql.transaction((tx) => tx.query('insert into t (a) values ($1)', [1])),
    ).rejects.toMatchObject({ code: '23505' });
    expect(await database.sql.query('select 1 as n')).toEqual([{ n: 1 }]);
  });

  it('gives up after the attempts it was given', async () => {
    let tries = 0;
    const always = transactWithRetry(
      database.sql,
      async () => {
        tries += 1;
        throw Object.assign(new Error('deadlock'), { code: '40P01' });
      },
      { attempts: 3 },
    );
    await expect(always).rejects.toThrow('deadlock');
    expect(tries).toBe(3);
  });
});

describe('migrations', () => {
  it('run once, however many processes start', async () => {
    expect(await Promise.all([migrate(database.sql), migrate(database.sql)])).toEqual([[], []]);
  });

  it('stop before a database that other files have changed', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'migrations-'));
    const directory = pathToFileURL(`${folder}/`);
    try {
      await expect(migrate(database.sql, directory)).rejects.toBeInstanceOf(MigrationMismatch);
      await cp(migrationsDirectory, directory, { recursive: true });
      await writeFile(path.join(folder, '0001_base.sql'), 'select 1;');
      await expect(migrate(database.sql, directory)).rejects.toThrow(/0001_base/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('name the organisation first in every key of every tenant table (server rules)', async () => {
    const rows = await database.sql.query<{ name: string; first: string }>(
      `select c.relname as name, a.attname as first from pg_index i
       join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
       where n.nspname = 'public' and i.indisunique`,
    );
    const global = new Set([
      'migration',
      'organisation',
      'used_nonce',
      'identity_claim',
      'server_state',
      't',
    ]);
    const tenant = rows.filter((row) => !global.has(row.name));
    expect(tenant.length).toBeGreaterThan(10);
    expect(tenant.filter((row) => !['organisation_id', 'office_id'].includes(row.first))).toEqual([]);
  });
});
