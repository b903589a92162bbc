import { isEmpty } from '../records/validate.ts';
import type { RecordDefinition } from '../records/definition.ts';
import { dataAfter, judgeAll, judgeOne, outcomeOf, storeJudged } from './mergeFields.ts';
import type { FieldChange, Judged } from './mergeFields.ts';
import type { TransitionOperation } from './operation.ts';
import type { MergeContext, MergeOutcome } from './outcome.ts';
import type { ServerRecord } from './record.ts';
import { reject, rejectValue } from './rejections.ts';
import { sameValue, valueOf } from './values.ts';
import { newlyImpossible, refuseFields } from './whole.ts';

/** A deliberate step: whole or not at all for the state; the fields it asks for still never overwrite unseen values. */
export function mergeTransition(
  current: ServerRecord,
  op: TransitionOperation,
  context: MergeContext,
  definition: RecordDefinition,
): MergeOutcome {
  const step = definition.transitions?.[op.name];
  if (!step) return reject('unknownTransition');
  if (!context.roles.some((role) => step.roles.includes(role))) return reject('forbidden');
  if (current.voided) return reject('voided');
  const bad = refuseFields(definition, op.fields);
  if (bad) return bad;
  const alien = Object.keys(op.fields).find((field) => definition.fields[field]?.stateOf !== undefined);
  if (alien !== undefined) return reject('invalidOperation', { field: alien });
  const missing = step.requires.find((field) => isEmpty(op.fields[field] ?? current.data[field]));
  if (missing !== undefined) {
    const label = definition.fields[missing]?.label ?? missing;
    return rejectValue(missing, `“${step.label}”要填“${label}”。`);
  }

  // The state is judged alone, before its group: it never waits in the conflict desk.
  const state = judgeOne(current, { field: step.field, value: step.to, base: op.base }, context);
  if ('kind' in state) return state;
  const startsHere = step.from.some((value) => sameValue(value, valueOf(current.data, step.field)));
  // Two offices may take the same step at once: the second changes nothing about the state and is not an error.
  if (state.verdict === 'clash' || (state.verdict === 'take' && !startsHere))
    return reject('wrongState', { field: step.field });
  const changes = Object.entries(op.fields).map(([field, value]): FieldChange => ({
    field,
    value,
    base: op.bases?.[field] ?? op.base,
    ...(op.was && field in op.was ? { was: op.was[field] ?? null } : {}),
  }));
  const fields = judgeAll(current, changes, context, definition);
  if ('kind' in fields) return fields;
  const judged: readonly Judged[] = [state, ...fields];
  const issue = newlyImpossible(definition, current.data, dataAfter(current.data, judged))[0];
  if (issue) return rejectValue(issue.field, issue.message);
  return outcomeOf(current, storeJudged(current, judged, context), judged, context);
}
