import type { Result } from '../../domain/result.ts';

/**
 * What a page cannot do by itself. Two implementations: electron.ts (preload bridge) and browser.ts (what a browser
 * has). There is no third place where the two differ.
 */
export interface Host {
  readonly kind: 'electron' | 'browser';
  readonly appVersion: string;
  /** Small files beside the profile, never in IndexedDB (R14): key slots, incarnation, settings. Written whole, atomically. */
  readFile(name: HostFileName): Promise<Uint8Array | undefined>;
  writeFile(name: HostFileName, bytes: Uint8Array): Promise<Result<void, HostFailure>>;
  /**
   * The device secret: 32 random bytes the operating system protects. `undefined` in a browser, where nothing pretends
   * to be one (R15). A failure means the operating system's protection is not available; there is no plain fallback.
   */
  deviceSecret(): Promise<Result<Uint8Array | undefined, HostFailure>>;
  /** The next device secret while a rotation is under way; `undefined` when there is none, and in a browser. */
  stagedDeviceSecret(): Promise<Result<Uint8Array | undefined, HostFailure>>;
  /**
   * Replaces the device secret in two steps (R14), because a power cut between the new secret and the slots under it
   * would lock everybody out. `stage` makes the next one and keeps it beside the present one; asked again, it answers the
   * same. `commit` makes it the present one, and the old one cannot be read afterwards; with nothing staged it changes
   * nothing.
   */
  rotateDeviceSecret(step: RotationStep): Promise<Result<Uint8Array | undefined, HostFailure>>;
  /** Asks where to save; `false` when the person cancels. */
  saveFile(suggestedName: string, bytes: Uint8Array, kind: FileKind): Promise<Result<boolean, HostFailure>>;
  /**
   * Prints what the page shows to the medium `print` (renderer/papers), in the system's dialog. The page chooses the paper
   * by its style sheet; the orientation is said once more for printers that do not read it.
   */
  print(orientation: Orientation): Promise<Result<PrintOutcome, HostFailure>>;
  /** The same into a PDF file; asks where to save, `cancelled` when the person does. A browser offers it in its own dialog. */
  savePdf(suggestedName: string, orientation: Orientation): Promise<Result<PrintOutcome, HostFailure>>;
  /** Free bytes on the profile's disk; undefined when unknown. */
  freeBytes(): Promise<number | undefined>;
  /** Seconds since the last input anywhere on the system, or since the last input on the page in a browser. */
  idleSeconds(): Promise<number>;
  /** Called at sleep, at screen lock, and when the shell asks to lock. Returns an unsubscribe function. */
  onLockRequest(listener: () => void): () => void;
  setTitle(title: string): void;
}

export type HostFileName = 'slots' | 'incarnation' | 'settings' | 'emergency';
export type RotationStep = 'stage' | 'commit';
export type FileKind = 'xlsx' | 'backup' | 'text';

export type Orientation = 'portrait' | 'landscape';
/** `unknown`: a browser does not tell a page whether its print dialog was answered or closed. */
export type PrintOutcome = 'done' | 'cancelled' | 'unknown';

export interface HostFailure {
  readonly code: 'unavailable' | 'diskFull' | 'denied' | 'ioFailed';
  readonly message: string;
}
