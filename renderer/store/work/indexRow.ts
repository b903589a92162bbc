import { factsOnly } from '../../../domain/records/sealed.ts';
import { gapsOf, isEmpty } from '../../../domain/records/validate.ts';
import type { FieldValue, RecordDefinition } from '../../../domain/records/definition.ts';
import type { IndexRow, SyncState } from '../index/port.ts';
import type { Envelope } from './envelope.ts';
import { hasOpenQuestion } from './steps.ts';

/** The clerk's word for where a record stands. Held fields (R21) keep it at 已保存: the province does not have them. */
export function syncStateOf(envelope: Envelope): SyncState {
  if (envelope.rejected.length > 0) return 'rejected';
  if (hasOpenQuestion(envelope)) return 'conflict';
  const hasWork =
    envelope.steps.length > 0 || envelope.sealed.length > 0 || Object.keys(envelope.dirty).length > 0;
  return hasWork || !envelope.acked ? 'saved' : 'backedUp';
}

/** Counter of the oldest work that can be sealed; 0 when there is none. Orders the outbox (R17). */
export function openWorkOf(envelope: Envelope): number {
  if (envelope.rejected.some((each) => each.work.kind === 'create')) return 0;
  const [step] = envelope.steps;
  // The common case of an import, 100,000 times: one unsent create and nothing else.
  if (
    step !== undefined &&
    envelope.steps.length === 1 &&
    envelope.sealed.length === 0 &&
    Object.keys(envelope.dirty).length === 0
  )
    return step.n;
  const orders = [
    ...Object.values(envelope.dirty).flatMap((each) => (each.held ? [] : [each.order])),
    ...envelope.steps.map((step) => step.n),
    ...envelope.sealed.flatMap((work) => (work.batchId === '' ? [work.n] : [])),
  ];
  return orders.length === 0 ? 0 : Math.min(...orders);
}

/** Fields kept on this PC only until end-to-end sealing exists (仅存本机). */
export function heldFieldsOf(envelope: Envelope): readonly string[] {
  return Object.entries(envelope.dirty)
    .filter(([, each]) => each.held === 'sealing')
    .map(([field]) => field);
}

/** What the index keeps of a record. */
export function indexRowOf(
  definition: RecordDefinition,
  envelope: Envelope,
  indexedFields: readonly string[],
): IndexRow {
  const values: Record<string, FieldValue> = {};
  for (const field of indexedFields) {
    const value = envelope.data[field];
    if (value !== undefined && !isEmpty(value)) values[field] = value;
  }
  return {
    id: envelope.id,
    organisation: envelope.organisation,
    values,
    gaps: gapsOf(envelope.contentElsewhere ? factsOnly(definition) : definition, envelope.data),
    sync: syncStateOf(envelope),
    voided: envelope.voided,
    work: openWorkOf(envelope),
  };
}
