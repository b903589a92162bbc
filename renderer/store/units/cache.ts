import type { Envelope } from '../work/envelope.ts';

/**
 * Decrypted units in memory while a user is unlocked: sealing a batch and applying its receipt touch the same segments
 * minutes apart, and reading them twice from the disk would be most of the cost of a first upload.
 */
export interface UnitCache {
  get(gen: number): readonly Envelope[] | undefined;
  put(gen: number, envelopes: readonly Envelope[]): void;
  drop(gen: number): void;
}

export function createUnitCache(limit = 12_000): UnitCache {
  const held = new Map<number, readonly Envelope[]>();
  let count = 0;
  const drop = (gen: number): void => {
    const envelopes = held.get(gen);
    if (envelopes === undefined) return;
    held.delete(gen);
    count -= envelopes.length;
  };
  return {
    get(gen) {
      const envelopes = held.get(gen);
      if (envelopes !== undefined) {
        held.delete(gen);
        held.set(gen, envelopes);
      }
      return envelopes;
    },
    put(gen, envelopes) {
      drop(gen);
      held.set(gen, envelopes);
      count += envelopes.length;
      for (const oldest of held.keys()) {
        if (count <= limit) break;
        drop(oldest);
      }
    },
    drop,
  };
}
