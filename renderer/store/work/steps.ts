import type { Base } from '../../../domain/protocol/operation.ts';
import { openConflictOf } from '../../../domain/protocol/conflicts.ts';
import { valueOf } from '../../../domain/protocol/values.ts';
import type { FieldValue, RecordData, RecordDefinition } from '../../../domain/records/definition.ts';
import {
  emptiedBy,
  lastStanding,
  lineOfStep,
  targetOf,
  writeEvent,
} from '../../../domain/records/journal.ts';
import type { Envelope, LogLine, PendingStep } from './envelope.ts';
import { overJournals } from './journals.ts';
import type { Stamp } from './stamp.ts';
import { baseNow, beneath, coverFields, without } from './view.ts';

export interface Choice {
  readonly conflictId: string;
  readonly version: number;
  readonly value: FieldValue;
}

interface Taken {
  readonly step: PendingStep;
  readonly values: RecordData;
  readonly what: string;
}

/** A step takes the unsealed edits of its own fields with it: the later, deliberate word replaces the earlier one. */
function take(envelope: Envelope, taken: Taken, stamp: Stamp): Envelope {
  const fields = Object.keys(taken.values);
  const { journal } = taken.step;
  const under = coverFields(envelope, journal === undefined ? fields : [...fields, journal.field]);
  const line: LogLine = {
    at: stamp.at,
    userName: stamp.actor.userName,
    what: stamp.what ?? taken.what,
    changes: fields.map(
      (field) => [field, valueOf(envelope.data, field), taken.values[field] ?? null] as const,
    ),
    order: taken.step.n,
    state: 'saved',
    ...(stamp.act === undefined ? {} : { act: stamp.act }),
  };
  return overJournals({
    ...envelope,
    ...(Object.keys(under).length > 0 ? { under } : {}),
    version: envelope.version + 1,
    data: { ...envelope.data, ...taken.values },
    dirty: without(envelope.dirty, fields),
    steps: [...envelope.steps, taken.step],
    log: [...envelope.log, line],
  });
}

function headOf(stamp: Stamp): { n: number; actor: Stamp['actor']; at: string; act?: string } {
  const head = { n: stamp.next(), actor: stamp.actor, at: stamp.at };
  return stamp.act === undefined ? head : { ...head, act: stamp.act };
}

/** The base a field of a step is made upon: that of its unsealed edit when there is one, which the step replaces. */
function baseOf(envelope: Envelope, field: string): Base {
  return envelope.dirty[field]?.base ?? baseNow(envelope, field);
}

function beforeOf(envelope: Envelope, fields: readonly string[]): RecordData {
  const seen = (field: string): FieldValue => {
    const edit = envelope.dirty[field];
    // An edit that began on an empty field saw emptiness, not its own value.
    if (edit) return edit.baseValue;
    // Above a rejected value the starting point is what the province holds, not what it refused (R32).
    return 'rev' in baseNow(envelope, field) ? beneath(envelope, field) : valueOf(envelope.data, field);
  };
  return Object.fromEntries(fields.map((field) => [field, seen(field)]));
}

/** A deliberate step of the record's workflow; never coalesces. The caller has judged roles, states and needs. */
export function addTransition(
  envelope: Envelope,
  step: { readonly name: string; readonly fields: RecordData },
  stamp: Stamp,
  definition: RecordDefinition,
): Envelope {
  const transition = definition.transitions?.[step.name];
  const to = transition && targetOf(definition, transition, envelope.data);
  if (!transition || to === undefined) return envelope;
  const { data } = envelope;
  const undone = transition.takesBack === true ? lastStanding(definition, transition, data) : undefined;
  const fields = { ...emptiedBy(definition, transition, data), ...step.fields };
  const asked = Object.keys(fields);
  const journal = lineOfStep(definition, step.name, data, fields);
  const pending: PendingStep = {
    kind: 'transition',
    ...headOf(stamp),
    name: step.name,
    to,
    base: baseOf(envelope, transition.field),
    bases: Object.fromEntries(asked.map((field) => [field, baseOf(envelope, field)])),
    fields,
    ...(journal === undefined ? {} : { journal }),
    ...(undone === undefined ? {} : { undoes: writeEvent(undone) }),
    before: beforeOf(envelope, [transition.field, ...asked]),
  };
  const values = { [transition.field]: to, ...fields };
  return take(envelope, { step: pending, values, what: transition.label }, stamp);
}

/** 作废, or taking it back with `undo` (R29, R18). No value is touched. */
export function addVoid(envelope: Envelope, reason: string, stamp: Stamp, undo = false): Envelope {
  const pending: PendingStep = {
    kind: 'void',
    ...headOf(stamp),
    reason,
    ...(undo ? { undo: true } : {}),
  };
  const next = take(envelope, { step: pending, values: {}, what: undo ? '恢复' : '作废' }, stamp);
  return { ...next, voided: !undo };
}

/** All choices a clerk makes for one record in one sitting of the conflict desk: one operation (R33, R30). */
export function addSettle(envelope: Envelope, choices: readonly Choice[], stamp: Stamp): Envelope {
  const found = choices.flatMap((choice) => {
    const conflict = envelope.conflicts.find((each) => each.conflictId === choice.conflictId);
    return conflict ? [{ ...choice, field: conflict.field }] : [];
  });
  // One choice per field, in the order of `before`, which is how a choice finds its field again.
  const known = found.filter(
    (each, position) => found.findIndex(({ field }) => field === each.field) === position,
  );
  const [first, ...others] = known;
  if (!first) return envelope;
  const fields = known.map((each) => each.field);
  const pending: PendingStep = {
    kind: 'settle',
    ...headOf(stamp),
    conflict: first.conflictId,
    version: first.version,
    fields: { value: first.value },
    before: Object.fromEntries(fields.map((field) => [field, valueOf(envelope.data, field)])),
    ...(others.length > 0
      ? {
          also: others.map((each) => ({
            conflict: each.conflictId,
            version: each.version,
            value: each.value,
          })),
        }
      : {}),
  };
  const values = Object.fromEntries(known.map((each) => [each.field, each.value]));
  const ids = new Set(known.map((each) => each.conflictId));
  const answered = envelope.rejected.filter((each) => {
    const step = each.work.step;
    return step?.kind !== 'settle' || !choicesOf(step).some((choice) => ids.has(choice.conflictId));
  });
  const next = take({ ...envelope, rejected: answered }, { step: pending, values, what: '核对' }, stamp);
  return { ...next, conflicts: hideSettled(next) };
}

/** Conflicts this PC has chosen about and not heard back; a question that moved on since is shown again. */
export function hideSettled(envelope: Envelope): Envelope['conflicts'] {
  const chosen = new Map<string, Choice>();
  const settles = [...envelope.sealed.flatMap((work) => (work.step ? [work.step] : [])), ...envelope.steps];
  for (const step of settles.filter((each) => each.kind === 'settle')) {
    for (const choice of choicesOf(step)) chosen.set(choice.conflictId, choice);
  }
  return envelope.conflicts.map((conflict) => {
    const choice = chosen.get(conflict.conflictId);
    if (choice?.version !== conflict.version || conflict.state === 'settled') return conflict;
    return { ...conflict, state: 'settled', chosen: choice.value };
  });
}

export function choicesOf(step: PendingStep): readonly Choice[] {
  if (step.conflict === undefined) return [];
  const first: Choice = {
    conflictId: step.conflict,
    version: step.version ?? 0,
    value: step.fields?.['value'] ?? null,
  };
  return [first, ...(step.also ?? []).map((each) => ({ ...each, conflictId: each.conflict }))];
}

/** Whether the record has a question for a person, seen or on its way down. */
export function hasOpenQuestion(envelope: Envelope): boolean {
  const waiting = (envelope.asked ?? []).some((each) => !openConflictOf(envelope.conflicts, each.field));
  return waiting || envelope.conflicts.some((conflict) => conflict.state === 'open');
}
