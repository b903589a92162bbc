import { enrolmentCodeSchema } from '../../domain/protocol/api.ts';
import type { EnrolmentCode } from '../../domain/protocol/api.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Failure, Result } from '../../domain/result.ts';
import type { ElectronRun } from './electronRun.ts';
import { parse } from './serverKey.ts';

export type CodeFailure = Failure<'notACode' | 'codeDamaged' | 'codeExpired' | 'hostRefused' | 'notProven'>;

const prefix = 'GH1.';

function decode(text: string): unknown {
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) =>
      char.charCodeAt(0),
    );
    return parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (_notBase64) {
    // Cut short or mistyped: the clerk gets one sentence for both.
    return undefined;
  }
}

/** The code alone, out of whatever was pasted around it; undefined when there is none. */
export function bareCode(text: string): string | undefined {
  return /GH1\.[\w-]*/.exec(text.replaceAll(/[\s\u200b\ufeff]/g, ''))?.[0];
}

/** Reads a 开通码 as pasted or from its small file: line breaks and blanks that e-mail put into it do not matter. */
export function parseCode(text: string): Result<EnrolmentCode, CodeFailure> {
  const bare = bareCode(text);
  if (bare === undefined)
    return fail(
      'notACode',
      '这不像一个开通码，什么都没有改。开通码以 GH1. 开头，请从上级工会给的文件里完整复制。',
    );
  const parsed = enrolmentCodeSchema.safeParse(decode(bare.slice(prefix.length)));
  if (!parsed.success)
    return fail(
      'codeDamaged',
      '开通码不完整或者抄错了一些字，什么都没有改。请重新完整复制，或请上级工会重新发一个。',
    );
  return ok(parsed.data);
}

/** What can be said of a code before the province is asked. Its expiry is a hint: the province judges by its own clock. */
export function judgeCode(
  code: EnrolmentCode,
  context: {
    readonly host: 'electron' | 'browser';
    readonly now: number;
    readonly proven: ElectronRun | undefined;
  },
): Result<EnrolmentCode, CodeFailure> {
  // R15: a browser has no device secret, so no real person's data may ever come near it.
  if (context.host === 'browser' && code.realData)
    return fail(
      'hostRefused',
      '浏览器里只能用培训资料，不能开通录入真实信息的单位。开通码没有用掉。请安装电脑版后再开通。',
    );
  if (code.realData && context.proven === undefined)
    return fail(
      'notProven',
      '这个版本还没有正式验收，只能用培训资料，不能开通录入真实信息的单位。开通码没有用掉。请向上级工会要验收过的版本。',
    );
  if (Date.parse(code.expires) < context.now)
    return fail(
      'codeExpired',
      '开通码看来已经过期（24 小时内有效），没有用掉。请核对电脑时间，或请上级工会重新发一个。',
      {
        retryable: true,
      },
    );
  return ok(code);
}
