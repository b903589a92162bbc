import type { Base, Operation } from '../../../domain/protocol/operation.ts';
import type { FieldValue, RecordData } from '../../../domain/records/definition.ts';
import type { Envelope, PendingStep, SealedWork } from './envelope.ts';

/** The words that go over the wire for one piece of sealed work. */
export function toOperation(envelope: Envelope, work: SealedWork, createData: RecordData): Operation {
  const { step } = work;
  const head = {
    n: work.n,
    type: envelope.type,
    id: envelope.id,
    at: work.at,
    ...(work.supersedes === undefined ? {} : { supersedes: work.supersedes }),
    ...(work.act === undefined ? {} : { act: work.act }),
  };
  switch (work.kind) {
    case 'create':
      return { kind: 'create', ...head, schemaVersion: envelope.schemaVersion, data: createData };
    case 'edit':
      return { kind: 'edit', ...head, fields: editFieldsOf(work) };
    case 'transition':
      return {
        kind: 'transition',
        ...head,
        name: step?.name ?? '',
        base: step?.base ?? { rev: 0 },
        fields: step?.fields ?? {},
        ...(step?.bases && Object.keys(step.bases).length > 0 ? { bases: step.bases } : {}),
        ...wasOf(step),
        ...(step?.undoes === undefined ? {} : { undoes: step.undoes }),
      };
    case 'settle':
      return {
        kind: 'settle',
        ...head,
        conflict: step?.conflict ?? '',
        version: step?.version ?? 0,
        value: step?.fields?.['value'] ?? null,
        ...(step?.also ? { also: step.also } : {}),
      };
    case 'void':
      return {
        kind: 'void',
        ...head,
        reason: step?.reason ?? '',
        ...(step?.undo === true ? { undo: true } : {}),
      };
  }
}

/** What the clerk saw in the fields that a step asks for. */
function wasOf(step: PendingStep | undefined): { readonly was?: RecordData } {
  const before = step?.before ?? {};
  const asked = Object.keys(step?.fields ?? {}).filter((field) => field in before);
  if (asked.length === 0) return {};
  return { was: Object.fromEntries(asked.map((field) => [field, before[field] ?? null])) };
}

function editFieldsOf(work: SealedWork): Record<string, { base: Base; value: FieldValue; was: FieldValue }> {
  return Object.fromEntries(
    Object.entries(work.fields).map(([field, each]) => [
      field,
      { base: each.base, value: each.value, was: each.baseValue },
    ]),
  );
}
