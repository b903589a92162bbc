import { sameValue } from '../../../domain/protocol/values.ts';
import type { DirtyField, Envelope, PendingStep, RejectedWork } from './envelope.ts';
import type { Stamp } from './stamp.ts';
import { afterStep, coverFields, fieldsOfStep, mapOpenBases } from './view.ts';

/** The refused work leaves the list; its history lines stay. */
export function dropRejected(envelope: Envelope, each: RejectedWork): Envelope {
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
  return dropRejected({ ...envelope, dirty, under, version: envelope.version + 1 }, each);
}

/**
 * The province has the record already (a clone of this PC was first), and it differs: what this PC has instead becomes
 * edits upon nothing seen, so that the desk shows both and nothing is written over.
 */
function reopenAsEdits(envelope: Envelope, each: RejectedWork, stamp: Stamp): Envelope {
  const order = stamp.next();
  const dirty: Record<string, DirtyField> = { ...envelope.dirty };
  for (const [field, held] of Object.entries(envelope.under ?? {})) {
    if (field in dirty || sameValue(envelope.data[field], held)) continue;
    const frozen = { base: { rev: 0 }, baseValue: null, actor: stamp.actor, at: stamp.at, order };
    dirty[field] = { ...frozen, supersedes: each.work.op };
  }
  return dropRejected({ ...envelope, dirty, version: envelope.version + 1 }, each);
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
  // Its author's later edits are in the data already; held fields stay held, and so do edits over what a step set, which
  // the create does not say.
  const stepFields = new Set([...again, ...envelope.steps].flatMap((step) => fieldsOfStep(step)));
  const kept = Object.entries(envelope.dirty).filter(
    ([field, dirty]) => dirty.held !== undefined || stepFields.has(field),
  );
  const places = new Map(waiting.map((other, position) => [other.work.op, again[position]?.n ?? n]));
  places.set(each.work.op, n);
  const steps = [create, ...again, ...envelope.steps];
  // What is folded into the new create has nothing beneath it any more.
  const { under, ...rest } = envelope;
  const stays = (field: string): boolean =>
    kept.some(([key]) => key === field) || steps.some((step) => fieldsOfStep(step).includes(field));
  const left = Object.entries(under ?? {}).filter(([field]) => stays(field));
  const next: Envelope = {
    ...rest,
    version: envelope.version + 1,
    ...(left.length > 0 ? { under: Object.fromEntries(left) } : {}),
    dirty: Object.fromEntries(kept),
    steps,
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
    if (each.work.kind === 'create')
      next = next.acked ? reopenAsEdits(next, each, stamp) : reopenCreate(next, each, stamp);
    else if (each.work.kind === 'edit' && fields.some((field) => field in each.work.fields))
      next = reopenEdit(next, each, stamp);
  }
  return next;
}
