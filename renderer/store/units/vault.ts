import type { Compartment } from '../../../domain/access.ts';
import { compartments } from '../../../domain/access.ts';
import type { DiskEntry, DiskTable } from '../disk/disk.ts';
import type { KeySession } from '../keys/port.ts';
import { frame, placeOf, unframe } from './frame.ts';

export type Box = Compartment | 'device';
export type SealedPut = { readonly table: DiskTable } & DiskEntry;

/** Puts bytes into a disk entry under a compartment key, and gets them out again. */
export interface Vault {
  readonly boxes: readonly Compartment[];
  opens(box: string): box is Box;
  seal(
    table: DiskTable,
    key: string,
    gen: number,
    box: Box,
    plain: Uint8Array | string,
    step?: number,
  ): Promise<SealedPut>;
  /** `undefined`: damaged, moved, truncated, or of a key this session does not hold. */
  open(table: DiskTable, entry: DiskEntry): Promise<Uint8Array | undefined>;
}

export function createVault(session: KeySession): Vault {
  const opens = (box: string): box is Box =>
    box === 'device' || session.compartments.some((compartment) => compartment === box);
  return {
    boxes: compartments.filter((compartment) => session.compartments.includes(compartment)),
    opens,
    async seal(table, key, gen, box, plain, step = box === 'general' || box === 'device' ? 1 : 1024) {
      const bytes = await session.encrypt(box, frame(plain, step), placeOf(table, key, gen, box));
      return { table, key, gen, box, bytes };
    },
    async open(table, entry) {
      if (!opens(entry.box)) return undefined;
      const framed = await session.decrypt(
        entry.box,
        entry.bytes,
        placeOf(table, entry.key, entry.gen, entry.box),
      );
      return framed === undefined ? undefined : unframe(framed);
    },
  };
}
