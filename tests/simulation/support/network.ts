import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { calculateJwkThumbprint } from 'jose';
import { headers } from '../../../domain/protocol/api.ts';
import type { HttpAnswer, HttpRequest } from '../../../renderer/sync/port.ts';
import type { Province, SimBatch } from './province.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
export const provinceJwk = publicKey.export({ format: 'jwk' }) as Readonly<Record<string, unknown>>;
export const provinceFingerprint = await calculateJwkThumbprint(provinceJwk);

const encode = (text: string): string => Buffer.from(text).toString('base64url');

/** A compact JWS by the province of the tests. */
export function compactSigned(payload: string): string {
  const input = `${encode('{"alg":"ES256"}')}.${encode(payload)}`;
  const tail = sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return `${input}.${tail.toString('base64url')}`;
}

export function signedAnswer(
  status: number,
  words: unknown,
  more: Readonly<Record<string, string>> = {},
): HttpAnswer {
  const body = Buffer.from(JSON.stringify(words));
  const [head = '', , tail = ''] = compactSigned(createHash('sha256').update(body).digest('hex')).split('.');
  return {
    kind: 'answer',
    status,
    headers: { ...more, [headers.serverSignature]: `${head}..${tail}` },
    body,
  };
}

const problem = (status: number, code: string): HttpAnswer =>
  signedAnswer(status, { code, message: '本机的内容都在。' });

/** The province behind its HTTP surface: same paths, same signatures, a few maps underneath. */
export function answerOf(
  province: Province,
  request: HttpRequest,
  validTokens: Set<string>,
  now: number,
): HttpAnswer {
  const url = new URL(request.url);
  const query = url.searchParams;
  if (url.pathname === '/v1/health') {
    const time = new Date(now).toISOString();
    return signedAnswer(200, {
      nonce: query.get('nonce'),
      epoch: province.epoch,
      time,
      database: 'embedded',
    });
  }
  if (url.pathname === '/v1/token/nonce') return signedAnswer(200, { nonce: 'n' });
  if (url.pathname === '/v1/token') {
    const token = `t${validTokens.size + 1}`;
    validTokens.add(token);
    return signedAnswer(200, { token, compartments: ['general'] });
  }
  const token = (request.headers?.['authorization'] ?? '').replace('Bearer ', '');
  if (!validTokens.has(token)) return problem(401, 'tokenInvalid');
  if (url.pathname === '/v1/scope') return signedAnswer(200, scopeOf(province));
  if (url.pathname === '/v1/devices/me/operations') {
    return signedAnswer(200, { operations: province.operationsOf(deviceOf(request)), next: null });
  }
  const lane = { epoch: province.epoch, organisation: 'org', compartment: 'general' };
  if (url.pathname.endsWith('/batches')) {
    const batch = JSON.parse(Buffer.from(request.body ?? []).toString()) as Omit<SimBatch, 'sha256'>;
    const sha256 = createHash('sha256')
      .update(request.body ?? '')
      .digest('hex');
    const receipt = province.push({ ...batch, sha256 });
    if (typeof receipt === 'string') return problem(409, receipt);
    return signedAnswer(200, { receipt: compactSigned(JSON.stringify(receipt)) });
  }
  if (url.pathname.endsWith('/changes')) {
    const after = Number(query.get('after'));
    return signedAnswer(200, { ...lane, after, ...province.changes(after, 3) });
  }
  if (url.pathname.endsWith('/snapshot')) {
    const head = query.get('head') === null ? province.head : Number(query.get('head'));
    const id = query.get('afterId') ?? undefined;
    const after = id === undefined ? null : { type: query.get('afterType'), id };
    return signedAnswer(200, { ...lane, after, ...province.snapshot(id, 3), head });
  }
  return problem(404, 'notFound');
}

/** The simulation's PCs name themselves in the address, since their tokens are not real. */
function deviceOf(request: HttpRequest): string {
  return new URL(request.url).hostname.split('.')[0] ?? '';
}

function scopeOf(province: Province): object {
  const office = {
    id: province.organisation,
    name: '试验',
    shortName: '试',
    level: 'grassroots',
    parentId: null,
  };
  return {
    office,
    organisations: [office],
    realData: false,
    users: [],
    serverSealKey: '',
    epoch: province.epoch,
  };
}

/** What else a network says. None of these may remove anything from a PC. */
export function strangeAnswer(kind: number): HttpAnswer {
  const statuses = [400, 403, 404, 413, 429, 500, 502, 503, 302, 200, 200, 409];
  const status = statuses[kind % statuses.length] ?? 500;
  if (kind % statuses.length === 9) {
    return { kind: 'answer', status, headers: {}, body: Buffer.from('<html>请先登录</html>') };
  }
  // A whole, well-formed answer that nobody signed, and one that claims a fork without a signature.
  const body = Buffer.from(JSON.stringify({ code: 'forked', message: '', receipt: 'a.b.c' }));
  return { kind: 'answer', status, headers: { 'retry-after': '1' }, body };
}
