import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { transactWithRetry } from './retry.ts';
import type { Sql } from './sql.ts';

export const migrationsDirectory = new URL('./migrations/', import.meta.url);

interface Migration {
  readonly name: string;
  readonly text: string;
  readonly sha256: string;
}

async function readMigrations(directory: URL): Promise<readonly Migration[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name) => {
      // A checkout may turn line ends; that is not another migration.
      const text = (await readFile(new URL(name, directory), 'utf8')).replaceAll('\r\n', '\n');
      return { name, text, sha256: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

/** A database that was changed by other files than ours: going on would write into an unknown shape. */
export class MigrationMismatch extends Error {
  constructor(name: string) {
    super(`数据库里的升级记录 ${name} 和程序带的文件不一样。数据没有动。请使用与数据库配套的程序版本。`);
    this.name = 'MigrationMismatch';
  }
}

/** Brings the schema up to date. Several processes may start at once: the table lock lets one of them do the work. */
export async function migrate(sql: Sql, directory: URL = migrationsDirectory): Promise<readonly string[]> {
  const migrations = await readMigrations(directory);
  await sql.script(
    'create table if not exists migration (name text primary key, sha256 text not null, applied_at timestamptz not null)',
  );
  return transactWithRetry(sql, async (tx) => {
    await tx.script('lock table migration in access exclusive mode');
    const rows = await tx.query<{ name: string; sha256: string }>('select name, sha256 from migration');
    const applied = new Map(rows.map((row) => [row.name, row.sha256]));
    const known = new Set(migrations.map(({ name }) => name));
    const newer = rows.find((row) => !known.has(row.name));
    if (newer) throw new MigrationMismatch(newer.name);
    const done: string[] = [];
    for (const { name, text, sha256 } of migrations) {
      const before = applied.get(name);
      if (before !== undefined && before !== sha256) throw new MigrationMismatch(name);
      if (before !== undefined) continue;
      await tx.script(text);
      await tx.query('insert into migration (name, sha256, applied_at) values ($1, $2, $3)', [
        name,
        sha256,
        new Date().toISOString(),
      ]);
      done.push(name);
    }
    return done;
  });
}
