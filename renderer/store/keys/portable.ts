import { ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import { deviceWith, deviceWithout } from './opened.ts';
import type { OuterLayer } from './outer.ts';
import type { KeyFailure } from './port.ts';
import { keyFailures } from './sentences.ts';
import { slotWith, slotWithout } from './slot.ts';
import { noTries } from './slowdown.ts';
import type { SlotsFile, UserSlot } from './slotsFile.ts';

/** The file without this PC's layer: every slot still needs its user's passphrase, and nobody's is needed to make it. */
export async function portableSlots(
  file: SlotsFile,
  outer: OuterLayer,
): Promise<Result<SlotsFile, KeyFailure>> {
  const sealed = await deviceWithout(file.device.sealed, outer);
  if (sealed === undefined) return keyFailures.otherPc;
  const users: UserSlot[] = [];
  for (const user of file.users) {
    const slot = await slotWithout(user, outer);
    if (slot === undefined) return keyFailures.otherPc;
    users.push({ ...user, slot, tries: noTries });
  }
  return ok({ ...file, bound: 'none', device: { ...file.device, sealed }, users });
}

/** The same file under this PC's layer. */
export async function adoptedSlots(portable: SlotsFile, outer: OuterLayer): Promise<SlotsFile> {
  const users = await Promise.all(
    portable.users.map(async (user) => ({ ...user, slot: await slotWith(user, outer) })),
  );
  const sealed = await deviceWith(portable.device.sealed, outer);
  return { ...portable, bound: outer.bound, device: { ...portable.device, sealed }, users };
}
