import type { RecordDefinition, TransitionDefinition } from '../records/definition.ts';
import {
  journalOf,
  lineOfStep,
  linesOfJournal,
  readJournal,
  standingEvents,
  takesBack,
  writeEvent,
} from '../records/journal.ts';
import { stepFault } from '../records/stepFault.ts';
import { isEmpty } from '../records/validate.ts';
import { dataAfter, judgeAll, judgeOne, outcomeOf, storeJudged } from './mergeFields.ts';
import type { FieldChange, Judged } from './mergeFields.ts';
import type { TransitionOperation } from './operation.ts';
import type { MergeContext, MergeOutcome, Rejection } from './outcome.ts';
import type { ServerRecord } from './record.ts';
import { reject, rejectValue } from './rejections.ts';
import { sameValue, valueOf } from './values.ts';
import { newlyImpossible, refuseFields, refuseJournal } from './whole.ts';

/**
 * Where a step leads. A counter-step names the event it takes back: it leads to where that one came from while it is the
 * last that stands, or when somebody has just taken the very same one back. Any other journal is not the one its author saw.
 */
function leadsTo(
  current: ServerRecord,
  op: TransitionOperation,
  step: TransitionDefinition,
  definition: RecordDefinition,
): string | Rejection {
  if (step.takesBack !== true) return step.to;
  const journal = journalOf(definition, step.field);
  const events = journal ? readJournal(current.data[journal.field]) : [];
  const last = events.at(-1);
  const seen = last && takesBack(definition, last) ? events.slice(0, -1) : events;
  for (const known of [events, seen]) {
    const standing = standingEvents(definition, known).at(-1);
    if (standing && writeEvent(standing) === op.undoes) return standing.from;
  }
  return reject('wrongState', { field: step.field });
}

/** What the step writes into the journal of its state; taken with the state, and not at all where that changes nothing. */
function journalled(
  current: ServerRecord,
  op: TransitionOperation,
  state: Judged,
  definition: RecordDefinition,
): readonly Judged[] {
  const journal = journalOf(definition, state.field);
  if (!journal) return [];
  const held = valueOf(current.data, journal.field);
  const same: Judged = { field: journal.field, value: held, base: op.base, verdict: 'same' };
  const added =
    state.verdict === 'take' ? lineOfStep(definition, op.name, current.data, op.fields) : undefined;
  return [added ? { ...same, value: [...linesOfJournal(held), added.line], verdict: 'take' } : same];
}

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
  const bad = refuseFields(definition, op.fields) ?? refuseJournal(definition, op.fields);
  if (bad) return bad;
  const alien = Object.keys(op.fields).find((field) => definition.fields[field]?.stateOf !== undefined);
  if (alien !== undefined) return reject('invalidOperation', { field: alien });
  const missing = step.requires.find((field) => isEmpty(op.fields[field] ?? current.data[field]));
  if (missing !== undefined) {
    const label = definition.fields[missing]?.label ?? missing;
    return rejectValue(missing, `“${step.label}”要填“${label}”。`);
  }

  const to = leadsTo(current, op, step, definition);
  if (typeof to !== 'string') return to;
  // The state is judged alone, before its group: it never waits in the conflict desk.
  const state = judgeOne(current, { field: step.field, value: to, base: op.base }, context);
  if ('kind' in state) return state;
  const startsHere = step.from.some((value) => sameValue(value, valueOf(current.data, step.field)));
  // Two offices may take the same step at once: the second changes nothing about the state and is not an error.
  if (state.verdict === 'clash' || (state.verdict === 'take' && !startsHere))
    return reject('wrongState', { field: step.field });
  // A step that finds its state there already is judged by what it says and not by what may follow what.
  const fault =
    state.verdict === 'take'
      ? stepFault(definition, op.name, current.data, op.fields, context.today)
      : undefined;
  if (fault) return rejectValue(fault.field, fault.message);
  const changes = Object.entries(op.fields).map(([field, value]): FieldChange => ({
    field,
    value,
    base: op.bases?.[field] ?? op.base,
    ...(op.was && field in op.was ? { was: op.was[field] ?? null } : {}),
  }));
  const fields = judgeAll(current, changes, context, definition);
  if ('kind' in fields) return fields;
  const judged: readonly Judged[] = [state, ...fields, ...journalled(current, op, state, definition)];
  const issue = newlyImpossible(definition, current.data, dataAfter(current.data, judged))[0];
  if (issue) return rejectValue(issue.field, issue.message);
  return outcomeOf(current, storeJudged(current, judged, context), judged, context);
}
