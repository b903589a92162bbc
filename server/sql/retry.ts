import { sqlState } from './sql.ts';
import type { Queryable, Sql } from './sql.ts';

/** Errors of the data itself (22 value, 23 constraint, 42 statement, 54 limit): the same attempt fails the same way. */
export function isFaultOfData(error: unknown): boolean {
  const state = sqlState(error);
  return state !== undefined && ['22', '23', '42', '54'].includes(state.slice(0, 2));
}

const brokenConnection = /ECONN|EPIPE|ETIMEDOUT|terminat|not queryable|timeout exceeded|Connection ended/i;

/** Serialisation, deadlock, shutdown, lost connection: never shown to a client before several attempts (R7). */
export function isWorthRetrying(error: unknown): boolean {
  const state = sqlState(error);
  if (state !== undefined) {
    return ['40001', '40P01', '57P01', '57P02', '57P03', '53300'].includes(state) || state.startsWith('08');
  }
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return brokenConnection.test(`${code} ${error.message}`);
}

export interface RetryOptions {
  readonly attempts?: number;
  readonly onRetry?: (state: string) => void;
}

/**
 * Runs a transaction again from its beginning. A commit whose answer was lost is harmless because every push looks its
 * batch id up first, under the lock.
 */
export async function transactWithRetry<T>(
  sql: Sql,
  work: (tx: Queryable) => Promise<T>,
  options: RetryOptions = {},
): Promise<T> {
  const attempts = options.attempts ?? 6;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await sql.transaction(work);
    } catch (error) {
      if (attempt >= attempts || !isWorthRetrying(error)) throw error;
      options.onRetry?.(sqlState(error) ?? 'connection');
      const ceiling = 10 * 2 ** attempt;
      await new Promise((resolve) => setTimeout(resolve, ceiling / 2 + Math.random() * ceiling));
    }
  }
}
