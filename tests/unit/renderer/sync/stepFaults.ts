import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { headers } from '../../../../domain/protocol/api.ts';
import { createFetchHttp } from '../../../../renderer/sync/fetchHttp.ts';
import type { HttpAnswer, HttpRequest } from '../../../../renderer/sync/port.ts';
import { signedAnswer } from '../../../simulation/support/network.ts';

/** What the summary says afterwards: `online`, and words that must be in its sentence; none when there is no line. */
export interface Told {
  readonly online: boolean;
  readonly words?: string;
}

export interface Fault extends Told {
  readonly name: string;
  /** Later requests of the round are still of use: only this one was not understood or is not allowed. */
  readonly isOfOne: boolean;
  answer(request: HttpRequest, good: HttpAnswer): HttpAnswer | Promise<HttpAnswer>;
}

const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const encode = (text: string): string => Buffer.from(text).toString('base64url');

function signedByStranger(good: HttpAnswer): HttpAnswer {
  if (good.kind !== 'answer') return good;
  const digest = createHash('sha256').update(good.body).digest('hex');
  const head = encode('{"alg":"ES256"}');
  const tail = sign('sha256', Buffer.from(`${head}.${encode(digest)}`), {
    key: stranger,
    dsaEncoding: 'ieee-p1363',
  });
  const signature = `${head}..${tail.toString('base64url')}`;
  return { ...good, headers: { ...good.headers, [headers.serverSignature]: signature } };
}

const bare = (answer: HttpAnswer): HttpAnswer =>
  answer.kind === 'answer' ? { ...answer, headers: {} } : answer;

/** A province that never gets to its answer; the wait is the caller's own, only shorter. */
const neverAnswers = createFetchHttp(
  (_url, init) =>
    new Promise((_resolve, reject) => {
      init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error));
    }),
);

const offline: Told = { online: false };
const foreign: Told = { online: false, words: '网络没有通到省级平台' };

const statuses: readonly (readonly [status: number, code: string, words: string, isOfOne: boolean])[] = [
  [400, 'badRequest', '没有读懂', true],
  [401, 'tokenExpired', '没有认出这台电脑或这位用户', false],
  [403, 'compartmentClosed', '没有让这位用户办理', true],
  [404, 'notFound', '没有读懂', true],
  [409, 'busy', '稍后会自动再试', false],
  [413, 'tooLarge', '会分小批再报', true],
  [429, 'tooMany', '稍后会自动再试', false],
  [500, 'internal', '稍后会自动再试', false],
  [502, 'badGateway', '稍后会自动再试', false],
  [503, 'unavailable', '稍后会自动再试', false],
];

const byStatus = statuses.flatMap(([status, code, words, isOfOne]): readonly Fault[] => {
  const signed = signedAnswer(status, { code, message: '都在。' });
  const told = { online: true, words, isOfOne };
  return [
    { ...told, name: `${status}`, answer: () => signed },
    // A status is anybody's to write; it costs a try and nothing else.
    { ...told, name: `${status} of nobody`, answer: () => bare(signed) },
  ];
});

/** Every class of answer that R59 names. */
export const faults: readonly Fault[] = [
  {
    ...offline,
    name: 'no connection',
    isOfOne: false,
    answer: () => ({ kind: 'noConnection', reason: 'refused' }),
  },
  {
    ...offline,
    name: 'slow beyond the time-out',
    isOfOne: false,
    answer: (request) => neverAnswers.send({ ...request, timeoutMs: 2 }),
  },
  ...byStatus,
  {
    online: true,
    words: '稍后会自动再试',
    name: '409 forked that nobody signed',
    isOfOne: false,
    answer: () => bare(signedAnswer(409, { code: 'forked', message: '' })),
  },
  {
    ...foreign,
    name: 'garbage',
    isOfOne: false,
    answer: () => ({
      kind: 'answer',
      status: 200,
      headers: {},
      body: Buffer.from('<html>请先登录网络 {"receipt":"</html>'),
    }),
  },
  {
    online: true,
    words: '没有读懂',
    name: 'signed words that answer nothing',
    isOfOne: true,
    answer: () => signedAnswer(200, { hello: ['province'] }),
  },
  { ...foreign, name: 'the right answer, unsigned', isOfOne: false, answer: (_request, good) => bare(good) },
  {
    ...foreign,
    name: 'the right answer, signed by a foreign key',
    isOfOne: false,
    answer: (_request, good) => signedByStranger(good),
  },
];
