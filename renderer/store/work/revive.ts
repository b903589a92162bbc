import type { Base, OpId } from '../../../domain/protocol/operation.ts';
import type { DirtyField, Envelope, SealedWork } from './envelope.ts';
import type { Stamp } from './stamp.ts';
import { coverFields, mapBases } from './view.ts';

type Successor =
  { readonly kind: 'edit' | 'openCreate' } | { readonly kind: 'sealedCreate'; readonly op: OpId };

function successorOf(envelope: Envelope, gone: OpId): Successor | undefined {
  const step = envelope.steps.find((each) => each.supersedes === gone);
  if (step) return { kind: step.kind === 'create' ? 'openCreate' : 'edit' };
  if (Object.values(envelope.dirty).some((each) => each.supersedes === gone)) return { kind: 'edit' };
  const work = envelope.sealed.find((each) => each.supersedes === gone);
  if (!work) return undefined;
  return work.kind === 'create' ? { kind: 'sealedCreate', op: work.op } : { kind: 'edit' };
}

/**
 * An edit under way was refused, and so had been what it was made upon, which a person has mended meanwhile: the mended operation carries the values, or the edit follows it as open work. Nobody is asked twice.
 */
export function revive(envelope: Envelope, work: SealedWork, stamp: Stamp): Envelope | undefined {
  if (work.kind !== 'edit') return undefined;
  const successors = Object.values(work.fields).map((each) =>
    'after' in each.base ? successorOf(envelope, each.base.after) : undefined,
  );
  if (successors.every((each) => each === undefined)) return undefined;
  const order = stamp.next();
  const dirty: Record<string, DirtyField> = { ...envelope.dirty };
  Object.entries(work.fields).forEach(([field, each], position) => {
    const successor = successors[position];
    if (field in dirty || successor?.kind === 'edit' || successor?.kind === 'openCreate') return;
    const base: Base = successor?.kind === 'sealedCreate' ? { after: successor.op } : each.base;
    const frozen = { base, baseValue: each.baseValue, actor: work.actor, at: work.at, order };
    dirty[field] = { ...frozen, supersedes: work.op };
  });
  // Later work of the chain finds the same successor.
  const chained = mapBases({ ...envelope, dirty }, (base, field) =>
    'after' in base && base.after === work.op ? (work.fields[field]?.base ?? base) : base,
  );
  return { ...chained, under: coverFields(envelope, Object.keys(dirty)) };
}
