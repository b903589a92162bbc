import type { Failure } from '../../../../domain/result.ts';
import { readFailure } from '../../../records/import/readers/port.ts';

/** A workbook that waits for its open-password. The password itself is never in here. */
export interface Locked {
  readonly file: File;
  /** Tries that are left. */
  readonly left: number;
  readonly wrong: boolean;
}

/** A clerk who mistyped tries again; one who does not know it needs the way out, not a guessing game (K14). */
const tries = 3;

/** What to show after a file did not open: the question for its password, or why it does not open at all. */
export function afterTry(
  file: File,
  earlier: Locked | undefined,
  failure: Failure,
): { readonly locked: Locked | undefined; readonly trouble: string | undefined } {
  // A scheme that is not read here has a way out and no right password.
  if (failure.code === 'password' && failure.detail?.['scheme'] === undefined && earlier === undefined)
    return { locked: { file, left: tries, wrong: false }, trouble: undefined };
  if (failure.code !== 'wrongPassword') return { locked: undefined, trouble: failure.message };
  const left = (earlier?.left ?? tries) - 1;
  return left > 0
    ? { locked: { file, left, wrong: true }, trouble: undefined }
    : { locked: undefined, trouble: `试了 ${tries} 次，密码都不对。${readFailure('password').message}` };
}
