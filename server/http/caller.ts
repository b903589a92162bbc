import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerOf } from '../people/tokens.ts';
import type { Caller } from '../people/tokens.ts';
import type { ServerPorts } from '../ports.ts';
import { isRefusal } from '../problems.ts';
import { answer } from './answer.ts';

const callers = new WeakMap<FastifyRequest, Caller>();

export function knownCaller(request: FastifyRequest): Caller | undefined {
  return callers.get(request);
}

/** Runs before a body is read: nobody unknown makes the server take in megabytes. */
export function authenticate(ports: ServerPorts) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const caller = await callerOf(ports, request.headers.authorization);
    if (isRefusal(caller)) return answer(reply, caller);
    callers.set(request, caller);
    return undefined;
  };
}

/** The caller of a route that stands behind `authenticate`. */
export function callerIn(request: FastifyRequest): Caller {
  const caller = callers.get(request);
  if (!caller) throw new Error('route without authentication');
  return caller;
}
