import type { OfficeScope } from '../../../domain/organisation.ts';
import { ok } from '../../../domain/result.ts';
import type { StoredType } from '../units/types.ts';
import type { UnitPlace } from '../units/unitMap.ts';
import { importActs, sealAct } from './acts.ts';
import { act, commit } from './commit.ts';
import { sealCursors } from './cursors.ts';
import type { Ledger } from './ledger.ts';
import { unitsUnder } from './freshRecords.ts';
import { leftOrganisations, organisationsOf } from './reach.ts';
import { rewrite, rewriteStep } from './rewrite.ts';
import type { BatchHead, ImportAct } from './stored.ts';

/** Scopes after which nothing more was to be forgotten; a new answer of the province is looked at anew. */
const finished = new WeakSet<OfficeScope>();

/**
 * One short step of forgetting what an office no longer has a right to (R19): when the province's signed scope does not
 * list an organisation any more, the copies of its records go, and with them bodies of answered batches, import
 * manifests with their pre-images, and cursors. What the province does not have stays, readable, until it does:
 * nothing a clerk saved is lost. False when nothing is left to do. A compartment is cleared in a session that opens it.
 */
export async function forgetLeft(ledger: Ledger): Promise<boolean> {
  const { scope } = ledger.office;
  if (finished.has(scope)) return false;
  for (const [type, stored] of ledger.types) {
    const units = unitsToClear(ledger, type, stored);
    if (units === undefined) continue;
    const audit = (count: number) => ({ act: '不再代管，移出本机', type, count });
    if (await rewrite(ledger, type, units.places, { ids: units.ids, audit })) return true;
  }
  if ((await writeDown(ledger)) || (await forgetTraces(ledger))) return true;
  finished.add(scope);
  return false;
}

function unitsToClear(
  ledger: Ledger,
  type: string,
  stored: StoredType,
): { readonly ids: ReadonlySet<string>; readonly places: readonly UnitPlace[] } | undefined {
  const organisations = leftOrganisations(ledger, stored);
  if (organisations.length === 0) return undefined;
  const settled = ['backedUp', 'conflict'];
  const all = stored.index.ids({
    type,
    organisations,
    filters: { '@sync': settled },
    includeVoided: true,
  });
  const drafted = new Set([...ledger.acts.values()].flatMap((one) => (one.kind === 'draft' ? one.id : [])));
  const ids = new Set(all.filter((id) => stored.index.get(id)?.work === 0 && !drafted.has(id)));
  const gens = new Set<number>();
  for (const id of ids) {
    const gen = stored.index.place(id)?.unit;
    if (gen !== undefined && !ledger.damage.some((one) => one.gen === gen)) gens.add(gen);
    if (gens.size >= rewriteStep.segments) break;
  }
  const places = [...gens].flatMap((gen) => ledger.units.get(gen) ?? []);
  return places.length === 0 ? undefined : { ids, places };
}

function headsToGo(ledger: Ledger): readonly BatchHead[] {
  const own = new Set(organisationsOf(ledger));
  return [...ledger.batches.values()].filter(
    (head) => !own.has(head.organisation) && head.state !== 'sealed',
  );
}

/** What a head says of records that stay is written into the records before the head goes (decision 0005). */
async function writeDown(ledger: Ledger): Promise<boolean> {
  const under = headsToGo(ledger)
    .flatMap((head) => unitsUnder(ledger, head))
    .filter((unit) => !ledger.damage.some((one) => one.gen === unit.gen));
  const [first] = under;
  if (first === undefined) return false;
  const places = [...new Set(under.filter((unit) => unit.type === first.type))];
  return rewrite(ledger, first.type, places.slice(0, rewriteStep.segments));
}

/** What tells of an organisation beside its records. Unanswered batches stay: they are unsent work. */
async function forgetTraces(ledger: Ledger): Promise<boolean> {
  const own = new Set(organisationsOf(ledger));
  const imports = importActs(ledger).filter((one) => !own.has(one.organisation) && one.state !== 'staging');
  const gone = imports.filter((one) => !hasRecords(ledger, one));
  const bared = imports
    .filter((one) => one.chunks.length > 0 && hasRecords(ledger, one))
    .map((one) => ({ ...one, chunks: [] }));
  const batches = headsToGo(ledger).filter((head) => unitsUnder(ledger, head).length === 0);
  const lanes = [...ledger.cursors].flatMap(([compartment, cursors]) => {
    const kept = Object.entries(cursors).filter(([organisation]) => own.has(organisation));
    return kept.length === Object.keys(cursors).length
      ? []
      : [[compartment, Object.fromEntries(kept)] as const];
  });
  if (gone.length + bared.length + batches.length + lanes.length === 0) return false;
  const done = await act(ledger, async (draft) => {
    const written = await commit(ledger, draft, {
      clerk: false,
      entries: (nextGen) =>
        Promise.all([
          ...lanes.map(([compartment, cursors]) => sealCursors(ledger, nextGen(), compartment, cursors)),
          ...bared.map((one) => sealAct(ledger, nextGen(), one)),
        ]),
      remove: [
        ...gone.map(({ key }) => ({ table: 'acts' as const, key })),
        ...imports.flatMap(({ chunks }) => chunks).map((key) => ({ table: 'history' as const, key })),
        ...batches.flatMap(({ batchId }) => [
          { table: 'outbox' as const, key: batchId },
          { table: 'batches' as const, key: batchId },
        ]),
      ],
    });
    if (!written.ok) return written;
    for (const { key } of gone) ledger.acts.delete(key);
    for (const one of bared) ledger.acts.set(one.key, one);
    for (const head of batches) {
      ledger.batches.delete(head.batchId);
      ledger.overlay.lay({ ...head, fresh: [] });
    }
    for (const [compartment, cursors] of lanes) ledger.cursors.set(compartment, cursors);
    return ok(true);
  });
  return done.ok && done.value;
}

/** A manifest is what makes the units of its import count (R18): while one of their records is here, it has to stay. */
function hasRecords(ledger: Ledger, one: ImportAct): boolean {
  const stored = ledger.types.get(one.type);
  return stored === undefined || leftOrganisations(ledger, stored).includes(one.organisation);
}
