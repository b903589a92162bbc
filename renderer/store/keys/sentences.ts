import { fail } from '../../../domain/result.ts';
import type { HostFailure } from '../../host/host.ts';
import type { KeyFailure } from './port.ts';

export type Failed = { readonly ok: false; readonly error: KeyFailure };

const minutes = (ms: number): number => Math.max(1, Math.ceil(ms / 60_000));

/** After a wrong passphrase: how many tries are left, or how long to wait now. */
export function wrongPassphrase(wrong: number, triesLeft: number, waitMs: number): Failed {
  const wait = String(minutes(waitMs));
  const detail = { triesLeft, waitSeconds: Math.ceil(waitMs / 1000) };
  const sentence =
    triesLeft > 0
      ? `密码不对。再试 ${String(triesLeft)} 次后要等 ${wait} 分钟。`
      : `密码不对，已经错了 ${String(wrong)} 次。资料都在，请等 ${wait} 分钟再试。`;
  return fail('wrongPassphrase', sentence, { field: 'passphrase', detail });
}

export function mustWait(waitMs: number): Failed {
  return fail(
    'slowedDown',
    `密码错的次数多了，请等 ${String(minutes(waitMs))} 分钟再试。资料都在，没有变化。`,
    {
      retryable: true,
      detail: { waitSeconds: Math.ceil(waitMs / 1000) },
    },
  );
}

export const weak = (sentence: string): Failed => fail('weakPassphrase', sentence, { field: 'passphrase' });

export const hostSays = (error: HostFailure): Failed =>
  fail('hostUnavailable', error.message, { retryable: error.code !== 'unavailable' });

export const keyFailures = {
  noSuchUser: fail(
    'noSuchUser',
    '这台电脑上没有这位用户，资料没有变化。请在登录页重新选一次，或请本单位管理员添加。',
  ),
  damagedFile: fail(
    'damaged',
    '登录资料打不开，台账资料没有动。请用备份恢复，或者先打电话给区总工会；恢复之前请不要删除任何文件。',
  ),
  otherPc: fail(
    'damaged',
    '登录资料和这台电脑对不上，可能重装过系统或换过电脑。台账资料没有动。请用备份恢复，或者先打电话给区总工会。',
  ),
  alreadyUsed: fail(
    'forbidden',
    '这台电脑已经开通过，原来的用户和资料都在。要加人请由本单位管理员在“人员与密码”里添加。',
  ),
  notAdmin: fail('forbidden', '添加人员要由本单位管理员来做，现在没有改动。请换管理员登录后再添加。'),
  notOneself: fail(
    'forbidden',
    '管理员不能停用自己，也不能去掉自己的管理员身份，没有改动。请另一位管理员登录后来办；没有的话，先加一位管理员。',
  ),
  notHere: fail(
    'forbidden',
    '这位不是在这台电脑上登录的，没有改动。请到她平时用的那台电脑上，由那里的管理员来办。',
  ),
  onlyHolder: fail(
    'forbidden',
    '这台电脑上只有这位打得开心理关爱的资料，现在停用或改身份，这些资料就谁也打不开了，所以没有改动。请先加一位咨询师，让现在这位登录一次把资料交给她，然后再办。',
  ),
  notEmpty: fail('forbidden', '这台电脑上已经有用户和资料，没有覆盖。请在没有开通过的电脑上恢复备份。'),
} as const satisfies Readonly<Record<string, Failed>>;
