import type { OperationAnswer } from '../../../domain/protocol/receipt.ts';
import { sentenceOf } from '../../../domain/protocol/rejections.ts';
import { sameValue } from '../../../domain/protocol/values.ts';
import type { DirtyField, Envelope, RejectedWork, SealedWork } from './envelope.ts';
import { markState, renameOp } from './log.ts';
import { reopenRejected } from './reopen.ts';
import type { Stamp } from './stamp.ts';
import { revive } from './revive.ts';
import { beneath, mapBases, mapOpenBases } from './view.ts';

type Refusal = Extract<OperationAnswer, { kind: 'rejected' }>;

const isAfter = (work: SealedWork, op: string): boolean =>
  Object.values(work.fields).some((each) => 'after' in each.base && each.base.after === op) ||
  (work.step?.base !== undefined && 'after' in work.step.base && work.step.base.after === op);

const isAboutParent = (answer: Refusal): boolean => answer.code === 'dependsOn' || answer.code === 'notFound';

/** The refused work that this one was made upon. */
function parentOf(envelope: Envelope, work: SealedWork, answer: Refusal): RejectedWork | undefined {
  const direct = envelope.rejected.find((each) => isAfter(work, each.work.op));
  if (direct || !isAboutParent(answer)) return direct;
  return envelope.rejected.find((each) => each.work.kind === 'create');
}

/**
 * Two refused edits of one chain become one question for a person, upon the last acknowledged value (R2). When the later
 * one had already corrected the field at fault, there is nothing left to ask.
 */
function joinParent(
  envelope: Envelope,
  parent: RejectedWork,
  work: SealedWork,
  answer: Refusal,
  stamp: Stamp,
): Envelope {
  const log = markState(renameOp(envelope.log, work.op, parent.work.op), parent.work.op, 'rejected');
  // A mended create takes the data as it stands, these values included.
  if (parent.work.kind === 'create') return { ...envelope, log };
  const fields = { ...parent.work.fields };
  for (const [field, each] of Object.entries(work.fields)) {
    const first = fields[field];
    fields[field] = first ? { ...first, value: each.value } : each;
  }
  const { field: parentFault, ...rest } = parent;
  const fault = isAboutParent(answer) ? parentFault : answer.field;
  const words = isAboutParent(answer) ? {} : { code: answer.code, message: sentenceFor(answer) };
  const joined: RejectedWork = {
    ...rest,
    ...words,
    ...(fault === undefined ? {} : { field: fault }),
    work: { ...parent.work, fields },
  };
  const rejected = envelope.rejected.map((each) => (each === parent ? joined : each));
  // What was made upon the child is made upon the joined work from now on.
  const chained = mapBases(envelope, (base) =>
    'after' in base && base.after === work.op ? { after: parent.work.op } : base,
  );
  const next = { ...chained, log, rejected };
  const corrected =
    isAboutParent(answer) &&
    fault !== undefined &&
    !sameValue(fields[fault]?.value, parent.work.fields[fault]?.value);
  return corrected ? reopenRejected(next, Object.keys(fields), stamp) : next;
}

const sentenceFor = (answer: Refusal): string =>
  answer.message === '' ? sentenceOf(answer.code) : answer.message;

/** Open work upon an operation that was refused goes back to what that one was made upon (R2). */
function rebase(envelope: Envelope, work: SealedWork): Envelope {
  const based = mapOpenBases(envelope, (base, field) =>
    'after' in base && base.after === work.op ? (work.fields[field]?.base ?? base) : base,
  );
  const dirty = Object.entries(based.dirty).map(([field, each]): [string, DirtyField] => {
    const first = work.fields[field];
    const moved = first !== undefined && each.base !== envelope.dirty[field]?.base;
    return [field, moved ? { ...each, baseValue: first.baseValue } : each];
  });
  return { ...based, dirty: Object.fromEntries(dirty) };
}

/** Nothing is left to wait for: the operation it was made upon is gone, so the last acknowledged value counts (R2). */
function uponAcknowledged(envelope: Envelope, work: SealedWork): SealedWork {
  const { acked } = envelope;
  if (!acked) return work;
  const fields = Object.entries(work.fields).map(([field, each]): [string, SealedWork['fields'][string]] => {
    const { base } = each;
    const isGone = 'after' in base && !envelope.sealed.some((other) => other.op === base.after);
    if (!isGone) return [field, each];
    const rev = acked.fieldRevs[field] ?? acked.createdRev;
    return [field, { ...each, base: { rev }, baseValue: beneath(envelope, field) }];
  });
  return { ...work, fields: Object.fromEntries(fields) };
}

/** Fields that were edited again while the operation was under way: the newer edit carries on alone. */
function yieldToNewer(envelope: Envelope, work: SealedWork): { envelope: Envelope; left: SealedWork } {
  if (work.kind !== 'edit') return { envelope, left: work };
  const dirty: Record<string, DirtyField> = { ...envelope.dirty };
  const left: Record<string, SealedWork['fields'][string]> = {};
  for (const [field, each] of Object.entries(work.fields)) {
    const newer = dirty[field];
    if (newer) dirty[field] = { ...newer, base: each.base, baseValue: each.baseValue, supersedes: work.op };
    else left[field] = each;
  }
  return { envelope: { ...envelope, dirty }, left: { ...work, fields: left } };
}

/** A refused operation stays, with its sentence, until a person mends it or gives it up (R32). */
export function rejectWork(envelope: Envelope, given: SealedWork, answer: Refusal, stamp: Stamp): Envelope {
  const parent = parentOf(envelope, given, answer);
  let work = given;
  if (parent && (work.kind === 'edit' || work.kind === 'create'))
    return joinParent(envelope, parent, work, answer, stamp);
  const revived = parent ? undefined : revive(envelope, work, stamp);
  if (revived) return { ...revived, log: markState(revived.log, work.op, 'rejected') };
  if (!parent && answer.code === 'dependsOn') work = uponAcknowledged(envelope, work);
  const based = rebase(envelope, work);
  const wasCorrected = answer.field !== undefined && answer.field in based.dirty;
  const { envelope: yielded, left } = yieldToNewer(based, work);
  const log = markState(yielded.log, work.op, 'rejected');
  if (left.kind === 'edit' && Object.keys(left.fields).length === 0) return { ...yielded, log };
  const refused: RejectedWork = {
    work: left,
    code: answer.code,
    message: sentenceFor(answer),
    at: stamp.at,
    ...(answer.field === undefined ? {} : { field: answer.field }),
  };
  const conflicts = work.kind === 'settle' ? reopenQuestions(yielded, work) : yielded.conflicts;
  const next = { ...yielded, log, conflicts, rejected: [...yielded.rejected, refused] };
  if (!wasCorrected || (left.kind !== 'edit' && left.kind !== 'create')) return next;
  return reopenRejected(next, left.kind === 'create' ? ['@create'] : Object.keys(left.fields), stamp);
}

function reopenQuestions(envelope: Envelope, work: SealedWork): Envelope['conflicts'] {
  const fields = new Set(Object.keys(work.fields));
  return envelope.conflicts.map((conflict) => {
    if (!fields.has(conflict.field) || conflict.state === 'open') return conflict;
    const { chosen: _refusedChoice, ...rest } = conflict;
    return { ...rest, state: 'open' };
  });
}
