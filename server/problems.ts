import type { Problem } from '../domain/protocol/api.ts';

/** Every refusal of the API: its status and the sentence a clerk may see. Codes are for programs, never shown. */
const problems = {
  badRequest: [400, '省级平台没有读懂这次请求，什么都没有改。请更新程序后再试。'],
  badSignature: [400, '省级平台核对不了这一批内容的签名，没有收下；本机的内容都在。会自动再报。'],
  tokenInvalid: [401, '登录省级平台的凭证已经过期。本机的内容都在，会自动重新登录。'],
  assertionInvalid: [401, '省级平台没有认出这台电脑或这位用户。本机的内容都在。请联系本单位管理员。'],
  codeInvalid: [403, '开通码不对或者不完整。什么都没有改。请重新复制完整的开通码，或请上级工会重新发一个。'],
  codeExpired: [403, '开通码已经过期（24 小时内有效）。什么都没有改。请上级工会重新发一个。'],
  codeUsed: [403, '这个开通码已经用过了，一个开通码只能开通一台电脑。请上级工会重新发一个。'],
  hostRefused: [
    403,
    '浏览器里只能用培训资料，不能开通录入真实信息的单位。开通码没有用掉。请安装电脑版后再开通。',
  ],
  databaseRefused: [
    403,
    '这台服务器用的是培训用的数据库，不能开通录入真实信息的单位。开通码没有用掉。请联系省级平台。',
  ],
  notYours: [403, '这个单位不归本单位办理，没有给出内容。请核对单位，或请上级工会设置代管。'],
  compartmentClosed: [403, '您的岗位不能看这部分资料。请本单位有权限的同事来办理。'],
  registrationInvalid: [403, '用户登记没有本单位管理员的签名，没有生效。请本单位管理员重新办理。'],
  notFound: [404, '省级平台没有这个地址，什么都没有改。请更新程序后再试。'],
  recordUnknown: [404, '省级平台没有这一份资料的变更记录，什么都没有改。本机的内容都在。'],
  batchReused: [409, '这一批的编号省级平台已经用过，内容不一样，没有收下；本机的内容都在，会换新编号再报。'],
  forked: [409, '省级平台收过的内容和这台电脑的编号对不上，没有收下；本机的内容都在，会换新编号再报。'],
  userUnknown: [409, '省级平台还没有登记这位用户，先不收他的内容；本机的内容都在，登记到了会自动再报。'],
  userExists: [409, '这个用户编号已经有人用了，没有改动。请重新建一个用户。'],
  lastAdmin: [409, '本单位至少要有一位在用的管理员，这次改动没有生效。请先登记另一位管理员。'],
  registrationSuperseded: [409, '这份用户登记是旧的，已经有更新的登记，没有生效。请以现在的为准。'],
  tooLarge: [413, '这一批内容太大，没有收下；本机的内容都在，会分小批再报。'],
  wrongMediaType: [415, '省级平台没有读懂这次请求，什么都没有改。请更新程序后再试。'],
  tooMany: [429, '现在上报的电脑太多，稍后会自动再试。本机的内容都在。'],
  internal: [500, '省级平台出了点问题，什么都没有改。本机的内容都在，稍后会自动再试。'],
  unavailable: [503, '省级平台的数据库暂时连不上，什么都没有改。本机的内容都在，稍后会自动再试。'],
} as const satisfies Readonly<Record<string, readonly [number, string]>>;

export type ProblemCode = keyof typeof problems;

/** A refusal as a value; routes turn it into an answer. */
export interface Refusal {
  readonly refused: ProblemCode;
  readonly retryAfterSeconds?: number;
}

export function refuse(code: ProblemCode, retryAfterSeconds?: number): Refusal {
  return retryAfterSeconds === undefined ? { refused: code } : { refused: code, retryAfterSeconds };
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'refused' in value;
}

export function problemOf(refusal: Refusal): { readonly status: number; readonly body: Problem } {
  const [status, message] = problems[refusal.refused];
  const { retryAfterSeconds } = refusal;
  return {
    status,
    body: {
      code: refusal.refused,
      message,
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    },
  };
}
