import type { Compartment } from '../../../domain/access.ts';
import type { OfficeScope } from '../../../domain/organisation.ts';
import type { Disk } from '../disk/disk.ts';
import type { KeySession } from '../keys/port.ts';
import type { GrantLine, StoreEvent, UserSummary } from '../port.ts';
import type { PlanDeps } from '../units/plan.ts';
import type { ReadDeps } from '../units/read.ts';
import type { DamagedUnit } from '../units/types.ts';
import type { Actor } from '../work/envelope.ts';
import type { Act } from './stored.ts';
import type { BatchHead } from './stored.ts';
import type { Counters } from './counters.ts';
import type { LaneCursor } from './stored.ts';
import type { EmergencyDrafts } from './emergency.ts';
import type { SpaceGuard } from './freeSpace.ts';
import type { StoreClock, StoreRandom } from './ports.ts';
import type { WriteQueue } from './queue.ts';
import type { RelayHead } from './stored.ts';
import type { SeenVersions } from './seen.ts';

/** Where this PC is registered. */
export interface Connection {
  readonly url: string;
  /** Pinned fingerprint of the server's signing key (R5). */
  readonly serverKey: string;
  /** The key itself, checked against the fingerprint before every use. */
  readonly serverJwk: Readonly<Record<string, unknown>>;
  readonly device: string;
}

export interface PendingUser {
  readonly id: string;
  readonly registration: string;
  /** They lose something: until then the province first hears what they sealed before. */
  readonly waitUntil?: string;
}

/** Everything about the office that every unlocked user of this PC may read. */
export interface OfficeFile {
  readonly connection?: Connection;
  readonly scope: OfficeScope;
  readonly users: readonly UserSummary[];
  readonly alone: boolean;
  /** Public key to which locked-away batches are sealed (R11), and the server's epoch when last heard. */
  readonly serverSealKey?: string;
  readonly epoch?: string;
  /** Registrations signed here and not yet at the province (R10). */
  readonly pendingUsers: readonly PendingUser[];
  /** Marks of registrations already taken from the key ring: news may come twice after a kill. */
  readonly heard?: readonly string[];
  /** Who let whom into what, newest last: shown where people are managed. */
  readonly grants?: readonly GrantLine[];
}

/**
 * The store while a user is unlocked. It is made at unlock and thrown away whole at lock, so that nothing read by one
 * user is left for the next (R54).
 */
export interface Ledger extends PlanDeps, ReadDeps {
  readonly disk: Disk;
  readonly session: KeySession;
  readonly queue: WriteQueue;
  readonly space: SpaceGuard;
  readonly clock: StoreClock;
  readonly random: StoreRandom;
  readonly damage: DamagedUnit[];
  readonly acts: Map<string, Act>;
  readonly batches: Map<string, BatchHead>;
  /** Batches of restricted compartments that any session may carry, and answers to them (R11). */
  readonly relays: Map<string, RelayHead>;
  /** Typed text that the profile's disk had no room for (R27). */
  readonly emergency: EmergencyDrafts;
  /** How many stretches of fresh creates one batch may leave as they lie (decision 0005). */
  readonly freshStretches: number;
  readonly seen: SeenVersions;
  readonly settings: Map<string, string>;
  counters: Counters;
  office: OfficeFile;
  /** Feed positions per compartment and organisation, stored with the pages they belong to (R19). */
  readonly cursors: Map<Compartment, Readonly<Record<string, LaneCursor>>>;
  /** Background work waits until this moment (R17). */
  busyUntil: number;
  readonly actor: Actor;
  emit(event: StoreEvent): void;
  /** New unsent work exists. */
  worked(): void;
  /** Memory and disk may differ: end the worker and rebuild from the disk (R16). */
  fatal(error: unknown): void;
}

export function now(ledger: { readonly clock: StoreClock }): string {
  return new Date(ledger.clock.now()).toISOString();
}
