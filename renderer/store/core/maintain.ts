import type { StoredType } from '../units/types.ts';
import type { UnitPlace } from '../units/unitMap.ts';
import { forgetLeft } from './leave.ts';
import type { Ledger } from './ledger.ts';
import { rewrite, rewriteStep } from './rewrite.ts';

/** So many rows of one type are folded into segments (R17). */
export const foldAt = 500;
/** Share of superseded records on the disk that is worth rewriting segments for. */
const sparseShare = 0.25;

/**
 * One short step of background work: search texts first, then folding. It is an ordinary write: a kill during it changes
 * nothing that can be seen, and it gives up when anything moved.
 */
export async function maintain(ledger: Ledger): Promise<boolean> {
  for (const stored of ledger.types.values()) if (stored.index.warm()) return true;
  if (ledger.clock.now() < ledger.busyUntil) return false;
  if (await forgetLeft(ledger)) return true;
  for (const [type, stored] of ledger.types) {
    if (await fold(ledger, type, stored)) return true;
  }
  return false;
}

async function fold(ledger: Ledger, type: string, stored: StoredType): Promise<boolean> {
  const units = [...ledger.units.all()].filter((unit) => unit.type === type && !isDamaged(ledger, unit));
  const rows = units.filter((unit) => unit.count === 1);
  if (rows.length >= foldAt) return rewrite(ledger, type, rows.slice(0, rewriteStep.rows));
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
  return sparse.length > 0 && rewrite(ledger, type, sparse.slice(0, rewriteStep.segments));
}

function isDamaged(ledger: Ledger, unit: UnitPlace): boolean {
  return ledger.damage.some((one) => one.gen === unit.gen);
}
