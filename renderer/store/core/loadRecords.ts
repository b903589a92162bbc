import type { Result } from '../../../domain/result.ts';
import { ok } from '../../../domain/result.ts';
import { loadUnits } from '../units/load.ts';
import { importActs, sealAct } from './acts.ts';
import { act, commit } from './commit.ts';
import type { Ledger } from './ledger.ts';

/**
 * Index segments into memory, then the sweep: units staged by an import that never became visible are removed, and the
 * import is remembered as interrupted so that the screen can say that nothing was written (R18).
 */
export async function loadRecords(ledger: Ledger): Promise<Result<void>> {
  const committed = new Set(
    importActs(ledger)
      .filter((one) => one.state === 'committed')
      .map((one) => one.importId),
  );
  const report = await loadUnits(ledger, {
    expected: ledger.counters.units,
    committed: (importId) => committed.has(importId),
    progress: (done, total) => {
      ledger.emit({ kind: 'progress', task: 'load', done, total });
    },
  });
  const unfinished = importActs(ledger).filter((one) => one.state === 'staging');
  if (unfinished.length === 0 && report.orphans.length === 0 && report.mended.length === 0)
    return ok(undefined);
  return act(ledger, async (draft) => {
    const swept = unfinished.map((one) => ({ ...one, state: 'interrupted' as const, chunks: [] }));
    draft.set({ units: ledger.counters.units - report.orphans.length });
    const written = await commit(ledger, draft, {
      clerk: false,
      entries: async (nextGen) => [
        ...report.mended,
        ...(await Promise.all(swept.map((one) => sealAct(ledger, nextGen(), one)))),
      ],
      remove: [
        ...report.orphans.flatMap((key) => [
          { table: 'units' as const, key },
          { table: 'index' as const, key },
        ]),
        ...unfinished.flatMap((one) => one.chunks.map((key) => ({ table: 'history' as const, key }))),
      ],
    });
    if (written.ok) for (const one of swept) ledger.acts.set(one.key, one);
    return written;
  });
}
