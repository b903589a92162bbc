import { ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { KeyFile } from './keyFile.ts';
import type { OuterLayer } from './outer.ts';
import type { KeyFailure } from './port.ts';
import { keyFailures, mustWait, wrongPassphrase } from './sentences.ts';
import { noTries, outlook, rebased, remaining } from './slowdown.ts';
import { openedSlot } from './slot.ts';
import type { SlotContent } from './slot.ts';
import type { SlotsFile, UserSlot } from './slotsFile.ts';

/**
 * One try. It is counted before it is made: ending the program in the middle of a try must not make it free. The answer
 * carries the file with the count taken back; whoever goes on writes it.
 */
export async function tryPassphrase(
  keys: KeyFile,
  file: SlotsFile,
  user: UserSlot,
  passphrase: string,
  outer: OuterLayer,
  now: number,
): Promise<Result<{ readonly content: SlotContent; readonly file: SlotsFile }, KeyFailure>> {
  const before = rebased(keys.triesOf(user), now);
  const wait = remaining(before, now);
  if (wait > 0) {
    if (before !== keys.triesOf(user)) await keys.countTries(file, user.id, before);
    return mustWait(wait);
  }
  const counted = { wrong: before.wrong + 1, since: now };
  const after = await keys.countTries(file, user.id, counted);
  const content = await openedSlot(user, passphrase, outer);
  if (content === 'otherPc') return keyFailures.otherPc;
  if (content === 'wrongPassphrase') {
    const { triesLeft, waitMs } = outlook(counted);
    return wrongPassphrase(counted.wrong, triesLeft, waitMs);
  }
  const users = after.users.map((slot) => (slot.id === user.id ? { ...slot, tries: noTries } : slot));
  return ok({ content, file: { ...after, users } });
}
