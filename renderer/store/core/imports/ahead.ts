import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import type { ImportChange } from '../../port.ts';
import type { StagedUnit } from '../../units/plan.ts';
import { planUnits } from '../../units/plan.ts';
import type { UnitPlan } from '../../units/types.ts';
import { newEnvelope } from '../../work/create.ts';
import type { Stamp } from '../../work/stamp.ts';
import type { CounterDraft } from '../counters.ts';
import type { Ledger } from '../ledger.ts';
import { stampOf, writable } from '../save.ts';
import type { GivenNumbers, ImportRun } from './run.ts';
import { wordsOf } from './run.ts';

type Numbers = Pick<CounterDraft, 'nextN' | 'nextGen'>;

/** New records of a chunk, encrypted; on the disk they stand when the plan's transaction completed. */
export interface CreatedUnits {
  readonly ids: readonly string[];
  readonly plan: UnitPlan;
  /** Filled when the plan is applied. */
  readonly units: readonly StagedUnit[];
}

/** A record has one number, and lies in one unit with others or in one of its own. */
export function giveNumbers(draft: CounterDraft, rows: number): GivenNumbers {
  const { n, gen } = draft.current;
  draft.set({ n: n + rows, gen: gen + rows });
  return { n, gen, lastN: n + rows, lastGen: gen + rows };
}

/**
 * Begins to make and encrypt the new records of a chunk at once, while earlier chunks are still being written. New records
 * ask nothing of the books and their numbers are the import's own, so that whatever happens before their turn they stay
 * right. Undefined when it has to wait for its turn.
 */
export function aheadOfTurn(
  ledger: Ledger,
  run: ImportRun,
  changes: readonly ImportChange[],
): (() => Promise<CreatedUnits>) | undefined {
  const { numbers } = run;
  const count = changes.filter((change) => change.kind === 'create').length;
  const definition = writable(ledger, run.act.type);
  if (count === 0 || !definition.ok || numbers === undefined) return undefined;
  if (numbers.n + count > numbers.lastN || numbers.gen + count > numbers.lastGen) return undefined;
  const given: Numbers = { nextN: () => (numbers.n += 1), nextGen: () => (numbers.gen += 1) };
  const making = Promise.allSettled([createdUnits(ledger, run, definition.value, changes, given)]);
  return async () => {
    const [made] = await making;
    if (made.status === 'rejected') throw made.reason;
    return made.value;
  };
}

export async function createdUnits(
  ledger: Ledger,
  run: ImportRun,
  definition: RecordDefinition,
  changes: readonly ImportChange[],
  numbers: Numbers,
): Promise<CreatedUnits> {
  const stamp = importStamp(ledger, run, numbers);
  const { organisation, importId } = run.act;
  const envelopes = changes.flatMap((change) =>
    change.kind === 'create'
      ? [newEnvelope({ definition, id: ledger.random.id(), organisation, data: change.data }, stamp)]
      : [],
  );
  const units: StagedUnit[] = [];
  const plan = await planUnits(ledger, {
    envelopes,
    nextGen: () => numbers.nextGen(),
    staged: { importId, hold: (held) => units.push(...held) },
  });
  return { ids: envelopes.map((envelope) => envelope.id), plan, units };
}

export function importStamp(ledger: Ledger, run: ImportRun, numbers: Pick<Numbers, 'nextN'>): Stamp {
  return stampOf(ledger, numbers, { act: run.act.importId, what: wordsOf(run.act) });
}
