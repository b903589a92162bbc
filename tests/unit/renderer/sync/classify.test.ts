import { describe, expect, test } from 'vitest';
import { classify } from '../../../../renderer/sync/classify.ts';
import type { Verdict } from '../../../../renderer/sync/classify.ts';
import { sentenceFor } from '../../../../renderer/sync/sentences.ts';

const verdictOf = (
  status: number,
  signed: { code?: string; retryAfterSeconds?: number } = {},
  retryAfter?: string,
) =>
  classify(
    {
      kind: 'answer',
      status,
      headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter },
      body: new Uint8Array(),
    },
    signed,
  );

/** Written out apart from the classifier: ranges first, then the statuses that mean something of their own. */
function expected(status: number): Verdict['kind'] {
  const own: Readonly<Record<number, Verdict['kind']>> = {
    401: 'renewToken',
    403: 'closed',
    407: 'foreign',
    408: 'later',
    409: 'later',
    413: 'smaller',
    425: 'later',
    429: 'wait',
    511: 'foreign',
  };
  const named = own[status];
  if (named) return named;
  if (status < 200) return 'foreign';
  if (status < 300) return 'answered';
  if (status < 400) return 'foreign';
  return status < 500 ? 'notUnderstood' : 'later';
}

describe('[S13] R59: every status has a class, and none removes unsent work', () => {
  test('100–599', () => {
    for (let status = 100; status <= 599; status += 1)
      expect(verdictOf(status).kind, String(status)).toBe(expected(status));
  });

  test('a fork counts only when the province signed it', () => {
    expect(verdictOf(409, { code: 'forked' }).kind).toBe('newIncarnation');
    expect(verdictOf(409, { code: 'batchReused' }).kind).toBe('newIncarnation');
    expect(verdictOf(409).kind).toBe('later');
    expect(verdictOf(409, { code: 'userUnknown', retryAfterSeconds: 30 })).toEqual({
      kind: 'wait',
      ms: 30_000,
    });
  });

  test('Retry-After is obeyed within bounds; nonsense is not', () => {
    expect(verdictOf(429, {}, '7')).toEqual({ kind: 'wait', ms: 7000 });
    expect(verdictOf(503, {}, '7')).toEqual({ kind: 'wait', ms: 7000 });
    expect(verdictOf(429, {}, '99999999')).toEqual({ kind: 'wait', ms: 900_000 });
    expect(verdictOf(503, {}, '-5').kind).toBe('later');
    expect(verdictOf(503, {}, 'Wed, 21 Oct 2065 07:28:00 GMT').kind).toBe('later');
  });

  test.each(['refused', 'timeout', 'tls', 'aborted'] as const)('no connection: %s', (reason) => {
    expect(classify({ kind: 'noConnection', reason })).toEqual({ kind: 'offline', reason });
  });

  test('every sentence says what is safe, and shows no code', () => {
    for (let status = 100; status <= 599; status += 1) {
      const sentence = sentenceFor(verdictOf(status));
      if (sentence === undefined) continue;
      expect(sentence).toContain('没有丢');
      expect(sentence).not.toMatch(/\d{3}|异常|非法|错误码|失败！/);
    }
  });
});
