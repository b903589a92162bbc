import type { HttpAnswer } from './port.ts';

/**
 * What the engine does about an answer. No class removes unsent work (R59): only a verified receipt or a person's act
 * does. Exhaustive by construction; the table test walks 100–599.
 */
export type Verdict =
  /** Success by status; still nothing until its signature is verified. */
  | { readonly kind: 'answered' }
  /** 401: the token ran out or is not known; never judged by the local clock (R43). */
  | { readonly kind: 'renewToken' }
  /** 409 forked or batchReused: go on under a new incarnation and reconcile (R3). */
  | { readonly kind: 'newIncarnation' }
  /** 413: keep the batch, seal smaller ones from now on. */
  | { readonly kind: 'smaller' }
  /** 429 and others that say when to come back. */
  | { readonly kind: 'wait'; readonly ms: number }
  /** 403: this lane is closed to this user or device; other lanes go on. */
  | { readonly kind: 'closed' }
  /** This one request is not understood (400, 404, 415, 422 …): keep it, try the next, come back later. */
  | { readonly kind: 'notUnderstood' }
  /** Nothing is wrong with what was sent: keep it and try again. */
  | { readonly kind: 'later' }
  /** Not the province: a captive portal, a proxy, somebody else. Counts as no connection (R48). */
  | { readonly kind: 'foreign' }
  | { readonly kind: 'offline'; readonly reason: 'refused' | 'timeout' | 'tls' | 'aborted' };

const longestWait = 15 * 60_000;

function waitOf(seconds: number | undefined): Verdict {
  if (seconds === undefined || !Number.isFinite(seconds) || seconds < 0) return { kind: 'later' };
  return { kind: 'wait', ms: Math.min(seconds * 1000, longestWait) };
}

function classifyStatus(
  status: number,
  code: string | undefined,
  retryAfterSeconds: number | undefined,
): Verdict {
  if (status >= 200 && status < 300) return { kind: 'answered' };
  // Our server never redirects and never answers 1xx as a result: somebody stands between.
  if (status < 200 || (status >= 300 && status < 400)) return { kind: 'foreign' };
  switch (status) {
    case 401:
      return { kind: 'renewToken' };
    case 403:
      return { kind: 'closed' };
    case 407:
    case 511:
      return { kind: 'foreign' };
    case 408:
    case 425:
      return { kind: 'later' };
    case 409:
      return code === 'forked' || code === 'batchReused'
        ? { kind: 'newIncarnation' }
        : waitOf(retryAfterSeconds);
    case 413:
      return { kind: 'smaller' };
    case 429:
      return retryAfterSeconds === undefined ? { kind: 'wait', ms: 30_000 } : waitOf(retryAfterSeconds);
    default:
      return status >= 500 ? waitOf(retryAfterSeconds) : { kind: 'notUnderstood' };
  }
}

/** `code` must come from a body whose signature was verified; anybody can write a status. */
export function classify(
  answer: HttpAnswer,
  signed: { readonly code?: string; readonly retryAfterSeconds?: number } = {},
): Verdict {
  if (answer.kind === 'noConnection') return { kind: 'offline', reason: answer.reason };
  const header = Number(answer.headers['retry-after'] ?? Number.NaN);
  const seconds = signed.retryAfterSeconds ?? (Number.isNaN(header) ? undefined : header);
  return classifyStatus(answer.status, signed.code, seconds);
}
