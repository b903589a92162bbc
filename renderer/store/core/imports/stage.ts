import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import type { Result } from '../../../../domain/result.ts';
import { fail, ok } from '../../../../domain/result.ts';
import type { ImportBegin, ImportChange } from '../../port.ts';
import { readEnvelopes } from '../../units/read.ts';
import type { Stamp } from '../../work/stamp.ts';
import type { ImportAct } from '../stored.ts';
import { sealAct } from '../acts.ts';
import { act, commit } from '../commit.ts';
import type { CounterDraft } from '../counters.ts';
import type { Ledger } from '../ledger.ts';
import { now } from '../ledger.ts';
import { isLeft } from '../reach.ts';
import { bytesOf } from '../meta.ts';
import { writable } from '../save.ts';
import type { CreatedUnits } from './ahead.ts';
import { aheadOfTurn, createdUnits, giveNumbers, importStamp } from './ahead.ts';
import { changed, moved } from './change.ts';
import type { ImportRun, ImportRuns, Touched } from './run.ts';
import { standOf } from './run.ts';

export const noRun = fail('notFound', '这次导入已经结束，没有写入任何内容。请重新打开表格再导入。');

/** Records per staging transaction: small enough that another save waits a few milliseconds only. */
const stageBlock = 2048;

export function importBegin(
  ledger: Ledger,
  runs: ImportRuns,
  input: ImportBegin,
): Promise<Result<{ importId: string }>> {
  return act(ledger, async (draft) => {
    const definition = writable(ledger, input.type);
    if (!definition.ok) return definition;
    if (isLeft(ledger, input.organisation))
      return fail('forbidden', '这个单位不归本机办理，没有导入任何内容。请在上方换一个单位再试。');
    const importId = ledger.random.id();
    const value: ImportAct & { readonly key: string } = {
      kind: 'import',
      key: ledger.random.id(),
      importId,
      type: input.type,
      organisation: input.organisation,
      fileLabel: input.fileLabel,
      coverage: input.coverage,
      ...(input.act === undefined ? {} : { act: input.act }),
      at: now(ledger),
      ...ledger.actor,
      state: 'staging',
      created: 0,
      changed: 0,
      chunks: [],
    };
    const forgotten = [...ledger.acts.values()].filter(
      (one) => one.kind === 'import' && one.state === 'interrupted',
    );
    const numbers = giveNumbers(draft, input.rows);
    const written = await commit(ledger, draft, {
      clerk: true,
      entries: async (nextGen) => [await sealAct(ledger, nextGen(), value)],
      remove: forgotten.map(({ key }) => ({ table: 'acts', key })),
    });
    if (!written.ok) return written;
    for (const { key } of forgotten) ledger.acts.delete(key);
    ledger.acts.set(value.key, value);
    runs.set(importId, { act: value, units: [], touched: new Map(), numbers });
    return ok({ importId });
  });
}

/**
 * Writes changes where nothing sees them yet, in chunks; a failed chunk leaves nothing that could become visible. While
 * one chunk is on its way to the disk, the next is made and encrypted.
 */
export async function importStage(
  ledger: Ledger,
  runs: ImportRuns,
  importId: string,
  changes: readonly ImportChange[],
): Promise<Result<void>> {
  const run = runs.get(importId);
  if (run === undefined) return noRun;
  const blockAt = (at: number): Block => {
    const some = changes.slice(at, at + stageBlock);
    return { changes: some, created: aheadOfTurn(ledger, run, some) };
  };
  let next = blockAt(0);
  for (let at = 0; at < changes.length; at += stageBlock) {
    const block = next;
    const staging = act(ledger, async (draft) => {
      const made = await block.created?.();
      if (runs.get(importId) !== run) return noRun;
      if (run.failed !== undefined) return run.failed;
      const staged = await stageSome(ledger, draft, run, block.changes, made);
      if (!staged.ok) run.failed = staged;
      return staged;
    });
    next = blockAt(at + stageBlock);
    const staged = await staging;
    if (!staged.ok) return staged;
  }
  return ok(undefined);
}

interface Block {
  readonly changes: readonly ImportChange[];
  readonly created: (() => Promise<CreatedUnits>) | undefined;
}

async function stageSome(
  ledger: Ledger,
  draft: CounterDraft,
  run: ImportRun,
  changes: readonly ImportChange[],
  made: CreatedUnits | undefined,
): Promise<Result<void>> {
  // Compaction keeps away while an import is at work (R17).
  ledger.busyUntil = ledger.clock.now() + 60_000;
  const definition = writable(ledger, run.act.type);
  if (!definition.ok) return definition;
  const stamp = importStamp(ledger, run, draft);
  const created = made ?? (await createdUnits(ledger, run, definition.value, changes, draft));
  const edits = changes.filter((change) => change.kind !== 'create');
  const edited = await applyEdits(ledger, run, definition.value, edits, stamp);
  if (!edited.ok) return edited;
  const touched = edited.value;
  const added = [...touched.keys()].filter((id) => !run.touched.has(id));
  const chunk = ledger.random.id();
  const next: ImportRun['act'] = {
    ...run.act,
    created: run.act.created + created.ids.length,
    changed: run.act.changed + added.length,
    chunks: [...run.act.chunks, chunk],
  };
  const units: ImportRun['units'] = [];
  const written = await commit(ledger, draft, {
    clerk: true,
    prepared: created.plan,
    envelopes: [...touched.values()].map((one) => one.envelope),
    staged: { importId: run.act.importId, hold: (held) => units.push(...held) },
    entries: async (nextGen) => {
      const box = definition.value.compartment;
      // What they were before stands in each record's own history; undo needs to know which they are.
      const ids = [...created.ids, ...added];
      return Promise.all([
        ledger.vault.seal('history', chunk, nextGen(), box, bytesOf({ ids }), 1024),
        sealAct(ledger, nextGen(), next),
      ]);
    },
  });
  if (!written.ok) return written;
  run.act = next;
  ledger.acts.set(next.key, next);
  run.units.push(...created.units, ...units);
  for (const [id, one] of touched) run.touched.set(id, one);
  return ok(undefined);
}

async function applyEdits(
  ledger: Ledger,
  run: ImportRun,
  definition: RecordDefinition,
  edits: readonly Exclude<ImportChange, { kind: 'create' }>[],
  stamp: Stamp,
): Promise<Result<ReadonlyMap<string, Touched>>> {
  const touched = new Map<string, Touched>();
  const { found } = await readEnvelopes(ledger, run.act.type, [...new Set(edits.map((change) => change.id))]);
  for (const change of edits) {
    const earlier = touched.get(change.id) ?? run.touched.get(change.id);
    const current = found.get(change.id);
    const from = earlier?.envelope ?? current;
    if (from === undefined || current === undefined) return moved;
    const after = changed(definition, from, change, stamp);
    if (!after.ok) return after;
    touched.set(change.id, {
      envelope: after.value,
      upon: earlier?.upon ?? standOf(current),
      changes: [...(earlier?.changes ?? []), change],
    });
  }
  return ok(touched);
}
