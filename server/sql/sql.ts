/**
 * The one door to the database. Two drivers: embedded (PGlite) and PostgreSQL; every statement runs unchanged on both
 * and keeps the rules of docs/server.md (organisation first in every key, one written table per statement).
 */
export interface Queryable {
  query<T extends object>(text: string, values?: readonly SqlValue[]): Promise<T[]>;
  /** Several statements without parameters: migrations only. */
  script(text: string): Promise<void>;
}

export type SqlValue = string | number | boolean | null | Uint8Array | readonly string[];

export interface Sql extends Queryable {
  /** One transaction at READ COMMITTED; anything thrown inside rolls it back and is thrown on. */
  transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** SQLSTATE of a database error; `undefined` when it is none, for example a broken connection. */
export function sqlState(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code) ? error.code : undefined;
}
