import { ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { Host } from '../../host/host.ts';
import type { KeyFile } from './keyFile.ts';
import { deviceWith, deviceWithout } from './opened.ts';
import { layerOf, outerLayer } from './outer.ts';
import type { OuterLayer } from './outer.ts';
import type { KeyFailure } from './port.ts';
import { hostSays, keyFailures } from './sentences.ts';
import { slotWith, slotWithout } from './slot.ts';
import type { SlotsFile, UserSlot } from './slotsFile.ts';

/**
 * The device layer under which this file lies. After a rotation that was cut off before its last step that is the next
 * secret, and the step is done now (R14); if the host cannot, this start goes on with it and the next one tries again.
 */
export async function presentLayer(host: Host, file: SlotsFile): Promise<Result<OuterLayer, KeyFailure>> {
  const present = await outerLayer(host);
  if (!present.ok || present.value.bound === 'none' || file.bound === 'none') return present;
  if (await carries(file, present.value)) return present;
  const staged = await host.stagedDeviceSecret();
  if (!staged.ok) return hostSays(staged.error);
  if (staged.value === undefined) return present;
  const next = await layerOf(staged.value);
  if (!(await carries(file, next))) return present;
  await host.rotateDeviceSecret('commit');
  return ok(next);
}

const carries = async (file: SlotsFile, layer: OuterLayer): Promise<boolean> =>
  (await deviceWithout(file.device.sealed, layer)) !== undefined;

/**
 * Writes the file under the next device secret, so that the file as it was opens nowhere any more. In this order: the next
 * secret lies beside the present one; the file is written under it, whole or not at all; the old secret goes. A kill after
 * any step leaves a file whose secret is there.
 */
export async function writeRotated(
  host: Host,
  keys: KeyFile,
  file: SlotsFile,
  from: OuterLayer,
): Promise<Result<void, KeyFailure>> {
  if (from.bound === 'none') return keys.write(file);
  const unfinished = await finish(host, from);
  if (!unfinished.ok) return unfinished;
  const staged = await host.rotateDeviceSecret('stage');
  if (!staged.ok) return hostSays(staged.error);
  if (staged.value === undefined) return keyFailures.otherPc;
  const moved = await relayered(file, from, await layerOf(staged.value));
  if (moved === undefined) return keyFailures.otherPc;
  const written = await keys.write(moved);
  if (!written.ok) return written;
  // If this fails, everybody still opens by the staged secret, and the next act tries again.
  await host.rotateDeviceSecret('commit');
  return written;
}

/** A rotation before this one may have kept its staged secret in use; staging again would hand out the same one. */
async function finish(host: Host, from: OuterLayer): Promise<Result<void, KeyFailure>> {
  const staged = await host.stagedDeviceSecret();
  if (!staged.ok) return hostSays(staged.error);
  if (staged.value === undefined) return ok(undefined);
  const next = await layerOf(staged.value);
  const probe = await from.on(new Uint8Array(1), 'probe');
  if ((await next.off(probe, 'probe')) === undefined) return ok(undefined);
  const done = await host.rotateDeviceSecret('commit');
  return done.ok ? ok(undefined) : hostSays(done.error);
}

/** Everything in the file that lies inside the device layer, moved from one layer into another. */
async function relayered(file: SlotsFile, from: OuterLayer, to: OuterLayer): Promise<SlotsFile | undefined> {
  const inner = await deviceWithout(file.device.sealed, from);
  if (inner === undefined) return undefined;
  const users: UserSlot[] = [];
  for (const user of file.users) {
    const slot = await slotWithout(user, from);
    if (slot === undefined) return undefined;
    users.push({ ...user, slot: await slotWith({ ...user, slot }, to) });
  }
  return { ...file, device: { ...file.device, sealed: await deviceWith(inner, to) }, users };
}
