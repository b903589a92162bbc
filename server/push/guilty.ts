import { isFaultOfData } from '../sql/retry.ts';
import type { Queryable } from '../sql/sql.ts';
import { mergeBatch } from './merge.ts';
import type { MergeInput, Merged } from './merge.ts';
import { keyOf } from './rows.ts';
import { writeRecords } from './write.ts';
import type { WritePlace } from './write.ts';

/** Tries work and takes it back: true when the database would have refused it for its content. */
async function wouldFail(tx: Queryable, work: () => Promise<void>): Promise<boolean> {
  await tx.script('savepoint probe');
  try {
    await work();
    return false;
  } catch (error) {
    if (!isFaultOfData(error)) throw error;
    return true;
  } finally {
    await tx.script('rollback to savepoint probe');
  }
}

/**
 * Finds the operations whose content the database refuses, each record tried by itself behind a savepoint (R6). Of
 * several operations on one record the first whose result fails is meant, so that those before it are kept. Slow, and
 * only ever walked after a failure that all checks before missed.
 */
export async function findGuilty(
  tx: Queryable,
  input: MergeInput,
  merged: Merged,
  place: WritePlace,
): Promise<ReadonlySet<number>> {
  const guilty = new Set<number>();
  for (const [key, record] of merged.changed) {
    const bad = await wouldFail(tx, () => writeRecords(tx, place, [record], input.current));
    if (!bad) continue;
    const n = await firstFailing(tx, input, key, place);
    if (n !== undefined) guilty.add(n);
  }
  return guilty;
}

async function firstFailing(
  tx: Queryable,
  input: MergeInput,
  key: string,
  place: WritePlace,
): Promise<number | undefined> {
  const own = input.reads.filter(({ op }) => op !== undefined && keyOf(op.type, op.id) === key);
  for (const [position, read] of own.entries()) {
    const later = own.slice(position + 1).map(({ n }) => n);
    const prefix = mergeBatch({ ...input, guilty: new Set([...input.guilty, ...later]) });
    const record = prefix.changed.get(key);
    if (!record || input.guilty.has(read.n)) continue;
    if (await wouldFail(tx, () => writeRecords(tx, place, [record], input.current))) return read.n;
  }
  return undefined;
}
