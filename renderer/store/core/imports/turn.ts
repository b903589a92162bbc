import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import type { Result } from '../../../../domain/result.ts';
import { fail, ok } from '../../../../domain/result.ts';
import type { UndoPreview } from '../../port.ts';
import { parseJson } from '../../units/codec.ts';
import { readEnvelopes } from '../../units/read.ts';
import type { Envelope } from '../../work/envelope.ts';
import type { Stamp } from '../../work/stamp.ts';
import type { Undone } from '../../work/undo.ts';
import type { ImportAct } from '../stored.ts';
import { sealAct } from '../acts.ts';
import { act, commit } from '../commit.ts';
import type { Ledger } from '../ledger.ts';
import { now } from '../ledger.ts';
import { stampOf, writable } from '../save.ts';
import { titleOf } from '../view.ts';
import { importCancel, reveal } from './finish.ts';
import type { ImportRun, ImportRuns } from './run.ts';
import { standOf } from './run.ts';
import { noRun } from './stage.ts';

type Kept = ImportAct & { readonly key: string };

/** An undo, or the undo of one. */
export interface Turn {
  /** Its word in the history and the audit log. */
  readonly word: string;
  one(envelope: Envelope, stamp: Stamp, definition: RecordDefinition): Undone;
  /** The import's manifest when it is done. */
  after(turnId: string): Kept;
}

const unread = fail(
  'damaged',
  '这次导入的清单在本机读不出来，没有撤回，也没有改动任何内容。请联系上级工会。',
);

/** What became of one record, and the name to list it by. */
interface Fate {
  readonly undone: Pick<Undone, 'kind' | 'leftFields'>;
  readonly title: string;
}
type Fates = Map<string, Fate>;

function previewOf(fates: Fates): UndoPreview {
  const preview = { withdrawn: 0, reversed: 0, left: [] as { id: string; title: string }[] };
  for (const [id, { undone, title }] of fates) {
    if (undone.kind === 'withdrawn' || undone.kind === 'reversed') preview[undone.kind] += 1;
    if (undone.kind === 'left' || undone.leftFields.length > 0) preview.left.push({ id, title });
  }
  return preview;
}

async function idsOf(ledger: Ledger, chunk: string): Promise<readonly string[] | undefined> {
  const entry = await ledger.disk.read('history', chunk);
  const plain = entry === undefined ? undefined : await ledger.vault.open('history', entry);
  const list = plain === undefined ? undefined : parseJson(plain);
  return (list as { readonly ids: readonly string[] } | undefined)?.ids;
}

interface Step {
  readonly before: Envelope;
  readonly after: Envelope;
}

/** Works out one chunk of an import's records and notes their fates. */
async function workOut(
  ledger: Ledger,
  found: Kept,
  ids: readonly string[],
  fates: Fates,
  turn: (envelope: Envelope, definition: RecordDefinition) => Undone,
): Promise<readonly Step[]> {
  const stored = ledger.types.get(found.type);
  if (stored === undefined) return [];
  const { definition, index } = stored;
  const { found: records, unreadable } = await readEnvelopes(ledger, found.type, ids);
  for (const id of unreadable)
    fates.set(id, {
      undone: { kind: 'left', leftFields: [] },
      title: titleOf(definition, index.get(id)?.values ?? {}),
    });
  const steps: Step[] = [];
  for (const before of records.values()) {
    const { kind, leftFields, envelope: after } = turn(before, definition);
    fates.set(before.id, { undone: { kind, leftFields }, title: titleOf(definition, before.data) });
    if (after !== before) steps.push({ before, after });
  }
  return steps;
}

/** What a turn would do; nothing is written. */
export async function look(
  ledger: Ledger,
  found: Kept,
  turn: (envelope: Envelope, definition: RecordDefinition) => Undone,
): Promise<Result<UndoPreview>> {
  const fates: Fates = new Map();
  for (const chunk of found.chunks) {
    const ids = await idsOf(ledger, chunk);
    if (ids === undefined) return unread;
    await workOut(ledger, found, ids, fates, turn);
  }
  return ok(previewOf(fates));
}

/**
 * One act for the clerk, many short ones for the store: records are staged chunk by chunk, so that another save waits
 * for one chunk only, and one small transaction shows them all (R18). A kill before it leaves everything as it was.
 */
export async function turnImport(
  ledger: Ledger,
  runs: ImportRuns,
  found: Kept,
  turn: Turn,
): Promise<Result<UndoPreview>> {
  const turnId = ledger.random.id();
  const fates: Fates = new Map();
  const begun = await begin(ledger, runs, found, turnId);
  if (!begun.ok) return begun;
  const words = { act: turnId, what: `${turn.word} ${found.fileLabel}` };
  const done = await throughChunks(ledger, runs, found, { turn, turnId, words, fates });
  if (!done.ok) {
    await importCancel(ledger, runs, turnId);
    return done;
  }
  return ok(previewOf(fates));
}

function begin(ledger: Ledger, runs: ImportRuns, found: Kept, turnId: string): Promise<Result<void>> {
  return act(ledger, async (draft) => {
    const definition = writable(ledger, found.type);
    if (!definition.ok) return definition;
    const { undoneAt: _at, undoneBy: _by, ...rest } = found;
    const manifest: Kept = {
      ...rest,
      ...ledger.actor,
      key: ledger.random.id(),
      importId: turnId,
      turns: found.importId,
      at: now(ledger),
      state: 'staging',
      // The lists of ids belong to the import; a turn that is swept must not take them along.
      chunks: [],
    };
    const written = await commit(ledger, draft, {
      clerk: true,
      entries: async (nextGen) => [await sealAct(ledger, nextGen(), manifest)],
    });
    if (!written.ok) return written;
    ledger.acts.set(manifest.key, manifest);
    runs.set(turnId, { act: manifest, units: [], touched: new Map() });
    return written;
  });
}

interface Work {
  readonly turn: Turn;
  readonly turnId: string;
  readonly words: Pick<Stamp, 'act' | 'what'>;
  readonly fates: Fates;
}

async function throughChunks(
  ledger: Ledger,
  runs: ImportRuns,
  found: Kept,
  work: Work,
): Promise<Result<void>> {
  const total = found.created + found.changed;
  for (const chunk of found.chunks) {
    const ids = await idsOf(ledger, chunk);
    if (ids === undefined) return unread;
    const staged = await stageChunk(ledger, runs, found, ids, work);
    if (!staged.ok) return staged;
    ledger.emit({ kind: 'progress', task: 'undo', done: Math.min(work.fates.size, total), total });
  }
  return finish(ledger, runs, found, work);
}

function stageChunk(
  ledger: Ledger,
  runs: ImportRuns,
  found: Kept,
  ids: readonly string[],
  { turn, turnId, words, fates }: Work,
): Promise<Result<void>> {
  return act(ledger, async (draft) => {
    const run = runs.get(turnId);
    if (run === undefined) return noRun;
    ledger.busyUntil = ledger.clock.now() + 60_000;
    const stamp = stampOf(ledger, draft, words);
    const steps = await workOut(ledger, found, ids, fates, (envelope, definition) =>
      turn.one(envelope, stamp, definition),
    );
    if (steps.length === 0) return ok(undefined);
    const units: ImportRun['units'] = [];
    const written = await commit(ledger, draft, {
      clerk: true,
      envelopes: steps.map((step) => step.after),
      staged: { importId: turnId, hold: (held) => units.push(...held) },
    });
    if (!written.ok) return written;
    run.units.push(...units);
    for (const { before, after } of steps)
      run.touched.set(after.id, { envelope: after, upon: standOf(before), changes: [] });
    return written;
  });
}

function finish(
  ledger: Ledger,
  runs: ImportRuns,
  found: Kept,
  { turn, turnId, words, fates }: Work,
): Promise<Result<void>> {
  return act(ledger, async (draft) => {
    const run = runs.get(turnId);
    const definition = writable(ledger, found.type);
    if (run === undefined) return noRun;
    if (!definition.ok) return definition;
    const stamp = stampOf(ledger, draft, words);
    const { found: present } = await readEnvelopes(ledger, found.type, [...run.touched.keys()]);
    const again: Envelope[] = [];
    for (const [id, touched] of run.touched) {
      const envelope = present.get(id);
      if (envelope === undefined || standOf(envelope) === touched.upon) continue;
      const { kind, leftFields, envelope: after } = turn.one(envelope, stamp, definition.value);
      fates.set(id, { undone: { kind, leftFields }, title: titleOf(definition.value, envelope.data) });
      // Also when nothing is turned any more: the staged state must not be the newest.
      again.push(after);
    }
    const count = previewOf(fates);
    const audit = { act: turn.word, type: found.type, count: count.withdrawn + count.reversed };
    const manifest = { ...run.act, state: 'committed' as const, at: now(ledger) };
    return reveal(ledger, draft, runs, run, { again, acts: [manifest, turn.after(turnId)], audit });
  });
}
