import type { EnrolmentCode, ScopeAnswer, UserRegistration } from '../../../domain/protocol/api.ts';
import type { RecordDefinition } from '../../../domain/records/definition.ts';
import type { Result } from '../../../domain/result.ts';
import type { HistoryAnswer, HistoryPlace, SyncStore } from '../../sync/port.ts';
import type { Host } from '../../host/host.ts';
import type { Disk } from '../disk/disk.ts';
import type { KeyRing } from '../keys/port.ts';
import type { CodePreview, SyncSummary } from '../port.ts';

export interface StoreClock {
  now(): number;
}

/** Ids of records, units and batches; 128 random bits each, in characters the wire allows. */
export interface StoreRandom {
  id(): string;
}

/** What the province is asked at enrolment; injected, because the store knows no network. */
export interface EnrolmentPort {
  preview(text: string): Promise<Result<CodePreview>>;
  enrol(input: EnrolmentInput): Promise<Result<EnrolmentAnswer>>;
}
export interface EnrolmentInput {
  readonly code: string;
  readonly registration: UserRegistration;
  readonly device: { readonly signKey: Record<string, unknown>; readonly sealKey: string };
}
export interface EnrolmentAnswer {
  readonly code: EnrolmentCode;
  readonly device: string;
  readonly serverKey: Readonly<Record<string, unknown>>;
  readonly scope: ScopeAnswer;
}

/** The running sync engine as the port needs it; absent in tests of the store alone. */
export interface EngineHandle {
  summary(): Pick<SyncSummary, 'online' | 'busy' | 'trouble' | 'wrongClock' | 'lastSuccess'>;
  /** New work was saved: send it soon. */
  nudge(): void;
  syncNow(): Promise<void>;
  stop(): Promise<void>;
  /** Asks the province for the whole history of one record; absent in tests that have no network. */
  history?(place: HistoryPlace): Promise<HistoryAnswer>;
}

export interface StoreInput {
  readonly definitions: readonly RecordDefinition[];
  readonly disk: Disk;
  readonly keyRing: KeyRing;
  readonly host: Host;
  readonly clock: StoreClock;
  readonly random?: StoreRandom;
  readonly enrolment?: EnrolmentPort;
  /** 0: every record is written anew when it is sealed and when it is acknowledged. */
  readonly freshStretches?: number;
}

export interface StoreCoreInput extends StoreInput {
  /** Started after unlock, stopped before lock; absent in tests of the store alone. */
  readonly startEngine?: (sync: SyncStore, changed: () => void) => EngineHandle;
  /** The memory of this worker can no longer be trusted (R16). */
  readonly onFatal?: (error: unknown) => void;
}
