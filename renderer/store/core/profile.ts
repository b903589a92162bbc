import type { Host } from '../../host/host.ts';
import { parseJson } from '../units/codec.ts';
import { bytesOf } from './meta.ts';

/** What may be read before anybody unlocks: the office's name, never a person's (clerks' lock screen shows no names). */
export interface ProfileFile {
  readonly officeName: string;
  readonly alone: boolean;
  readonly lockedBecause?: { readonly reason: string; readonly at: string };
}

/** Beside the data but outside it (R3): a restored or cloned profile no longer agrees with it. */
export interface IncarnationFile {
  readonly incarnation: string;
  readonly seq: number;
  readonly gen: number;
}

export async function readProfileFile(host: Host): Promise<ProfileFile | undefined> {
  const value = await readJson(host, 'settings');
  return value === undefined ? undefined : (value as ProfileFile);
}

export async function writeProfileFile(host: Host, file: ProfileFile): Promise<void> {
  // Losing it costs a line on the lock screen; the truth about the office lies encrypted in the store.
  await host.writeFile('settings', bytesOf(file));
}

export async function readIncarnationFile(host: Host): Promise<IncarnationFile | undefined> {
  const value = await readJson(host, 'incarnation');
  return value === undefined ? undefined : (value as IncarnationFile);
}

/** Stands in the incarnation file while a backup is being put onto this PC. */
const restoring = 'restoring';

/** From here until the slots are written, what lies on the disk is a copy that may be thrown away: its original is the backup. */
export async function markRestoring(host: Host): Promise<boolean> {
  return writeIncarnationFile(host, { incarnation: restoring, seq: 0, gen: 0 });
}
export async function isRestoring(host: Host): Promise<boolean> {
  return (await readIncarnationFile(host))?.incarnation === restoring;
}

export async function writeIncarnationFile(host: Host, file: IncarnationFile): Promise<boolean> {
  const { incarnation, seq, gen } = file;
  return (await host.writeFile('incarnation', bytesOf({ incarnation, seq, gen }))).ok;
}

async function readJson(host: Host, name: 'settings' | 'incarnation'): Promise<object | undefined> {
  const bytes = await host.readFile(name);
  const value = bytes === undefined || bytes.byteLength === 0 ? undefined : parseJson(bytes);
  return typeof value === 'object' && value !== null ? value : undefined;
}
