import type { OpId } from '../../../domain/protocol/operation.ts';
import { sameValue, valueOf } from '../../../domain/protocol/values.ts';
import type { DirtyField, Envelope, SealedWork } from './envelope.ts';
import type { Stamp } from './stamp.ts';
import { baseNow, beneath, coverFields, fieldsOfStep, mapBases } from './view.ts';

type Successor =
  | { readonly kind: 'openCreate' }
  | { readonly kind: 'edit'; readonly work?: SealedWork; readonly fields: readonly string[] }
  | { readonly kind: 'sealedCreate'; readonly op: OpId };

function successorOf(envelope: Envelope, gone: OpId): Successor | undefined {
  const step = envelope.steps.find((each) => each.supersedes === gone);
  if (step)
    return step.kind === 'create' ? { kind: 'openCreate' } : { kind: 'edit', fields: fieldsOfStep(step) };
  if (Object.values(envelope.dirty).some((each) => each.supersedes === gone))
    return { kind: 'edit', fields: Object.keys(envelope.dirty) };
  const work = envelope.sealed.find((each) => each.supersedes === gone);
  if (!work) return undefined;
  if (work.kind === 'create') return { kind: 'sealedCreate', op: work.op };
  return { kind: 'edit', work, fields: Object.keys(work.fields) };
}

type Found = Pick<DirtyField, 'base' | 'baseValue'>;

/** What a field of the refused edit is made upon now; undefined when its value goes with the successor already. */
function uponNow(
  envelope: Envelope,
  field: string,
  each: SealedWork['fields'][string],
  successor: Successor | undefined,
): Found | undefined {
  if (!successor) return each;
  if (successor.kind === 'openCreate') return undefined;
  if (successor.kind === 'sealedCreate') return { base: { after: successor.op }, baseValue: each.baseValue };
  const carried = successor.work?.fields[field];
  if (carried && successor.work && !sameValue(carried.value, valueOf(envelope.data, field)))
    return { base: { after: successor.work.op }, baseValue: carried.value };
  if (successor.fields.includes(field)) return undefined;
  // The mended operation took only the field at fault with it: this one goes on by itself (seed 471).
  const base = baseNow(envelope, field);
  return { base, baseValue: 'rev' in base ? beneath(envelope, field) : each.baseValue };
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
    const found = field in dirty ? undefined : uponNow(envelope, field, each, successors[position]);
    if (!found) return;
    const { base, baseValue } = found;
    dirty[field] = { base, baseValue, actor: work.actor, at: work.at, order, supersedes: work.op };
  });
  // Later work of the chain finds the same successor.
  const chained = mapBases({ ...envelope, dirty }, (base, field) =>
    'after' in base && base.after === work.op ? (work.fields[field]?.base ?? base) : base,
  );
  return { ...chained, under: coverFields(envelope, Object.keys(dirty)) };
}
