import type { Base } from '../../../domain/protocol/operation.ts';
import type { FieldValue, RecordData } from '../../../domain/records/definition.ts';
import { valueOf } from '../../../domain/protocol/values.ts';
import { overJournals } from './journals.ts';
import type { DirtyField, Envelope, PendingStep, SealedWork } from './envelope.ts';

/** A step of this envelope that has no op id yet. */
export function afterStep(n: number): Base {
  return { after: `#${n}` };
}

/** Fields whose value a step sets or asks for; a create stands under all of them. */
export function fieldsOfStep(step: PendingStep): readonly string[] {
  const set = Object.keys(step.before ?? {});
  return step.journal === undefined ? set : [...set, step.journal.field];
}

function sealedCovers(work: SealedWork, field: string): boolean {
  return work.kind === 'create' || field in work.fields;
}

const writesJournal = (work: SealedWork, field: string): boolean => work.step?.journal?.field === field;

/** Whether any work of this PC stands over the province's value of a field. */
export function isCovered(envelope: Envelope, field: string): boolean {
  return (
    field in envelope.dirty ||
    envelope.steps.some((step) => step.kind === 'create' || fieldsOfStep(step).includes(field)) ||
    envelope.sealed.some((work) => sealedCovers(work, field) || writesJournal(work, field)) ||
    envelope.rejected.some((each) => sealedCovers(each.work, field))
  );
}

/** The province's value as far as this PC knows it. */
export function beneath(envelope: Envelope, field: string): FieldValue {
  const { under } = envelope;
  return under && field in under ? (under[field] ?? null) : valueOf(envelope.data, field);
}

/** What an edit made now is made upon (R1, R2): the newest work of this PC on the field, else its acknowledged revision. */
export function baseNow(envelope: Envelope, field: string): Base {
  const step = envelope.steps.findLast(
    (each) => each.kind === 'create' || fieldsOfStep(each).includes(field),
  );
  if (step) return afterStep(step.n);
  const work = envelope.sealed.findLast((each) => sealedCovers(each, field));
  if (work) return { after: work.op };
  const { acked } = envelope;
  return { rev: acked ? (acked.fieldRevs[field] ?? acked.createdRev) : 0 };
}

/** Remembers the province's value before work covers it for the first time. */
export function coverFields(envelope: Envelope, fields: readonly string[]): RecordData {
  const under: Record<string, FieldValue> = { ...envelope.under };
  for (const field of fields) if (!(field in under)) under[field] = valueOf(envelope.data, field);
  return under;
}

/** Where no work stands over a field any more, the province's value shows again. */
export function uncover(envelope: Envelope): Envelope {
  const { under, ...rest } = envelope;
  if (!under) return envelope;
  const free = Object.keys(under).filter((field) => !isCovered(envelope, field));
  if (free.length === 0) return overJournals(envelope);
  const data = {
    ...envelope.data,
    ...Object.fromEntries(free.map((field) => [field, under[field] ?? null])),
  };
  const left = Object.fromEntries(Object.entries(under).filter(([field]) => !free.includes(field)));
  return overJournals(Object.keys(left).length > 0 ? { ...rest, data, under: left } : { ...rest, data });
}

export function without<T>(map: Readonly<Record<string, T>>, keys: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(map).filter(([key]) => !keys.includes(key)));
}

export type BaseChange = (base: Base, field: string) => Base;

/** Applies a change to every base in the envelope's unsealed work. */
export function mapOpenBases(envelope: Envelope, change: BaseChange): Envelope {
  const dirty = Object.fromEntries(
    Object.entries(envelope.dirty).map(([field, each]): [string, DirtyField] => [
      field,
      { ...each, base: change(each.base, field) },
    ]),
  );
  const steps = envelope.steps.map((step) => mapStep(step, change));
  return { ...envelope, dirty, steps };
}

/** The same for sealed work too: what this PC knows of it, never the sealed bytes. */
export function mapBases(envelope: Envelope, change: BaseChange): Envelope {
  const sealed = envelope.sealed.map((work) => mapWork(work, change));
  return { ...mapOpenBases(envelope, change), sealed };
}

function mapStep(step: PendingStep, change: BaseChange): PendingStep {
  const bases = step.bases
    ? Object.fromEntries(Object.entries(step.bases).map(([field, base]) => [field, change(base, field)]))
    : undefined;
  return {
    ...step,
    ...(step.base ? { base: change(step.base, stateFieldOf(step)) } : {}),
    ...(bases ? { bases } : {}),
  };
}

/** A transition's `base` is that of its state field, the one it changes without asking for it. */
export function stateFieldOf(step: PendingStep): string {
  return fieldsOfStep(step).find((field) => !(field in (step.fields ?? {}))) ?? '';
}

function mapWork(work: SealedWork, change: BaseChange): SealedWork {
  const fields = Object.fromEntries(
    Object.entries(work.fields).map(([field, each]) => [field, { ...each, base: change(each.base, field) }]),
  );
  return { ...work, fields, ...(work.step ? { step: mapStep(work.step, change) } : {}) };
}
