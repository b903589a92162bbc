import type { Compartment } from '../../../domain/access.ts';
import type { Cursor } from '../../sync/port.ts';
import type { Disk } from '../disk/disk.ts';
import type { SealedPut, Vault } from '../units/vault.ts';
import type { Ledger } from './ledger.ts';
import { readMeta, sealMeta } from './meta.ts';
import type { LaneCursor } from './stored.ts';

const nameOf = (compartment: Compartment): string => `cursors.${compartment}`;

/** A cursor that cannot be read is no cursor: the lane begins again with a snapshot, which harms nothing. */
export async function readCursors(disk: Disk, vault: Vault): Promise<Ledger['cursors']> {
  const cursors: Ledger['cursors'] = new Map();
  for (const box of vault.boxes) {
    const answer = await readMeta(disk, vault, nameOf(box));
    if (answer.kind === 'value') cursors.set(box, answer.value as Readonly<Record<string, LaneCursor>>);
  }
  return cursors;
}

export function cursorsAfter(
  ledger: Ledger,
  compartment: Compartment,
  organisation: string,
  cursor: Cursor,
  seenTypes: Iterable<string> = [],
): Readonly<Record<string, LaneCursor>> {
  const lanes = ledger.cursors.get(compartment);
  const passed = new Set([...(lanes?.[organisation]?.unknown ?? []), ...seenTypes]);
  const unknown = [...passed].filter((type) => !ledger.types.has(type));
  return { ...lanes, [organisation]: unknown.length === 0 ? cursor : { ...cursor, unknown } };
}

/** Where a lane goes on; undefined: with a snapshot. */
export function cursorOf(
  ledger: Pick<Ledger, 'cursors' | 'types'>,
  compartment: Compartment,
  organisation: string,
): Cursor | undefined {
  const lane = ledger.cursors.get(compartment)?.[organisation];
  if (lane?.unknown?.some((type) => ledger.types.has(type)) === true) return undefined;
  if (lane === undefined) return undefined;
  const { unknown: _passedOver, ...cursor } = lane;
  return cursor;
}

export function sealCursors(
  ledger: Ledger,
  gen: number,
  compartment: Compartment,
  cursors: Readonly<Record<string, LaneCursor>>,
): Promise<SealedPut> {
  return sealMeta(ledger.vault, nameOf(compartment), gen, compartment, cursors);
}
