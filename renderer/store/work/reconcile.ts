import type { FieldValue } from '../../../domain/records/definition.ts';
import type { Envelope, SealedWork } from './envelope.ts';
import { applyReceiptTo } from './receipt.ts';
import type { Stamp } from './stamp.ts';
import { uncover, without } from './view.ts';

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

function carriesSame(
  values: Readonly<Record<string, FieldValue>>,
  known: KnownOperation,
  digestOf: DigestOf,
): boolean {
  return Object.entries(known.digests).every(
    ([field, digest]) => !(field in values) || digestOf(values[field] ?? null) === digest,
  );
}

const valuesOf = (work: SealedWork, envelope: Envelope): Readonly<Record<string, FieldValue>> =>
  work.kind === 'create'
    ? envelope.data
    : Object.fromEntries(Object.entries(work.fields).map(([field, each]) => [field, each.value]));

const counterOf = (op: string): number => Number(op.slice(op.lastIndexOf('.') + 1));

/** A step saved before the copy was made has the same counter in both lives of this PC. */
function acknowledgeStep(envelope: Envelope, known: KnownOperation, digestOf: DigestOf): Envelope {
  const step = envelope.steps.find((each) => each.n === counterOf(known.op));
  if (!step) return envelope;
  const values = step.kind === 'create' ? envelope.data : (step.fields ?? {});
  if (step.kind !== 'settle' && !carriesSame(values, known, digestOf)) return envelope;
  return {
    ...envelope,
    version: envelope.version + 1,
    acked: envelope.acked ?? { rev: 0, createdRev: 0, fieldRevs: {} },
    steps: envelope.steps.filter((each) => each !== step),
  };
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
    if (work && carriesSame(valuesOf(work, envelope), each, digestOf)) {
      const answer = { op: each.op, n: work.n, kind: 'known' as const };
      envelope = applyReceiptTo(envelope, [answer], stamp, undefined);
      continue;
    }
    envelope = clearSentValues(acknowledgeStep(envelope, each, digestOf), each, digestOf);
  }
  return envelope === given ? given : uncover(envelope);
}
