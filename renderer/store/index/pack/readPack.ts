import type { Cells, CodedCells, NumberCells, TextCells } from './cells.ts';

/** A pack as read: typed columns in the order of the layout, and the parts every record has. */
export interface ReadPack {
  readonly count: number;
  readonly ids: TextCells;
  readonly organisations: CodedCells;
  readonly syncs: CodedCells;
  readonly gaps: CodedCells;
  readonly voided: Uint8Array;
  readonly work: NumberCells;
  readonly columns: readonly Cells[];
}
