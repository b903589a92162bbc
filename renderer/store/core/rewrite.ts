import { ok } from '../../../domain/result.ts';
import { laidOver } from '../units/overlay.ts';
import { readUnits } from '../units/read.ts';
import type { UnitPlace } from '../units/unitMap.ts';
import type { Envelope } from '../work/envelope.ts';
import { act, commit } from './commit.ts';
import type { Write } from './commit.ts';
import type { Ledger } from './ledger.ts';

/** Rows or segments rewritten in one step: a save that comes meanwhile waits for one step only. */
export const rewriteStep = { rows: 512, segments: 4 } as const;

/** Records of these units that are not written again, and what goes with them. */
export interface Forgetting {
  readonly ids: ReadonlySet<string>;
  readonly audit: (count: number) => NonNullable<Write['audit']>;
}

/**
 * Writes what still lives in these units into new segments and removes the units, in one transaction. With `forget`,
 * those records go with the units: out of the disk, the index and the cache.
 */
export async function rewrite(
  ledger: Ledger,
  type: string,
  units: readonly UnitPlace[],
  forget?: Forgetting,
): Promise<boolean> {
  const done = await act(ledger, async (draft) => {
    const index = ledger.types.get(type)?.index;
    const contents = await readUnits(
      ledger,
      units.map((unit) => unit.gen),
    );
    const live: Envelope[] = [];
    const dead: UnitPlace[] = [];
    const leaving: string[] = [];
    const settled: (readonly [gen: number, gone: number])[] = [];
    for (const unit of units) {
      const envelopes = contents.get(unit.gen);
      // Damaged, or replaced since: left as it is.
      if (envelopes === undefined || ledger.units.get(unit.gen) === undefined) continue;
      const own = envelopes.flatMap((envelope, slot) =>
        index?.place(envelope.id)?.unit === unit.gen
          ? [laidOver(ledger.overlay, index.definition, { unit: unit.gen, slot }, envelope)]
          : [],
      );
      const stays = own.filter((envelope) => forget?.ids.has(envelope.id) !== true);
      leaving.push(...own.filter((envelope) => !stays.includes(envelope)).map((envelope) => envelope.id));
      live.push(...stays);
      if (stays.length === 0) dead.push(unit);
      else settled.push([unit.gen, ledger.units.gone(unit.gen)]);
      if (stays.length > 0) ledger.units.settle(unit.gen, unit.count - stays.length);
    }
    if (live.length + dead.length === 0) return ok(false);
    draft.set({ units: draft.current.units - dead.length });
    const written = await commit(ledger, draft, {
      clerk: false,
      segments: true,
      envelopes: live,
      ...(forget === undefined || leaving.length === 0 ? {} : { audit: forget.audit(leaving.length) }),
      remove: dead.flatMap(({ key }) => [
        { table: 'units' as const, key },
        { table: 'index' as const, key },
      ]),
      before: () => {
        for (const { gen } of dead) {
          ledger.units.drop(gen);
          ledger.cache.drop(gen);
        }
        index?.remove(leaving);
      },
    });
    if (written.ok) return ok(true);
    // What was to be forgotten is still there: only counts of what is really gone may stand.
    for (const [gen, gone] of settled) ledger.units.settle(gen, gone);
    return written;
  });
  return done.ok && done.value;
}
