import { ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { Host } from '../../host/host.ts';
import { utf8, wipe } from './bytes.ts';
import { seal, unseal } from './envelope.ts';
import { hostSays } from './sentences.ts';
import type { KeyFailure } from './port.ts';

/**
 * The outer layer around slots and device keys: what only this PC's operating system opens (R12). It lies AROUND the
 * passphrase layer instead of being mixed into one key, so both are needed all the same, but a backup can take it off
 * and another PC can put its own on without anybody's passphrase.
 */
export interface OuterLayer {
  readonly bound: 'device' | 'none';
  on(inner: Uint8Array, place: string): Promise<Uint8Array<ArrayBuffer>>;
  /** `undefined` when another PC's secret made it, or it was damaged. */
  off(outer: Uint8Array, place: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
}

/** Nothing to add where the system protects nothing (R15). */
const noLayer: OuterLayer = {
  bound: 'none',
  on: async (inner) => new Uint8Array(inner),
  off: async (outer) => new Uint8Array(outer),
};

async function layerKey(secret: Uint8Array): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', new Uint8Array(secret), 'HKDF', false, ['deriveKey']);
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(32), info: utf8('ledger device layer 1') },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

/** The layer of this host. A desktop whose protection is not available is a failure, never a missing layer. */
export async function outerLayer(host: Host): Promise<Result<OuterLayer, KeyFailure>> {
  const secret = await host.deviceSecret();
  if (!secret.ok) return hostSays(secret.error);
  return ok(secret.value === undefined ? noLayer : await layerOf(secret.value));
}

/** The layer of one device secret, whose bytes are overwritten. */
export async function layerOf(secret: Uint8Array): Promise<OuterLayer> {
  const key = await layerKey(secret);
  wipe(secret);
  return {
    bound: 'device',
    on: (inner, place) => seal(key, inner, `outer|${place}`),
    off: (outer, place) => unseal(key, outer, `outer|${place}`),
  };
}
