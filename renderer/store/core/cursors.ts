import type { Compartment } from '../../../domain/access.ts';
import type { Cursor } from '../../sync/port.ts';
import type { Disk } from '../disk/disk.ts';
import type { SealedPut, Vault } from '../units/vault.ts';
import type { Ledger } from './ledger.ts';
import { readMeta, sealMeta } from './meta.ts';

const nameOf = (compartment: Compartment): string => `cursors.${compartment}`;

/** A cursor that cannot be read is no cursor: the lane begins again with a snapshot, which harms nothing. */
export async function readCursors(disk: Disk, vault: Vault): Promise<Ledger['cursors']> {
  const cursors: Ledger['cursors'] = new Map();
  for (const box of vault.boxes) {
    const answer = await readMeta(disk, vault, nameOf(box));
    if (answer.kind === 'value') cursors.set(box, answer.value as Readonly<Record<string, Cursor>>);
  }
  return cursors;
}

export function cursorsAfter(
  ledger: Ledger,
  compartment: Compartment,
  organisation: string,
  cursor: Cursor,
): Readonly<Record<string, Cursor>> {
  return { ...ledger.cursors.get(compartment), [organisation]: cursor };
}

export function sealCursors(
  ledger: Ledger,
  gen: number,
  compartment: Compartment,
  cursors: Readonly<Record<string, Cursor>>,
): Promise<SealedPut> {
  return sealMeta(ledger.vault, nameOf(compartment), gen, compartment, cursors);
}
