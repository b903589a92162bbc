import type { Disk } from '../disk/disk.ts';
import type { Envelope } from '../work/envelope.ts';
import type { UnitCache } from './cache.ts';
import { decodeUnit } from './codec.ts';
import { laidOver } from './overlay.ts';
import type { Overlay } from './overlay.ts';
import type { DamagedUnit, StoredType } from './types.ts';
import type { UnitMap, UnitPlace } from './unitMap.ts';
import type { Vault } from './vault.ts';

export interface ReadDeps {
  readonly disk: Disk;
  readonly vault: Vault;
  readonly types: ReadonlyMap<string, StoredType>;
  readonly units: UnitMap;
  readonly cache: UnitCache;
  readonly overlay: Overlay;
  damaged(unit: DamagedUnit): void;
}

export interface ReadAnswer {
  readonly found: ReadonlyMap<string, Envelope>;
  /** Ids the index knows but whose unit cannot be read; they are named, the rest is usable. */
  readonly unreadable: readonly string[];
}

/** How often a reader looks again when a write moved a record between two steps. */
const patience = 5;

/** Full records by id, in as few disk reads as there are units. Ids that do not exist are in neither list. */
export async function readEnvelopes(
  deps: ReadDeps,
  type: string,
  ids: readonly string[],
): Promise<ReadAnswer> {
  const index = deps.types.get(type)?.index;
  const found = new Map<string, Envelope>();
  let waiting = index === undefined ? [] : ids.filter((id) => index.place(id) !== undefined);
  for (let round = 0; waiting.length > 0 && round < patience; round += 1) {
    const wanted = new Set(waiting.map((id) => index?.place(id)?.unit ?? -1));
    const units = await readUnits(deps, [...wanted]);
    waiting = waiting.filter((id) => {
      const place = index?.place(id);
      if (place === undefined) return false;
      const envelope = units.get(place.unit)?.[place.slot];
      if (envelope?.id !== id) return true;
      found.set(id, laidOver(deps.overlay, deps.types.get(type)?.definition, place, envelope));
      return false;
    });
  }
  return { found, unreadable: waiting };
}

/** Records of units by generation, as they were written: `laidOver` says what they are now. What is damaged or was replaced meanwhile is missing from the answer. */
export async function readUnits(
  deps: ReadDeps,
  gens: readonly number[],
): Promise<ReadonlyMap<number, readonly Envelope[]>> {
  const answer = new Map<number, readonly Envelope[]>();
  const missing: UnitPlace[] = [];
  for (const gen of gens) {
    const held = deps.cache.get(gen);
    const unit = deps.units.get(gen);
    if (held !== undefined) answer.set(gen, held);
    else if (unit !== undefined) missing.push(unit);
  }
  if (missing.length === 0) return answer;
  const entries = await deps.disk.readMany(
    'units',
    missing.map((unit) => unit.key),
  );
  await Promise.all(
    missing.map(async (unit, at) => {
      const entry = entries[at];
      if (entry !== undefined && entry.gen !== unit.gen) return;
      const plain = entry === undefined ? undefined : await deps.vault.open('units', entry);
      const content = plain === undefined ? undefined : decodeUnit(plain);
      if (content === undefined || content.type !== unit.type) {
        // Replaced while we read is not damage: the map then no longer knows this generation.
        if (deps.units.get(unit.gen) !== undefined)
          deps.damaged({ key: unit.key, gen: unit.gen, box: unit.box, part: 'unit' });
        return;
      }
      answer.set(unit.gen, content.envelopes);
      deps.cache.put(unit.gen, content.envelopes);
    }),
  );
  return answer;
}
