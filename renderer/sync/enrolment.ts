import {
  enrolAnswerSchema,
  headers,
  healthAnswerSchema,
  paths,
  problemSchema,
} from '../../domain/protocol/api.ts';
import type { EnrolmentCode, ScopeAnswer, UserRegistration } from '../../domain/protocol/api.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { CodePreview } from '../store/port.ts';
import { electronRun } from './electronRun.ts';
import { bareCode, judgeCode, parseCode } from './code.ts';
import type { ClockPort, HttpAnswer, HttpPort } from './port.ts';
import { parse, serverVoice } from './serverKey.ts';

export interface EnrolmentPorts {
  readonly http: HttpPort;
  readonly clock: Pick<ClockPort, 'now'>;
  readonly host: 'electron' | 'browser';
}

export interface EnrolmentRequest {
  readonly code: string;
  readonly registration: UserRegistration;
  readonly device: { readonly signKey: Readonly<Record<string, unknown>>; readonly sealKey: string };
}

export interface Enrolled {
  readonly code: EnrolmentCode;
  readonly device: string;
  readonly serverKey: Readonly<Record<string, unknown>>;
  readonly scope: ScopeAnswer;
  readonly recordCount: number;
}

const timeoutMs = 20_000;
const unreachable = '现在连不上省级平台，没有开通，开通码没有用掉。请检查网络，再点一次开通。';
const stranger =
  '连上的不是开通码里的省级平台，没有开通，什么都没有改。可能要先在浏览器里登录网络，或请上级工会重新发一个开通码。';

const urlOf = (code: EnrolmentCode, path: string): string => `${code.url.replace(/\/$/, '')}${path}`;
const wordsOf = (answer: Extract<HttpAnswer, { kind: 'answer' }>): unknown =>
  parse(new TextDecoder().decode(answer.body));

/** Reads a code and, when the address answers, says so. Writes nothing, and does not spend the code. */
export async function previewCode(ports: EnrolmentPorts, text: string): Promise<Result<CodePreview>> {
  const parsed = parseCode(text);
  if (!parsed.ok) return parsed;
  const judged = judgeCode(parsed.value, { host: ports.host, now: ports.clock.now(), proven: electronRun });
  if (!judged.ok) return judged;
  const code = judged.value;
  const answer = await ports.http.send({
    method: 'GET',
    url: urlOf(code, `${paths.health}?nonce=preview`),
    timeoutMs,
  });
  // Before enrolment the key is not in hand yet, so this is a hint for the screen and nothing else.
  const online = answer.kind === 'answer' && healthAnswerSchema.safeParse(wordsOf(answer)).success;
  return ok({
    officeName: code.officeName,
    codeTail: code.code.slice(-4),
    expires: code.expires,
    realData: code.realData,
    online,
  });
}

/**
 * Enrols this PC (R49). The answer brings the province's key; it counts only if its fingerprint is the one the code
 * pinned and the answer is signed by it (R5).
 */
export async function enrolDevice(
  ports: EnrolmentPorts,
  request: EnrolmentRequest,
): Promise<Result<Enrolled>> {
  const parsed = parseCode(request.code);
  if (!parsed.ok) return parsed;
  const code = parsed.value;
  // The province judges expiry by its own clock; a PC whose clock is wrong may still enrol (R43).
  const judged = judgeCode(code, { host: ports.host, now: Number.NEGATIVE_INFINITY, proven: electronRun });
  if (!judged.ok) return judged;
  const words = {
    code: bareCode(request.code) ?? '',
    host: ports.host,
    device: request.device,
    firstUser: request.registration,
  };
  const answer = await ports.http.send({
    method: 'POST',
    url: urlOf(code, paths.enrol),
    headers: { 'content-type': 'application/json' },
    body: new TextEncoder().encode(JSON.stringify(words)),
    timeoutMs,
  });
  if (answer.kind === 'noConnection') return fail('unavailable', unreachable, { retryable: true });
  if (answer.status !== 200) return refusal(answer);
  return enrolledBy(code, answer);
}

/** A refusal changes nothing here, so its sentence may be shown although the key is not in hand to check it. */
function refusal(answer: Extract<HttpAnswer, { kind: 'answer' }>): Result<never> {
  const problem = problemSchema.safeParse(wordsOf(answer));
  if (!problem.success || answer.status >= 500) return fail('unavailable', unreachable, { retryable: true });
  return fail(problem.data.code, problem.data.message, { retryable: answer.status === 429 });
}

async function enrolledBy(
  code: EnrolmentCode,
  answer: Extract<HttpAnswer, { kind: 'answer' }>,
): Promise<Result<Enrolled>> {
  const parsed = enrolAnswerSchema.safeParse(wordsOf(answer));
  if (!parsed.success) return fail('foreignServer', stranger, { retryable: true });
  const { device, serverKey, scope, recordCount } = parsed.data;
  const voice = await serverVoice(serverKey, code.serverKey);
  const isPinned = await voice?.verifiesBody(answer.body, answer.headers[headers.serverSignature]);
  if (isPinned !== true) return fail('foreignServer', stranger, { retryable: true });
  if (scope.office.id !== code.office) return fail('foreignServer', stranger, { retryable: true });
  return ok({ code, device, serverKey, scope, recordCount });
}
