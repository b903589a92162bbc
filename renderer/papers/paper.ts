import type { ReactNode } from 'react';
import type { RecordData, RecordDefinition } from '../../domain/records/definition.ts';
import type { Orientation } from '../host/host.ts';

/** Where a paper begins anew: with each unit, or with each place of the unit's inner tree (分厂/车间/班组, K3). */
export type Cut = 'unit' | 'place';

/** The people of one unit, in the order of the list. Masked values come masked: the store did it (K43). */
export interface PaperUnit {
  readonly id: string;
  /** As it stands on the seal (K8). */
  readonly name: string;
  readonly rows: readonly RecordData[];
}

export interface PaperOrder {
  readonly definition: RecordDefinition;
  readonly units: readonly PaperUnit[];
  readonly cut: Cut;
  /** What the paper asked for besides the records, by key of `asks`. */
  readonly answers: Readonly<Record<string, string>>;
  /** `YYYY-MM-DD` */
  readonly today: string;
  /** Who prints. */
  readonly by: string;
}

/** One side of a sheet. Its elements are made when it is looked at or printed: 8,000 people are 320 of them. */
export interface PaperPage {
  readonly key: string;
  /** Absent on letters of one page, which count nothing. */
  readonly place?: { readonly number: number; readonly of: number };
  readonly body: () => ReactNode;
}

export interface PaperAsk {
  readonly key: string;
  readonly label: string;
  /** Stands there until it is changed. */
  readonly value: string;
}

/**
 * Everything particular to one paper. The desk, the preview and the printing read this and nothing else: adding a paper is
 * adding a file to `types/`.
 */
export interface PaperDefinition {
  readonly key: string;
  readonly title: string;
  readonly recordType: string;
  /** Papers of a type are offered by this number. */
  readonly order: number;
  readonly sheet: Orientation;
  /** Fields that leave the store for it; those the type does not have (yet) are left out. */
  readonly fields: readonly string[] | ((definition: RecordDefinition) => readonly string[]);
  readonly cuts: readonly Cut[];
  /** Whether numbers are offered masked or in full; the clerk may choose the other. */
  readonly numbers: 'masked' | 'full';
  /** Offered as 用途 where the paper itself says what for. */
  readonly purpose?: string;
  /** Can be printed empty, to be filled by hand. */
  readonly blank?: boolean;
  readonly asks?: readonly PaperAsk[];
  /** Whom it is not for, and why, in words that follow “12 人”. */
  readonly refuses?: {
    readonly when: (data: RecordData, definition: RecordDefinition) => boolean;
    readonly words: string;
  };
  readonly pages: (order: PaperOrder) => readonly PaperPage[];
}
