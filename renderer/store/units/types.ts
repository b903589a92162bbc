import type { RecordDefinition } from '../../../domain/records/definition.ts';
import type { DiskChange } from '../disk/disk.ts';
import type { IndexRow, WarmableIndex } from '../index/port.ts';
import type { Envelope } from '../work/envelope.ts';

/** A record type as the store knows it: nothing here names a particular one. */
export interface StoredType {
  readonly definition: RecordDefinition;
  readonly index: WarmableIndex;
  rowOf(envelope: Envelope): IndexRow;
  pack(rows: readonly IndexRow[]): Uint8Array;
}

/** Everything encrypted and decided before the transaction opens (R16); `apply` runs after it completed. */
export interface UnitPlan extends Required<DiskChange> {
  /** Change of the number of units on the disk, for the manifest (R25). */
  readonly added: number;
  apply(): void;
}

/** A unit that cannot be read; it stays on the disk and the rest stays usable. */
export interface DamagedUnit {
  readonly key: string;
  readonly gen: number;
  readonly box: string;
  readonly part: 'unit' | 'index';
}

/** Records per segment: smaller reads one record faster, larger packs and writes faster (measured in docs/store.md). */
export const segmentRecords = 256;
/** Up to this many records are written as rows of their own, more as segments. */
export const rowLimit = 64;
