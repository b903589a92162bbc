import type { FieldValue } from '../../../domain/records/definition.ts';
import type { DirtyField, Envelope, SealedWork } from './envelope.ts';
import { applyReceiptTo } from './receipt.ts';
import type { Stamp } from './stamp.ts';
import { isCovered, mapOpenBases, uncover, without } from './view.ts';

/** An operation of this device that the province already has, as `GET /devices/me/operations` lists it (R3). */
export interface KnownOperation {
  readonly op: string;
  readonly digests: Readonly<Record<string, string>>;
}

/** Digest of a value by its JSON; computed beforehand, because hashing in a worker is asynchronous and this is pure. */
export type DigestOf = (value: FieldValue) => string | undefined;

/** Values whose digests `acknowledgeKnown` will ask for. */
export function valuesToDigest(envelope: Envelope): readonly FieldValue[] {
  return [
    ...Object.values(envelope.data),
    ...envelope.sealed.flatMap((work) => Object.values(work.fields).map((each) => each.value)),
    ...envelope.steps.flatMap((step) => Object.values(step.fields ?? {})),
  ];
}

type Values = Readonly<Record<string, FieldValue>>;

/** What an operation said, as the province digests it: a transition's state is in its name, not among its values. */
function valuesSent(work: Pick<SealedWork, 'kind' | 'fields' | 'step'>): Values {
  if (work.kind === 'transition') return work.step?.fields ?? {};
  if (work.kind !== 'edit') return {};
  return Object.fromEntries(Object.entries(work.fields).map(([field, each]) => [field, each.value]));
}

/** The same fields with the same values, none more and none less: two lives of a PC may use one counter twice. */
function saysTheSame(values: Values, known: KnownOperation, digestOf: DigestOf): boolean {
  const fields = Object.keys(values);
  if (fields.length !== Object.keys(known.digests).length) return false;
  return fields.every((field) => digestOf(values[field] ?? null) === known.digests[field]);
}

const counterOf = (op: string): number => Number(op.slice(op.lastIndexOf('.') + 1));

/** Values the province does not have under this create are kept as edits: better one question too many than one lost. */
function afterKnownCreate(
  envelope: Envelope,
  known: KnownOperation,
  stamp: Stamp,
  digestOf: DigestOf,
): Envelope {
  const order = stamp.next();
  // The other life may have folded more into the create than this one saw: such edits are upon what was seen, not upon it.
  const dirty: Record<string, DirtyField> = Object.fromEntries(
    Object.entries(envelope.dirty).map(([field, each]) => [
      field,
      'after' in each.base && each.base.after === known.op ? { ...each, base: { rev: 0 } } : each,
    ]),
  );
  for (const [field, value] of Object.entries(envelope.data)) {
    const differs = value !== null && digestOf(value) !== known.digests[field];
    // What other work of this PC covers is carried by that work, a state by its step.
    if (!differs || isCovered(envelope, field)) continue;
    dirty[field] = { base: { rev: 0 }, baseValue: null, actor: stamp.actor, at: stamp.at, order };
  }
  return { ...envelope, dirty };
}

/** A step saved before the copy was made has the same counter in both lives of this PC. */
function acknowledgeStep(
  envelope: Envelope,
  known: KnownOperation,
  stamp: Stamp,
  digestOf: DigestOf,
): Envelope {
  const step = envelope.steps.find((each) => each.n === counterOf(known.op));
  if (!step) return envelope;
  const isCreate = step.kind === 'create';
  if (!isCreate && !saysTheSame(valuesSent({ kind: step.kind, fields: {}, step }), known, digestOf))
    return envelope;
  const named = mapOpenBases(envelope, (base) =>
    'after' in base && base.after === `#${step.n}` ? { after: known.op } : base,
  );
  const next: Envelope = {
    ...named,
    version: envelope.version + 1,
    acked: envelope.acked ?? { rev: 0, createdRev: 0, fieldRevs: {} },
    steps: named.steps.filter((each) => each.n !== step.n),
  };
  return isCreate ? afterKnownCreate(next, known, stamp, digestOf) : next;
}

/** A value this device has already sent is not sent again, even if somebody has changed it since (R3). */
function clearSentValues(envelope: Envelope, known: KnownOperation, digestOf: DigestOf): Envelope {
  const sent = Object.entries(envelope.dirty)
    .filter(([field, each]) => !each.held && known.digests[field] !== undefined)
    .filter(([field]) => digestOf(envelope.data[field] ?? null) === known.digests[field])
    .map(([field]) => field);
  if (sent.length === 0) return envelope;
  const values = Object.fromEntries(sent.map((field) => [field, envelope.data[field] ?? null]));
  return {
    ...envelope,
    version: envelope.version + 1,
    dirty: without(envelope.dirty, sent),
    under: { ...envelope.under, ...values },
  };
}

/**
 * After a restore or a clone: what the province already has of this device is acknowledged, by op id AND content, since
 * two lives of one PC may have given the same counter to different work. What this copy knew before is left alone.
 */
export function acknowledgeKnown(
  given: Envelope,
  known: readonly KnownOperation[],
  stamp: Stamp,
  digestOf: DigestOf,
): Envelope {
  const answered = new Set(given.log.flatMap((each) => (each.op && each.state !== 'saved' ? [each.op] : [])));
  let envelope = given;
  for (const each of known.filter((other) => !answered.has(other.op))) {
    const work = envelope.sealed.find((other) => other.op === each.op);
    // A record's id is random, so its create is the same one; what was folded into it meanwhile may not be.
    if (work && (work.kind === 'create' || saysTheSame(valuesSent(work), each, digestOf))) {
      const answer = { op: each.op, n: work.n, kind: 'known' as const };
      // Before the acknowledgement lets the province's values show, what this PC has instead becomes work of its own.
      const bare = { ...envelope, sealed: envelope.sealed.filter((other) => other !== work) };
      const kept = work.kind === 'create' ? afterKnownCreate(bare, each, stamp, digestOf) : bare;
      envelope = applyReceiptTo({ ...kept, sealed: envelope.sealed }, [answer], stamp, undefined);
      continue;
    }
    envelope = clearSentValues(acknowledgeStep(envelope, each, stamp, digestOf), each, digestOf);
  }
  return envelope === given ? given : uncover(envelope);
}
