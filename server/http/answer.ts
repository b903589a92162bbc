import type { FastifyReply } from 'fastify';
import { isRefusal, problemOf } from '../problems.ts';
import type { Refusal } from '../problems.ts';

/** Sends a value, or the refusal it turned out to be. */
export function answer(reply: FastifyReply, outcome: object | Refusal): FastifyReply {
  if (!isRefusal(outcome)) return reply.code(200).send(outcome);
  const { status, body } = problemOf(outcome);
  if (body.retryAfterSeconds !== undefined) void reply.header('retry-after', String(body.retryAfterSeconds));
  return reply.code(status).send(body);
}
