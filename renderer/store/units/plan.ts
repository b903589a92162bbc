import type { Envelope } from '../work/envelope.ts';
import type { IndexRow } from '../index/port.ts';
import { encodeCompanion } from './companion.ts';
import { encodeUnit } from './codec.ts';
import { paddingStep } from './frame.ts';
import type { UnitCache } from './cache.ts';
import type { DamagedUnit, StoredType, UnitPlan } from './types.ts';
import { rowLimit, segmentRecords } from './types.ts';
import type { UnitMap, UnitPlace } from './unitMap.ts';
import type { SealedPut, Vault } from './vault.ts';

export interface PlanDeps {
  readonly vault: Vault;
  readonly types: ReadonlyMap<string, StoredType>;
  readonly units: UnitMap;
  readonly cache: UnitCache;
  readonly newKey: () => string;
  /** Units that could not be read are never removed: somebody may still save something from them. */
  readonly damage: readonly DamagedUnit[];
}

export interface PlanInput {
  /** New states of records, each id at most once. */
  readonly envelopes: readonly Envelope[];
  /** Gives the next generation; rises with every call. */
  readonly nextGen: () => number;
  /** Written but not to be seen before the import's manifest says so (R18): memory learns of it then. */
  readonly staged?: { readonly importId: string; hold(units: readonly StagedUnit[]): void };
  /** Compaction packs even few records into one segment. */
  readonly segments?: boolean;
}

/** A unit on the disk that cannot be seen yet; enough to show it to the index later, without its records. */
export interface StagedUnit {
  readonly unit: UnitPlace;
  readonly pack: Uint8Array;
}

interface Draft {
  readonly unit: UnitPlace;
  readonly pack: Uint8Array;
  readonly envelopes: readonly Envelope[];
  readonly rows: readonly IndexRow[];
}

/** Encrypts new states of records into units and works out which old units they make superfluous. */
export async function planUnits(deps: PlanDeps, input: PlanInput): Promise<UnitPlan> {
  const drafts = [...grouped(input.envelopes)].flatMap(([type, envelopes]) =>
    draftsOf(deps, input, type, envelopes),
  );
  const replaced = new Set(drafts.map((draft) => draft.unit.key));
  const leaving = input.staged === undefined ? leavingUnits(deps, input) : new Map<number, number>();
  const emptied = [...leaving]
    .map(([gen, count]) => ({ unit: deps.units.get(gen), count }))
    .filter(({ unit, count }) => unit !== undefined && deps.units.gone(unit.gen) + count >= unit.count)
    .flatMap(({ unit }) => (unit === undefined ? [] : [unit]))
    .filter((unit) => !deps.damage.some((one) => one.part === 'unit' && one.gen === unit.gen));
  const removed = emptied.filter((unit) => !replaced.has(unit.key));
  const put = (
    await Promise.all(drafts.map((draft) => sealDraft(deps, draft, input.staged?.importId)))
  ).flat();
  return {
    put,
    expect: emptied.map((unit) => ({ table: 'units', key: unit.key, gen: unit.gen })),
    remove: removed.flatMap((unit) => [
      { table: 'units' as const, key: unit.key },
      { table: 'index' as const, key: unit.key },
    ]),
    added: drafts.length - emptied.length,
    apply() {
      for (const [gen, count] of leaving) deps.units.moved(gen, count);
      for (const unit of emptied) {
        deps.units.drop(unit.gen);
        deps.cache.drop(unit.gen);
      }
      if (input.staged !== undefined) input.staged.hold(drafts.map(({ unit, pack }) => ({ unit, pack })));
      else for (const draft of drafts) applyDraft(deps, draft);
    },
  };
}

function grouped(envelopes: readonly Envelope[]): Map<string, Envelope[]> {
  const groups = new Map<string, Envelope[]>();
  for (const envelope of envelopes) {
    const group = groups.get(envelope.type);
    if (group === undefined) groups.set(envelope.type, [envelope]);
    else group.push(envelope);
  }
  return groups;
}

function draftsOf(deps: PlanDeps, input: PlanInput, type: string, envelopes: readonly Envelope[]): Draft[] {
  const stored = typeOf(deps, type);
  const box = stored.definition.compartment;
  const draft = (part: readonly Envelope[], key: string): Draft => {
    const rows = part.map((envelope) => stored.rowOf(envelope));
    const unit = { key, gen: input.nextGen(), box, type, count: part.length };
    return { unit, envelopes: part, rows, pack: stored.pack(rows) };
  };
  if (input.segments !== true && envelopes.length <= rowLimit) {
    return envelopes.map((envelope) => {
      const old = deps.units.get(stored.index.place(envelope.id)?.unit ?? -1);
      // A record that already lies in a row of its own is written over in place; a staged one must leave the old alone.
      const inPlace = old?.count === 1 && input.staged === undefined;
      return draft([envelope], inPlace ? old.key : deps.newKey());
    });
  }
  const drafts: Draft[] = [];
  for (let at = 0; at < envelopes.length; at += segmentRecords) {
    drafts.push(draft(envelopes.slice(at, at + segmentRecords), deps.newKey()));
  }
  return drafts;
}

/** Shows staged units: after the transaction that made their import visible. */
export function revealUnits(deps: PlanDeps, type: string, staged: readonly StagedUnit[]): void {
  for (const { unit } of staged) deps.units.add(unit);
  typeOf(deps, type).index.load(staged.map(({ unit, pack }) => ({ unit: unit.gen, pack })));
}

/** How many records leave each present unit through this plan. */
function leavingUnits(deps: PlanDeps, input: PlanInput): Map<number, number> {
  const leaving = new Map<number, number>();
  for (const { type, id } of input.envelopes) {
    const gen = deps.types.get(type)?.index.place(id)?.unit;
    if (gen !== undefined) leaving.set(gen, (leaving.get(gen) ?? 0) + 1);
  }
  return leaving;
}

async function sealDraft(deps: PlanDeps, draft: Draft, staged: string | undefined): Promise<SealedPut[]> {
  const { key, gen, box, type, count } = draft.unit;
  const { pack } = draft;
  const mark = staged === undefined ? {} : { staged };
  const step = paddingStep(box, count > 1);
  return Promise.all([
    deps.vault.seal('units', key, gen, box, encodeUnit({ type, envelopes: draft.envelopes, ...mark }), step),
    deps.vault.seal(
      'index',
      key,
      gen,
      box,
      encodeCompanion({ type, count, pack, ...mark }),
      count > 1 ? 1024 : step,
    ),
  ]);
}

function applyDraft(deps: PlanDeps, draft: Draft): void {
  deps.cache.put(draft.unit.gen, draft.envelopes);
  deps.units.add(draft.unit);
  typeOf(deps, draft.unit.type).index.upsert(draft.unit.gen, draft.rows);
}

function typeOf(deps: PlanDeps, type: string): StoredType {
  const stored = deps.types.get(type);
  if (stored === undefined) throw new Error(`no definition of record type ${type}`);
  return stored;
}
