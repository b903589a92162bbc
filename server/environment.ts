import { availableParallelism } from 'node:os';
import path from 'node:path';
import { z } from 'zod';

const schema = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  DATA_DIR: z.string().min(1).default('data/server'),
  DATABASE_URL: z.string().min(1).optional(),
  SECRETS_DIR: z.string().min(1).optional(),
  STATIC_DIR: z.string().min(1).optional(),
  /** What enrolment codes say; behind a proxy it is not where the process listens. */
  PUBLIC_URL: z.url().optional(),
  DEMO: z.enum(['0', '1']).default('0'),
  WORKERS: z.coerce.number().int().min(1).max(64).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
});

export interface Environment {
  readonly host: string;
  readonly port: number;
  readonly databaseUrl?: string;
  readonly databaseDir: string;
  readonly secretsDir: string;
  readonly staticDir?: string;
  readonly publicUrl?: string;
  readonly demo: boolean;
  readonly logLevel: string;
  /** Processes that take requests: as many as cores, and always one on the embedded database. */
  readonly workers: number;
}

/** Reads the process's environment; an unusable word stops the start with its name, never with its value. */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): Environment {
  const filled = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(filled);
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))].join('、');
    throw new Error(`服务器没有启动：环境变量 ${names} 写得不对。请改好后再启动。`);
  }
  const {
    HOST,
    PORT,
    DATA_DIR,
    DATABASE_URL,
    SECRETS_DIR,
    STATIC_DIR,
    PUBLIC_URL,
    DEMO,
    LOG_LEVEL,
    WORKERS,
  } = parsed.data;
  return {
    host: HOST,
    port: PORT,
    databaseDir: path.resolve(DATA_DIR, 'database'),
    secretsDir: path.resolve(SECRETS_DIR ?? path.join(DATA_DIR, 'secrets')),
    ...(DATABASE_URL === undefined ? {} : { databaseUrl: DATABASE_URL }),
    ...(STATIC_DIR === undefined ? {} : { staticDir: path.resolve(STATIC_DIR) }),
    ...(PUBLIC_URL === undefined ? {} : { publicUrl: PUBLIC_URL.replace(/\/+$/, '') }),
    demo: DEMO === '1',
    logLevel: LOG_LEVEL,
    workers: DATABASE_URL === undefined ? 1 : (WORKERS ?? Math.min(64, availableParallelism())),
  };
}
