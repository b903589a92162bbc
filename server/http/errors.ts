import type { FastifyBaseLogger, FastifyError, FastifyInstance } from 'fastify';
import { isWorthRetrying } from '../sql/retry.ts';
import { sqlState } from '../sql/sql.ts';
import { refuse } from '../problems.ts';
import type { Refusal } from '../problems.ts';
import { answer } from './answer.ts';

function refusalOf(error: FastifyError): Refusal {
  if (error.statusCode === 413) return refuse('tooLarge');
  if (error.statusCode === 415) return refuse('wrongMediaType');
  if (error.statusCode === 429) return refuse('tooMany', 30);
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return refuse('badRequest');
  }
  return isWorthRetrying(error) ? refuse('unavailable', 5) : refuse('internal');
}

/**
 * A database's message may repeat a person's value (“Key (…)=(…) already exists”), so of an error only its kind, its
 * SQLSTATE and where it was thrown are logged.
 */
export function logError(log: FastifyBaseLogger, error: unknown, what: string): void {
  const kind = error instanceof Error ? error.name : typeof error;
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const places = stack.split('\n').filter((line) => /^\s+at /.test(line));
  log.error({ kind, state: sqlState(error), at: places.slice(0, 6).map((line) => line.trim()) }, what);
}

/** Every way out of the server is a problem with a sentence; nothing of an error's text leaves it. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const refusal = refusalOf(error);
    if (refusal.refused === 'internal' || refusal.refused === 'unavailable') {
      logError(request.log, error, 'request failed');
    }
    return answer(reply, refusal);
  });
  app.setNotFoundHandler((_request, reply) => answer(reply, refuse('notFound')));
}
