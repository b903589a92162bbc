import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { problemSchema } from '../../domain/protocol/api.ts';

/** A Fastify instance whose routes are described by zod schemas, for checking input and for the OpenAPI pages. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** Answers of a route, for the OpenAPI pages. */
export function answers<T extends z.ZodType>(success: T) {
  return { 200: success, '4xx': problemSchema, '5xx': problemSchema };
}

export const organisationParams = z.object({
  organisation: z
    .string()
    .min(1)
    .max(64)
    .regex(/^[\w-]+$/),
});
