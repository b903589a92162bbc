import { ReadStop } from '../port.ts';

/** Opens one segment of the package by its number. */
export interface PackageKey {
  readonly segment: number;
  decrypt(segment: number, data: Uint8Array): Promise<Uint8Array<ArrayBuffer>>;
  /** Whether nobody changed the package since; true where the scheme cannot tell. */
  isWhole(encrypted: Uint8Array<ArrayBuffer>): Promise<boolean>;
}

/** A scheme that is not read here: the sentence says how to get round it, and asking for a password would be no use. */
export const unknownScheme = (): ReadStop => new ReadStop('password', { scheme: 'unknown' });
