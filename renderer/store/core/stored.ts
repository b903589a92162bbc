import type { Compartment } from '../../../domain/access.ts';
import type { RecordData } from '../../../domain/records/definition.ts';
import type { Cursor } from '../../sync/port.ts';
import type { Stretch } from '../units/overlay.ts';

/** An import's manifest: its state decides whether the units staged for it can be seen (R18). */
export interface ImportAct {
  readonly kind: 'import';
  readonly importId: string;
  readonly type: string;
  readonly organisation: string;
  readonly fileLabel: string;
  readonly coverage: string;
  /** Its words, when it is another act than an import. */
  readonly act?: string;
  readonly at: string;
  readonly user: string;
  readonly userName: string;
  readonly state: 'staging' | 'committed' | 'interrupted';
  readonly created: number;
  readonly changed: number;
  /** Entries of table `history` with the ids and pre-images of this import. */
  readonly chunks: readonly string[];
  readonly undoneAt?: string;
  /** The act that took it back, and when that was taken back in turn (R18). */
  readonly undoneBy?: string;
  readonly restoredAt?: string;
  /** This is no import but the taking back of one: staged and made visible the same way. */
  readonly turns?: string;
}

/** An autosaved form; it is nobody's record yet and never leaves this PC. */
export interface DraftAct {
  readonly kind: 'draft';
  readonly type: string;
  readonly id: string;
  readonly data: RecordData;
  readonly at: string;
}

/** 不是同一个人: groups of ids a clerk has told apart; one entry a type, in the type's compartment. */
export interface ApartAct {
  readonly kind: 'apart';
  readonly type: string;
  readonly groups: readonly (readonly string[])[];
}

/** Stored under random keys; `key` says where. */
export type Act = (ImportAct | DraftAct | ApartAct) & { readonly key: string };

/** A sealed batch without its body. The body lies in table `outbox` under the same key until the province is sure of it. */
export interface BatchHead {
  readonly batchId: string;
  readonly organisation: string;
  readonly compartment: Compartment;
  readonly device: string;
  readonly user: string;
  readonly incarnation: string;
  readonly seq: number;
  readonly sha256: string;
  readonly deviceSignature: string;
  readonly userSignature: string;
  readonly count: number;
  readonly at: string;
  readonly state: 'sealed' | 'answered' | 'refused';
  readonly merged: number;
  readonly conflicts: number;
  readonly rejected: number;
  /** Key of the answer when a colleague's session carries the batch (R11). */
  readonly reply?: string;
  /** Fresh creates among its operations whose segments were not written again (decision 0005). */
  readonly fresh?: readonly Stretch[];
  /** The signed answer as it came (R35). */
  readonly receipt?: string;
}

/** Records touched by a batch, in the order of its operations: what a receipt has to find again. */
export type BatchRecords = readonly (readonly [type: string, id: string, n: number])[];

/**
 * A restricted batch as any user of this PC may carry it (R11): wrapped to the province, opaque here. Its words say no
 * more than the counters of this PC do already: of which compartment, how many.
 */
export interface RelayHead {
  readonly batchId: string;
  readonly organisation: string;
  readonly compartment: Compartment;
  readonly count: number;
  /** The province has answered; the answer lies where the batch lay and waits for who can open it. */
  readonly answered: boolean;
}

/**
 * A lane's position, and the types this version has passed over in it: when a newer program knows one of them, the lane
 * begins again with a snapshot, because the feed will not tell of those records a second time.
 */
export type LaneCursor = Cursor & { readonly unknown?: readonly string[] };
