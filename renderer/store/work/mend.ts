import type { OpId } from '../../../domain/protocol/operation.ts';
import { sameValue } from '../../../domain/protocol/values.ts';
import type { RecordData, RecordDefinition } from '../../../domain/records/definition.ts';
import type { DirtyField, Envelope, PendingStep, RejectedWork } from './envelope.ts';
import { editFields } from './edit.ts';
import type { Stamp } from './stamp.ts';
import { addTransition } from './steps.ts';
import { afterStep, beneath, coverFields, mapBases, mapOpenBases, uncover, without } from './view.ts';

function drop(envelope: Envelope, each: RejectedWork): Envelope {
  return { ...envelope, rejected: envelope.rejected.filter((other) => other !== each) };
}

/** A refused edit becomes open work again, upon the same base, under a new operation that names the old one (R32). */
function reopenEdit(envelope: Envelope, each: RejectedWork, stamp: Stamp): Envelope {
  const order = stamp.next();
  const dirty: Record<string, DirtyField> = { ...envelope.dirty };
  for (const [field, sent] of Object.entries(each.work.fields)) {
    if (field in dirty) continue;
    dirty[field] = {
      base: sent.base,
      baseValue: sent.baseValue,
      actor: stamp.actor,
      at: stamp.at,
      order,
      supersedes: each.work.op,
    };
  }
  const under = coverFields(envelope, Object.keys(dirty));
  return drop({ ...envelope, dirty, under, version: envelope.version + 1 }, each);
}

/** A refused create is made anew from the data as it stands; what waited behind it follows it. */
function reopenCreate(envelope: Envelope, each: RejectedWork, stamp: Stamp): Envelope {
  const n = stamp.next();
  const create: PendingStep = {
    kind: 'create',
    n,
    actor: stamp.actor,
    at: stamp.at,
    supersedes: each.work.op,
  };
  const waiting = envelope.rejected.filter((other) => other !== each && other.work.step !== undefined);
  const again = waiting.flatMap((other): readonly PendingStep[] => {
    const { step } = other.work;
    return step ? [{ ...step, n: stamp.next(), supersedes: other.work.op }] : [];
  });
  // Its author's later edits are in the data already; held fields stay held.
  const kept = Object.entries(envelope.dirty).filter(([, dirty]) => dirty.held !== undefined);
  const places = new Map(waiting.map((other, position) => [other.work.op, again[position]?.n ?? n]));
  places.set(each.work.op, n);
  const next: Envelope = {
    ...envelope,
    version: envelope.version + 1,
    dirty: Object.fromEntries(kept),
    steps: [create, ...again, ...envelope.steps],
    rejected: [],
  };
  return mapOpenBases(next, (base) => {
    const place = 'after' in base ? places.get(base.after) : undefined;
    return place === undefined ? base : afterStep(place);
  });
}

/** Saving a field of refused work is how a person mends it; other fields are not held up by it (S12). */
export function reopenRejected(envelope: Envelope, fields: readonly string[], stamp: Stamp): Envelope {
  let next = envelope;
  for (const each of envelope.rejected) {
    if (!next.rejected.includes(each) || fields.length === 0) continue;
    if (each.work.kind === 'create') next = reopenCreate(next, each, stamp);
    else if (each.work.kind === 'edit' && fields.some((field) => field in each.work.fields))
      next = reopenEdit(next, each, stamp);
  }
  return next;
}

/** Mends refused work: a new operation that supersedes the old; the old one stays in the history (R32). */
export function mend(
  envelope: Envelope,
  op: OpId,
  fields: RecordData,
  stamp: Stamp,
  definition: RecordDefinition,
): Envelope {
  const each = envelope.rejected.find((other) => other.work.op === op);
  if (!each) return envelope;
  const { work } = each;
  if (work.kind === 'create' || work.kind === 'edit') {
    const touched = work.kind === 'create' ? ['@create'] : Object.keys(work.fields);
    return editFields(reopenRejected(envelope, touched, stamp), fields, stamp, definition);
  }
  const free = drop(envelope, each);
  if (work.kind === 'transition' && work.step?.name !== undefined) {
    const step = { name: work.step.name, fields: { ...work.step.fields, ...fields } };
    const next = addTransition(uncover(free), step, stamp, definition);
    return {
      ...next,
      steps: next.steps.map((s, i) => (i === next.steps.length - 1 ? { ...s, supersedes: op } : s)),
    };
  }
  if (!work.step) return envelope;
  const again: PendingStep = {
    ...work.step,
    n: stamp.next(),
    actor: stamp.actor,
    at: stamp.at,
    supersedes: op,
  };
  return { ...free, version: envelope.version + 1, steps: [...free.steps, again] };
}

/** 放弃修改: the only way unsent work is dropped, by a person; the value stays in the history (R32). */
export function giveUp(envelope: Envelope, op: OpId, stamp: Stamp): Envelope {
  const each = envelope.rejected.find((other) => other.work.op === op);
  if (!each) return envelope;
  const { work } = each;
  const lost = Object.entries(work.fields)
    .map(([field, sent]) => [field, sent.value, beneath(envelope, field)] as const)
    .filter(([, from, to]) => !sameValue(from, to));
  const log = [
    ...envelope.log.map((line) => (line.op === op ? { ...line, state: 'givenUp' as const } : line)),
    {
      at: stamp.at,
      userName: stamp.actor.userName,
      what: '放弃修改',
      changes: lost,
      state: 'givenUp' as const,
    },
  ];
  // Work that was made upon it goes back to what it was made upon.
  const based = mapBases(envelope, (base, field) =>
    'after' in base && base.after === op ? (work.fields[field]?.base ?? base) : base,
  );
  const free = { ...drop(based, each), log, version: envelope.version + 1 };
  if (work.kind === 'void') return { ...free, voided: work.step?.undo === true };
  if (work.kind !== 'create') return uncover(free);
  // A record the province never took and its author gave up: hidden, never sent, and still here to look at.
  const kept = Object.entries(free.dirty).filter(([, dirty]) => dirty.held !== undefined);
  const dirty = without(
    free.dirty,
    Object.keys(free.dirty).filter((field) => !kept.some(([key]) => key === field)),
  );
  return { ...free, voided: true, dirty, steps: [], rejected: [] };
}
