import type { Result } from '../../../../domain/result.ts';
import { ok } from '../../../../domain/result.ts';
import type { ImportSummary } from '../../port.ts';
import { revealUnits } from '../../units/plan.ts';
import { readEnvelopes } from '../../units/read.ts';
import type { UnitPlace } from '../../units/unitMap.ts';
import type { Envelope } from '../../work/envelope.ts';
import type { ImportAct } from '../stored.ts';
import { importActs, sealAct } from '../acts.ts';
import type { AuditInput } from '../audit.ts';
import { act, commit } from '../commit.ts';
import type { CounterDraft } from '../counters.ts';
import type { Ledger } from '../ledger.ts';
import { now } from '../ledger.ts';
import { stampOf, writable } from '../save.ts';
import { changed } from './change.ts';
import type { ImportRun, ImportRuns } from './run.ts';
import { standOf, wordsOf } from './run.ts';
import { noRun } from './stage.ts';

/**
 * One small strict transaction makes the whole import visible: the manifest says committed, and staged units count from
 * then on (R18). A record that changed since it was staged gets the import's changes anew, over what it is now.
 */
export function importCommit(
  ledger: Ledger,
  runs: ImportRuns,
  importId: string,
): Promise<Result<ImportSummary>> {
  return act(ledger, async (draft) => {
    const run = runs.get(importId);
    if (run === undefined) return noRun;
    if (run.failed !== undefined) return run.failed;
    const definition = writable(ledger, run.act.type);
    if (!definition.ok) return definition;
    const { found } = await readEnvelopes(ledger, run.act.type, [...run.touched.keys()]);
    const stamp = stampOf(ledger, draft, { act: importId, what: wordsOf(run.act) });
    const again: Envelope[] = [];
    for (const [id, touched] of run.touched) {
      let envelope = found.get(id);
      if (envelope === undefined || standOf(envelope) === touched.upon) continue;
      for (const change of touched.changes) {
        const after = changed(definition.value, envelope, change, stamp);
        if (!after.ok) return after;
        envelope = after.value;
      }
      again.push(envelope);
    }
    const done: ImportRun['act'] = { ...run.act, state: 'committed', at: now(ledger) };
    const audit = {
      act: run.act.act ?? '导入',
      type: run.act.type,
      count: run.act.created + run.act.changed,
    };
    const written = await reveal(ledger, draft, runs, run, { again, acts: [done], audit });
    return written.ok ? ok(summaryOf(ledger, done)) : written;
  });
}

interface Reveal {
  /** Records that changed since they were staged, as they are to be now. */
  readonly again: readonly Envelope[];
  /** The run's manifest, committed, and what else changes with it. */
  readonly acts: readonly ImportRun['act'][];
  readonly audit: AuditInput;
}

/** The transaction that makes a staged run visible, and memory after it. */
export async function reveal(
  ledger: Ledger,
  draft: CounterDraft,
  runs: ImportRuns,
  run: ImportRun,
  { again, acts, audit }: Reveal,
): Promise<Result<void>> {
  const leaving = placesOf(ledger, run, new Set(again.map((envelope) => envelope.id)));
  const emptied = [...leaving].filter(([unit, count]) => ledger.units.gone(unit.gen) + count >= unit.count);
  draft.set({ units: draft.current.units - emptied.length });
  const written = await commit(ledger, draft, {
    clerk: true,
    envelopes: again,
    audit,
    entries: (nextGen) => Promise.all(acts.map((one) => sealAct(ledger, nextGen(), one))),
    remove: emptied.flatMap(([unit]) => [
      { table: 'units' as const, key: unit.key },
      { table: 'index' as const, key: unit.key },
    ]),
    before: () => {
      for (const [unit, count] of leaving) ledger.units.moved(unit.gen, count);
      for (const [unit] of emptied) ledger.units.drop(unit.gen);
      revealUnits(ledger, run.act.type, run.units);
    },
  });
  if (!written.ok) return written;
  runs.delete(run.act.importId);
  for (const one of acts) ledger.acts.set(one.key, one);
  ledger.busyUntil = ledger.clock.now() + 5_000;
  ledger.emit({ kind: 'records', type: run.act.type });
  ledger.worked();
  return written;
}

/** Present units of the records this import changes, and how many of each leave; records made again count themselves. */
function placesOf(ledger: Ledger, run: ImportRun, again: ReadonlySet<string>): Map<UnitPlace, number> {
  const index = ledger.types.get(run.act.type)?.index;
  const leaving = new Map<UnitPlace, number>();
  for (const id of run.touched.keys()) {
    if (again.has(id)) continue;
    const unit = ledger.units.get(index?.place(id)?.unit ?? -1);
    if (unit !== undefined) leaving.set(unit, (leaving.get(unit) ?? 0) + 1);
  }
  return leaving;
}

export async function importCancel(ledger: Ledger, runs: ImportRuns, importId: string): Promise<void> {
  await act(ledger, async (draft) => {
    const run = runs.get(importId);
    if (run === undefined) return noRun;
    draft.set({ units: draft.current.units - run.units.length });
    const written = await commit(ledger, draft, {
      clerk: false,
      remove: [
        { table: 'acts', key: run.act.key },
        ...run.act.chunks.map((key) => ({ table: 'history' as const, key })),
        ...run.units.flatMap(({ unit }) => [
          { table: 'units' as const, key: unit.key },
          { table: 'index' as const, key: unit.key },
        ]),
      ],
    });
    // Whatever could not be removed now is swept at the next start.
    runs.delete(importId);
    if (written.ok) ledger.acts.delete(run.act.key);
    ledger.busyUntil = 0;
    return written;
  });
}

const week = 7 * 24 * 60 * 60 * 1000;

/** Undo is offered for seven days or until the next import of the same kind (K44); an act that is no import ends none. */
export function summaryOf(ledger: Ledger, one: ImportAct): ImportSummary {
  const later = importActs(ledger).some(
    (other) =>
      other.state === 'committed' &&
      other.turns === undefined &&
      other.act === undefined &&
      other.type === one.type &&
      other.organisation === one.organisation &&
      other.at > one.at,
  );
  const until = new Date(Date.parse(one.at) + week).toISOString();
  const open = !later && one.undoneAt === undefined && until > now(ledger);
  const back = one.undoneAt === undefined ? '' : new Date(Date.parse(one.undoneAt) + week).toISOString();
  const returns = !later && one.undoneBy !== undefined && one.restoredAt === undefined && back > now(ledger);
  return {
    importId: one.importId,
    organisation: one.organisation,
    at: one.at,
    userName: one.userName,
    fileLabel: one.fileLabel,
    ...(one.act === undefined ? {} : { act: one.act }),
    created: one.created,
    changed: one.changed,
    ...(one.undoneAt === undefined || one.restoredAt !== undefined ? {} : { undoneAt: one.undoneAt }),
    ...(open ? { undoUntil: until } : {}),
    ...(returns ? { restoreUntil: back } : {}),
  };
}

/** Newest first. */
export function imports(ledger: Ledger, type: string): readonly ImportSummary[] {
  return importActs(ledger)
    .filter((one) => one.type === type && one.state === 'committed' && one.turns === undefined)
    .sort((a, b) => (a.at < b.at ? 1 : -1))
    .map((one) => summaryOf(ledger, one));
}

export function interruptedImport(
  ledger: Ledger,
): { readonly fileLabel: string; readonly at: string } | undefined {
  const one = importActs(ledger).find((each) => each.state === 'interrupted' && each.turns === undefined);
  return one === undefined ? undefined : { fileLabel: one.fileLabel, at: one.at };
}
