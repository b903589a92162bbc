import { readContainer } from './container.ts';
import type { ContainerFault } from './container.ts';
import { frameReader } from './frames.ts';
import type { BackupHead, Frame } from './frames.ts';

export interface BackupContents {
  readonly head: BackupHead;
  readonly entries: number;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/**
 * Reads a backup from beginning to end and hands out its entries on the way. Whoever acts on entries does so in a second
 * reading, after a first one that found the whole file sound.
 */
export async function readBackup(
  file: Uint8Array,
  passphrase: string,
  each: (frame: Extract<Frame, { readonly kind: 'entry' }>) => void | Promise<void>,
): Promise<BackupContents | ContainerFault> {
  const cut = frameReader();
  const files = new Map<string, Uint8Array>();
  let head: BackupHead | undefined;
  let entries = 0;
  let counted: number | undefined;
  let sound = true;
  const verdict = await readContainer(file, passphrase, async (plain) => {
    for (const frame of cut(plain)) {
      if (frame === 'damaged' || counted !== undefined || (head === undefined) !== (frame.kind === 'head')) {
        sound = false;
      } else if (frame.kind === 'head') head = frame.head;
      else if (frame.kind === 'file') files.set(frame.name, frame.bytes.slice());
      else if (frame.kind === 'end') counted = frame.entries;
      else {
        entries += 1;
        await each(frame);
      }
    }
  });
  if (verdict !== 'ok') return verdict;
  if (!sound || head === undefined || counted !== entries || !files.has('slots')) return 'damaged';
  return { head, entries, files };
}
