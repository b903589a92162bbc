import type { Compartment, Role } from '../../../domain/access.ts';
import type { UserRegistration } from '../../../domain/protocol/api.ts';
import type { Failure, Result } from '../../../domain/result.ts';

export type KeyFailure = Failure<
  | 'wrongPassphrase'
  | 'slowedDown'
  | 'weakPassphrase'
  | 'noSuchUser'
  | 'hostUnavailable'
  | 'damaged'
  | 'forbidden'
>;

/** Costs of Argon2id; injectable in tests only, never by environment in a build (R58). 64 MiB and 3 passes in the product. */
export interface PassphraseCost {
  readonly memoryKiB: number;
  readonly passes: number;
}

/** A user of this PC as listed before unlocking: no name is shown on the lock screen, so none is readable without a key. */
export interface SlotSummary {
  readonly userId: string;
  /** 用户 1, 用户 2 … by order of creation; the person recognises their own by 刚才在用的/换一个人. */
  readonly ordinal: number;
  readonly lastUsed: boolean;
}

/** An unlocked user: private keys are non-extractable CryptoKeys held in the store worker only (R14, R16). */
export interface KeySession {
  readonly userId: string;
  readonly userName: string;
  readonly roles: readonly Role[];
  readonly compartments: readonly Compartment[];
  /** Encrypts under a compartment key ('device' = any unlocked user of this PC); additional data binds the place (R25). */
  encrypt(box: Compartment | 'device', plain: Uint8Array, place: string): Promise<Uint8Array>;
  /** `undefined` when the value is damaged, truncated, moved, or of a key this session does not hold. Never throws. */
  decrypt(box: Compartment | 'device', sealed: Uint8Array, place: string): Promise<Uint8Array | undefined>;
  /** Detached compact JWS (RFC 7515, appendix F: `header..signature`, ES256) over the text's UTF-8 bytes; kid = user id. */
  signAsUser(text: string): Promise<string>;
  /** The same by the device key; kid = its RFC 7638 thumbprint. */
  signAsDevice(text: string): Promise<string>;
  /** Compact JWS of a JSON payload by the user's key, kid = user id. */
  assertAsUser(payload: Readonly<Record<string, unknown>>): Promise<string>;
  assertAsDevice(payload: Readonly<Record<string, unknown>>): Promise<string>;
  /**
   * Boxes that still have an earlier key, because not every value was rewritten after a rotation (R14), and whose every
   * earlier key this session has.
   */
  outdated(): readonly (Compartment | 'device')[];
  /** The value under the present key; `undefined` when it lies under it already, or opens under none. Never throws. */
  renew(box: Compartment | 'device', sealed: Uint8Array, place: string): Promise<Uint8Array | undefined>;
  /** Compartments this unlock opened to others who were waiting for a holder; for the audit log and a notice. */
  readonly granted: readonly KeyGrant[];
}

export interface KeyGrant {
  readonly userId: string;
  readonly userName: string;
  readonly compartment: Compartment;
}

/** What happened to the users of this PC and is not yet in the store's books, oldest first. */
export interface KeyNews {
  /** `jws` is what the province is told, as it was signed (R10). */
  readonly registrations: readonly { readonly jws: string; readonly registration: UserRegistration }[];
  readonly grants: readonly KeyGrant[];
}

export interface NewUser {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly passphrase: string;
}

/** Key slots live in one small host file, compartment keys are wrapped to users' public keys (R12). */
export interface KeyRing {
  slots(): Promise<readonly SlotSummary[]>;
  /** `damaged`: there is a slots file and it cannot be read. Then `slots` is empty, and this PC is anything but new. */
  state(): Promise<'empty' | 'ready' | 'damaged'>;
  /** First user of a fresh PC: makes device keys and the compartments `general` and `hardship`, and the user's own keys. */
  createFirst(
    user: NewUser,
  ): Promise<Result<{ session: KeySession; registration: UserRegistration }, KeyFailure>>;
  /** Needs an unlocked officeAdmin, who can only wrap what they hold; the counselling key is made at the first counsellor's first unlock. */
  addUser(by: KeySession, user: NewUser): Promise<Result<UserRegistration, KeyFailure>>;
  unlock(userId: string, passphrase: string): Promise<Result<KeySession, KeyFailure>>;
  changePassphrase(userId: string, old: string, next: string): Promise<Result<void, KeyFailure>>;
  /**
   * Takes a user off this PC (R14): their slot goes, the device secret is replaced, and the keys they had are made anew.
   * Refused for oneself, and for the only one who opens a compartment. The caller lets no write run meanwhile.
   */
  removeUser(by: KeySession, userId: string): Promise<Result<UserRegistration, KeyFailure>>;
  /** Other roles, from that user's next unlock on; what they lose gets new keys. Same conditions. */
  setRoles(
    by: KeySession,
    userId: string,
    roles: readonly Role[],
  ): Promise<Result<UserRegistration, KeyFailure>>;
  /** Registrations and grants that `told` has not confirmed: a kill between slots and disk must lose none. */
  news(by: KeySession): Promise<KeyNews>;
  told(by: KeySession, news: KeyNews): Promise<Result<void, KeyFailure>>;
  /** Drops the earlier keys of a box whose every value was rewritten and is durable. The caller lets no write run. */
  retire(by: KeySession, box: Compartment | 'device'): Promise<Result<void, KeyFailure>>;
  /** Forgets every slot: for an enrolment the province did not accept. What these keys sealed can never be opened again. */
  discard(): Promise<Result<void, KeyFailure>>;
  /** The slots without this PC's device layer, each still under its user's passphrase: for a backup file only. */
  portable(): Promise<Result<Uint8Array, KeyFailure>>;
  /** Takes over the slots of a backup on a PC that has none, and puts this PC's device layer around them. */
  adopt(portable: Uint8Array): Promise<Result<void, KeyFailure>>;
  /** Rejects before `createFirst`: there are none yet. */
  deviceKeys(): Promise<{ readonly signKey: Record<string, unknown>; readonly sealKey: string }>;
}
