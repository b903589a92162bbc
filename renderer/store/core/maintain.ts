import { ok } from '../../../domain/result.ts';
import { readUnits } from '../units/read.ts';
import type { StoredType } from '../units/types.ts';
import type { UnitPlace } from '../units/unitMap.ts';
import type { Envelope } from '../work/envelope.ts';
import { act, commit } from './commit.ts';
import type { Ledger } from './ledger.ts';

/** So many rows of one type are folded into segments (R17). */
export const foldAt = 500;
/** Rows or segments rewritten in one step: a save that comes meanwhile waits for one step only. */
const step = { rows: 512, segments: 4 } as const;
/** Share of superseded records on the disk that is worth rewriting segments for. */
const sparseShare = 0.25;

/**
 * One short step of background work: search texts first, then folding. It is an ordinary write: a kill during it changes
 * nothing that can be seen, and it gives up when anything moved.
 */
export async function maintain(ledger: Ledger): Promise<boolean> {
  for (const stored of ledger.types.values()) if (stored.index.warm()) return true;
  if (ledger.clock.now() < ledger.busyUntil) return false;
  for (const [type, stored] of ledger.types) {
    if (await fold(ledger, type, stored)) return true;
  }
  return false;
}

async function fold(ledger: Ledger, type: string, stored: StoredType): Promise<boolean> {
  const units = [...ledger.units.all()].filter((unit) => unit.type === type && !isDamaged(ledger, unit));
  const rows = units.filter((unit) => unit.count === 1);
  if (rows.length >= foldAt) return rewrite(ledger, type, rows.slice(0, step.rows));
  const written = units.reduce((sum, unit) => sum + unit.count, 0);
  if (written - stored.index.size < Math.max(foldAt, stored.index.size * sparseShare)) return false;
  const live = new Map<number, number>();
  for (const id of stored.index.ids({ type, includeVoided: true })) {
    const gen = stored.index.place(id)?.unit ?? -1;
    live.set(gen, (live.get(gen) ?? 0) + 1);
  }
  const sparse = units
    .filter((unit) => (live.get(unit.gen) ?? 0) < unit.count)
    .sort((a, b) => (live.get(a.gen) ?? 0) / a.count - (live.get(b.gen) ?? 0) / b.count);
  return sparse.length > 0 && rewrite(ledger, type, sparse.slice(0, step.segments));
}

/** Writes what still lives in these units into new segments and removes the units, in one transaction. */
async function rewrite(ledger: Ledger, type: string, units: readonly UnitPlace[]): Promise<boolean> {
  const done = await act(ledger, async (draft) => {
    const index = ledger.types.get(type)?.index;
    const contents = await readUnits(
      ledger,
      units.map((unit) => unit.gen),
    );
    const live: Envelope[] = [];
    const dead: UnitPlace[] = [];
    for (const unit of units) {
      const envelopes = contents.get(unit.gen);
      // Damaged, or replaced since: left as it is.
      if (envelopes === undefined || ledger.units.get(unit.gen) === undefined) continue;
      const own = envelopes.filter((envelope) => index?.place(envelope.id)?.unit === unit.gen);
      live.push(...own);
      if (own.length === 0) dead.push(unit);
      else ledger.units.settle(unit.gen, unit.count - own.length);
    }
    if (live.length + dead.length === 0) return ok(false);
    draft.set({ units: draft.current.units - dead.length });
    const written = await commit(ledger, draft, {
      clerk: false,
      segments: true,
      envelopes: live,
      remove: dead.flatMap(({ key }) => [
        { table: 'units' as const, key },
        { table: 'index' as const, key },
      ]),
      before: () => {
        for (const { gen } of dead) ledger.units.drop(gen);
      },
    });
    return written.ok ? ok(true) : written;
  });
  return done.ok && done.value;
}

function isDamaged(ledger: Ledger, unit: UnitPlace): boolean {
  return ledger.damage.some((one) => one.gen === unit.gen);
}
