import type { DiskEntry } from '../disk/disk.ts';
import type { ReadPack } from '../index/pack/readPack.ts';
import { decodeUnit } from './codec.ts';
import { decodeCompanion, encodeCompanion } from './companion.ts';
import type { Companion } from './companion.ts';
import type { ReadDeps } from './read.ts';
import type { StoredType } from './types.ts';
import type { UnitPlace } from './unitMap.ts';
import type { SealedPut } from './vault.ts';

interface Loaded {
  readonly unit: UnitPlace;
  /** Read already where it could be: the disk is waited for anyway. */
  readonly pack: Uint8Array | ReadPack;
}

export interface LoadReport {
  /** Entries of all compartments on the disk, for comparing with the manifest (R25). */
  readonly entries: number;
  readonly newestGen: number;
  /** Companions written anew from their units; put back by the caller when it is quiet. */
  readonly mended: readonly SealedPut[];
  /** Keys of staged units whose import never became visible (R18). */
  readonly orphans: readonly string[];
}

export interface LoadInput {
  /** How many units there were when the manifest was last written (R25): fewer index segments mean lost ones. */
  readonly expected: number;
  /** Whether an import's manifest says committed. */
  committed(importId: string): boolean;
  /** Units read, or made anew because their index segment was damaged (R17), of so many. */
  progress?(done: number, total: number): void;
}

/**
 * Fills the indexes from encrypted index segments alone (R24). A companion that cannot be read is rebuilt from its unit;
 * a unit that cannot be read either is named and left where it lies.
 */
export async function loadUnits(deps: ReadDeps, input: LoadInput): Promise<LoadReport> {
  const loaded: Loaded[] = [];
  const broken: DiskEntry[] = [];
  const orphans: string[] = [];
  const opening: Promise<void>[] = [];
  const seen = new Set<string>();
  let entries = 0;
  let newestGen = 0;
  const take = (entry: DiskEntry, companion: Companion): void => {
    if (companion.staged !== undefined && !input.committed(companion.staged)) orphans.push(entry.key);
    else {
      const { pack, type } = companion;
      loaded.push({
        unit: placeFrom(entry, companion),
        pack: deps.types.get(type)?.index.read(pack) ?? pack,
      });
    }
  };
  const openOne = async (entry: DiskEntry): Promise<void> => {
    const plain = await deps.vault.open('index', entry);
    const companion = plain === undefined ? undefined : decodeCompanion(plain);
    if (companion === undefined) broken.push(entry);
    // A type this version does not know (yet) stays on the disk untouched.
    else if (deps.types.has(companion.type)) take(entry, companion);
  };
  await deps.disk.scan('index', (chunk) => {
    for (const entry of chunk) {
      entries += 1;
      seen.add(entry.key);
      newestGen = Math.max(newestGen, entry.gen);
      if (deps.vault.opens(entry.box)) opening.push(openOne(entry));
    }
    input.progress?.(entries, Math.max(entries, input.expected));
  });
  await Promise.all(opening);
  const mended: SealedPut[] = [];
  const mend = async (entry: DiskEntry): Promise<void> => {
    const again = await rebuild(deps, entry.key);
    if (again === undefined) return;
    mended.push(again.put);
    take({ ...entry, gen: again.put.gen }, again.companion);
  };
  if (entries < input.expected) broken.push(...(await withoutCompanion(deps, seen)));
  for (const [at, entry] of broken.entries()) {
    await mend(entry);
    input.progress?.(entries + at + 1, entries + broken.length);
  }
  loaded.sort((a, b) => a.unit.gen - b.unit.gen);
  for (const [type, stored] of deps.types) {
    const own = loaded.filter((one) => one.unit.type === type);
    for (const one of own) deps.units.add(one.unit);
    const failed = stored.index.load(packsOf(deps, own));
    if (failed.length > 0) mended.push(...(await reload(deps, stored, own, new Set(failed))));
  }
  return { entries, newestGen, mended, orphans };
}

/** Units whose index segment is gone altogether: the index is a cache and must never hide a record. */
async function withoutCompanion(deps: ReadDeps, seen: ReadonlySet<string>): Promise<readonly DiskEntry[]> {
  const lost: DiskEntry[] = [];
  await deps.disk.scan('units', (chunk) => {
    lost.push(...chunk.filter((entry) => !seen.has(entry.key) && deps.vault.opens(entry.box)));
  });
  return lost;
}

function packsOf(deps: ReadDeps, own: readonly Loaded[]): Parameters<StoredType['index']['load']>[0] {
  return own.map(({ unit, pack }) => ({ unit: unit.gen, pack, marks: deps.overlay.marksOf(unit.gen) }));
}

/** Packs the index could not read are made anew; all are loaded again, so that later ones still win. */
async function reload(
  deps: ReadDeps,
  stored: StoredType,
  own: readonly Loaded[],
  failed: ReadonlySet<number>,
): Promise<SealedPut[]> {
  const mended: SealedPut[] = [];
  const whole: Loaded[] = [];
  for (const [at, one] of own.entries()) {
    const again = failed.has(at) ? await rebuild(deps, one.unit.key) : undefined;
    if (again !== undefined) mended.push(again.put);
    if (!failed.has(at) || again !== undefined)
      whole.push({ unit: one.unit, pack: again?.companion.pack ?? one.pack });
  }
  stored.index.load(packsOf(deps, whole));
  return mended;
}

function placeFrom(entry: DiskEntry, companion: Companion): UnitPlace {
  // The vault opened it, so the box is one of ours.
  return {
    key: entry.key,
    gen: entry.gen,
    box: entry.box as UnitPlace['box'],
    type: companion.type,
    count: companion.count,
  };
}

/** A companion made anew from its unit, or nothing when the unit is damaged too. */
export async function rebuild(
  deps: ReadDeps,
  key: string,
): Promise<{ readonly put: SealedPut; readonly companion: Companion } | undefined> {
  const entry = await deps.disk.read('units', key);
  if (entry === undefined) return undefined;
  const plain = await deps.vault.open('units', entry);
  const content = plain === undefined ? undefined : decodeUnit(plain);
  const stored = content === undefined ? undefined : deps.types.get(content.type);
  if (content === undefined || stored === undefined) {
    deps.damaged({ key, gen: entry.gen, box: entry.box, part: 'unit' });
    return undefined;
  }
  const companion = {
    type: content.type,
    count: content.envelopes.length,
    pack: stored.pack(content.envelopes.map((envelope) => stored.rowOf(envelope))),
    ...(content.staged === undefined ? {} : { staged: content.staged }),
  };
  const put = await deps.vault.seal(
    'index',
    key,
    entry.gen,
    stored.definition.compartment,
    encodeCompanion(companion),
  );
  return { put, companion };
}
