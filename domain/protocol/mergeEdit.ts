import type { RecordDefinition } from '../records/definition.ts';
import { clashIfImpossible, judgeAll, outcomeOf, storeJudged } from './mergeFields.ts';
import type { Judged } from './mergeFields.ts';
import type { EditOperation } from './operation.ts';
import type { MergeContext, MergeOutcome } from './outcome.ts';
import type { ServerRecord } from './record.ts';
import { reject } from './rejections.ts';
import { sameValue, valueOf } from './values.ts';
import { refuseFields, refuseJournal } from './whole.ts';

/** A changed field is taken when only this side changed it; otherwise both values are kept and a person is asked. */
export function mergeEdit(
  current: ServerRecord,
  op: EditOperation,
  context: MergeContext,
  definition: RecordDefinition,
): MergeOutcome {
  const entries = Object.entries(op.fields);
  if (entries.length === 0) return reject('invalidOperation');
  const values = Object.fromEntries(entries.map(([field, each]) => [field, each.value]));
  const bad = refuseFields(definition, values) ?? refuseJournal(definition, values);
  if (bad) return bad;
  const state = entries.find(([field]) => definition.fields[field]?.stateOf !== undefined);
  // A state moves by a deliberate step only; a plain edit would skip the step's roles and questions.
  if (state) return reject('invalidOperation', { field: state[0] });

  const changes = entries.map(([field, each]) => ({ field, ...each }));
  const judged = judgeAll(current, changes, context, definition);
  if ('kind' in judged) return judged;
  if (current.voided) {
    const kept = judged.map((each): Judged =>
      sameValue(valueOf(current.data, each.field), each.value) ? each : { ...each, verdict: 'clash' },
    );
    const outcome = outcomeOf(current, storeJudged(current, kept, context), kept, context);
    return outcome.kind === 'conflict' ? { ...outcome, code: 'voided' } : outcome;
  }
  const final = clashIfImpossible(current, judged, definition);
  return outcomeOf(current, storeJudged(current, final, context), final, context);
}
