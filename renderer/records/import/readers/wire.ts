import type { Result } from '../../../../domain/result.ts';
import type { PackedRows } from './pack.ts';
import type { MergedCells, ReadFailure, ReadLimits, SheetSource } from './port.ts';

/** What a reader in another worker is asked. Each question carries the port its answers come on. */
export type ReaderQuestion =
  | { readonly kind: 'open'; readonly file: Blob; readonly limits: ReadLimits; readonly password?: string }
  | { readonly kind: 'merged'; readonly sheet: number }
  | {
      readonly kind: 'rows';
      readonly sheet: number;
      readonly columns?: ReadonlySet<number>;
      readonly maxRows?: number;
    };

export interface Asked {
  readonly question: ReaderQuestion;
  readonly answers: MessagePort;
}

export interface Opened extends Pick<SheetSource, 'format' | 'sheets'> {
  /** Whether the format knows merged cells at all. */
  readonly canMerge: boolean;
}

export type OpenAnswer = Result<Opened, ReadFailure>;
export type MergedAnswer = Result<readonly MergedCells[], ReadFailure>;

export type RowsAnswer =
  | { readonly kind: 'block'; readonly block: PackedRows }
  | { readonly kind: 'end'; readonly failure?: ReadFailure };

/** From whom the rows go to: one more block may come, or none any more. */
export type RowsWish = 'more' | 'stop';

/**
 * Blocks on their way before the reader waits: it works ahead while the one before is judged, and never holds more of a
 * file than these, however large it is (R26).
 */
export const blocksAhead = 4;
