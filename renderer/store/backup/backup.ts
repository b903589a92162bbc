import { ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { Host } from '../../host/host.ts';
import { markRestoring, writeIncarnationFile } from '../core/profile.ts';
import { diskTables } from '../disk/disk.ts';
import type { Disk } from '../disk/disk.ts';
import { diskFailures } from '../disk/failures.ts';
import { base64url, randomBytes, utf8 } from '../keys/bytes.ts';
import { productCost, weakness } from '../keys/passphrase.ts';
import type { KeyFailure, KeyRing, PassphraseCost } from '../keys/port.ts';
import { weak } from '../keys/sentences.ts';
import { containerWriter } from './container.ts';
import { written } from './frames.ts';
import type { BackupHead, Frame } from './frames.ts';
import { readBackup } from './read.ts';
import { backupFailures } from './sentences.ts';
import type { BackupFailure } from './sentences.ts';

export interface BackupPorts {
  readonly disk: Disk;
  readonly keyRing: KeyRing;
  readonly host: Host;
  readonly cost?: PassphraseCost;
}

/** Files beside the profile that travel with it. The incarnation does not: a restored PC is a new one (R3). */
const carried = ['settings', 'emergency'] as const;

/** Sum over all entries that does not depend on their order: what was read back is compared with what was meant. */
function mix(sum: number, frame: Extract<Frame, { readonly kind: 'entry' }>): number {
  let hash = frame.entry.gen % 0x7fff_ffff;
  for (const byte of utf8(`${frame.table}|${frame.entry.key}|${frame.entry.box}`))
    hash = (Math.imul(hash, 31) + byte) | 0;
  for (const byte of frame.entry.bytes) hash = (Math.imul(hash, 31) + byte) | 0;
  return (sum + hash) | 0;
}

/**
 * The whole profile in one encrypted file, everything in it still under the keys of its users. The caller keeps writes
 * waiting meanwhile: tables are read one after the other. Reports success only after reading the file back.
 */
export async function createBackup(
  ports: BackupPorts,
  passphrase: string,
  { made, records }: Pick<BackupHead, 'made' | 'records'>,
): Promise<Result<Uint8Array<ArrayBuffer>, BackupFailure | KeyFailure>> {
  const sentence = weakness(passphrase);
  if (sentence !== undefined) return weak(sentence);
  const slots = await ports.keyRing.portable();
  if (!slots.ok) return slots;
  const writer = await containerWriter(passphrase, ports.cost ?? productCost);
  await writer.write(written({ kind: 'head', head: { made, records, appVersion: ports.host.appVersion } }));
  await writer.write(written({ kind: 'file', name: 'slots', bytes: slots.value }));
  for (const name of carried) {
    const bytes = await ports.host.readFile(name);
    if (bytes !== undefined) await writer.write(written({ kind: 'file', name, bytes }));
  }
  let entries = 0;
  let meant = 0;
  for (const table of diskTables) {
    await ports.disk.scan(table, async (found) => {
      for (const entry of found) {
        const frame = { kind: 'entry', table, entry } as const;
        entries += 1;
        meant = mix(meant, frame);
        await writer.write(written(frame));
      }
    });
  }
  await writer.write(written({ kind: 'end', entries }));
  const file = await writer.finish();

  let found = 0;
  const back = await readBackup(file, passphrase, (frame) => {
    found = mix(found, frame);
  });
  const faithful = typeof back === 'object' && back.entries === entries && found === meant;
  return faithful ? ok(file) : backupFailures.notVerified;
}

export interface Restored {
  readonly entries: number;
  readonly records: number;
  readonly made: string;
}

/**
 * Puts a backup onto a PC that has no users. The slots come last, and a mark in the incarnation file says meanwhile that
 * what lies on the disk is half a copy: a restore that was cut short leaves a PC that is still new, and the next one, or an
 * enrolment, begins by clearing what is there. Without the mark, data without slots is data whose keys are gone, and stays.
 */
export async function restoreBackup(
  ports: BackupPorts,
  file: Uint8Array,
  passphrase: string,
): Promise<Result<Restored, BackupFailure | KeyFailure>> {
  if ((await ports.keyRing.state()) === 'ready') return backupFailures.notEmpty;
  const contents = await readBackup(file, passphrase, () => undefined);
  if (typeof contents !== 'object') return backupFailures[contents];
  const slots = contents.files.get('slots');
  if (slots === undefined) return backupFailures.damaged;

  if (!(await markRestoring(ports.host))) return notWritten(diskFailures.ioFailed.message);
  await ports.disk.destroy();
  const refusal = await putOnto(ports, file, passphrase, { ...contents, slots });
  const { made, records } = contents.head;
  if (refusal === undefined) return ok({ entries: contents.entries, records, made });
  // What did not come whole does not stay: this PC is still new, for another try or for being enrolled.
  await ports.disk.destroy();
  return refusal;
}

async function putOnto(
  ports: BackupPorts,
  file: Uint8Array,
  passphrase: string,
  contents: { readonly files: ReadonlyMap<string, Uint8Array>; readonly slots: Uint8Array },
) {
  const refusal = await putAll(ports.disk, file, passphrase);
  if (refusal !== undefined) return refusal;
  for (const name of carried) {
    const bytes = contents.files.get(name);
    const kept = bytes === undefined ? ok(undefined) : await ports.host.writeFile(name, bytes);
    if (!kept.ok) return notWritten(kept.error.message);
  }
  const adopted = await ports.keyRing.adopt(contents.slots);
  if (!adopted.ok) return adopted;
  // Agrees with no data, so the next start makes a new incarnation and reconciles before it sends (R3). The mark does not
  // agree either: if this is not written, the restored PC does the same.
  const nobodys = { incarnation: `restored-${base64url(randomBytes(12))}`, seq: 0, gen: 0 };
  await writeIncarnationFile(ports.host, nobodys);
  return undefined;
}

const notWritten = (message: string) =>
  ({ ok: false, error: { code: 'notWritten', message, retryable: true } }) as const;

/** Bytes per commit while restoring: large enough to be quick, small enough to keep memory flat. */
const restoreChunk = 8 * 1024 * 1024;

type Put = NonNullable<Parameters<Disk['commit']>[0]['put']>[number];

async function putAll(disk: Disk, file: Uint8Array, passphrase: string) {
  let waiting: Put[] = [];
  let size = 0;
  let refused: ReturnType<typeof notWritten> | undefined;
  const flush = async (durability: 'strict' | 'relaxed'): Promise<void> => {
    if (refused !== undefined) return;
    const answer = await disk.commit({ put: waiting }, durability);
    if (!answer.ok) refused = notWritten(answer.error.message);
    waiting = [];
    size = 0;
  };
  await readBackup(file, passphrase, async ({ table, entry }) => {
    waiting.push({ table, ...entry });
    size += entry.bytes.length;
    if (size >= restoreChunk) await flush('relaxed');
  });
  // The last commit is strict and thereby makes all before it durable.
  await flush('strict');
  return refused;
}
