import type { OpId } from '../../../domain/protocol/operation.ts';
import { sameValue } from '../../../domain/protocol/values.ts';
import type { RecordData, RecordDefinition } from '../../../domain/records/definition.ts';
import { lastStanding, writeEvent } from '../../../domain/records/journal.ts';
import type { Envelope, PendingStep } from './envelope.ts';
import { editFields } from './edit.ts';
import { dropRejected, reopenRejected } from './reopen.ts';
import type { Stamp } from './stamp.ts';
import { addTransition } from './steps.ts';
import { beneath, mapBases, uncover, without } from './view.ts';

/** A counter-step means one event; where another is the last by now, a person decides anew. */
function stillMeant(definition: RecordDefinition, step: PendingStep, data: RecordData): boolean {
  const transition = definition.transitions?.[step.name ?? ''];
  if (step.undoes === undefined || !transition) return true;
  const last = lastStanding(definition, transition, data);
  return last !== undefined && writeEvent(last) === step.undoes;
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
  const free = dropRejected(envelope, each);
  if (work.kind === 'transition' && work.step?.name !== undefined) {
    if (!stillMeant(definition, work.step, uncover(free).data)) return envelope;
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
  const free = { ...dropRejected(based, each), log, version: envelope.version + 1 };
  if (work.kind === 'void') return { ...free, voided: work.step?.undo === true };
  // A create that lost to one the province has: what the province holds shows again.
  if (work.kind !== 'create' || free.acked) return uncover(free);
  // A record the province never took and its author gave up: hidden, never sent, and still here to look at.
  const kept = Object.entries(free.dirty).filter(([, dirty]) => dirty.held !== undefined);
  const dirty = without(
    free.dirty,
    Object.keys(free.dirty).filter((field) => !kept.some(([key]) => key === field)),
  );
  return { ...free, voided: true, dirty, steps: [], rejected: [] };
}
